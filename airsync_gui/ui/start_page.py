"""First start, no pair yet: what AirSync does in one line, and the ways in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from airsync_gui.paths import resources
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.columns import Columns
from airsync_gui.ui.icons import paint_icon
from airsync_gui.ui.labels import Label
from airsync_gui.ui.layouts import column, frame, line
from airsync_gui.ui.look import look
from airsync_gui.ui.message_bar import MessageBar
from airsync_gui.wording import tr

CARD_WIDTH, LEAST_CARD = 296, 260
SIGN_SIZE = 42


class StartPage(QScrollArea):
    """Fills the window until there is a pair.

    Signals:
        connect_asked: the person wants to connect an Airtable of their own.
        sample_asked: the person wants to look at the sample first.
        setup_asked: the person has a saved set-up.
    """

    connect_asked = Signal()
    sample_asked = Signal()
    setup_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAccessibleName(tr("Start"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        ground = frame("window")
        self.setWidget(ground)
        self._connect = Button(tr("Connect my Airtable…"), "connectButton", "primary", on_click=self.connect_asked.emit)
        self._sample = Button(tr("Open the sample"), "sampleButton", on_click=self.sample_asked.emit)
        self._setup = Button(tr("Choose a file…"), "openSetUpButton", on_click=self.setup_asked.emit)
        self.bar = MessageBar("startMessage")
        self._connect.setDefault(True)
        self._fill(column(ground, margins=(16, 24, 16, 24)))
        self.setFocusProxy(self._connect)

    def _fill(self, rows: QVBoxLayout) -> None:
        center = Qt.AlignmentFlag.AlignHCenter
        px = look().px
        rows.addWidget(self.bar)
        rows.addStretch(2)
        rows.addWidget(_Sign(), 0, center)
        rows.addSpacing(px(14))
        rows.addWidget(_centered(tr("Keep a table here and a table in Airtable in step"), "title", "text"))
        rows.addSpacing(px(6))
        told = tr("Edit on either side. AirSync carries changes across, and asks you where both sides changed.")
        rows.addWidget(_centered(told, "body", "text2"))
        rows.addSpacing(px(30))
        rows.addLayout(self._cards())
        rows.addSpacing(px(28))
        kinds = "CSV · TSV · JSON · Excel · Markdown · SQLite · PostgreSQL · MySQL · OpenClaw"
        rows.addWidget(_centered(kinds, "small", "text2"))
        rows.addStretch(3)

    def _cards(self) -> QHBoxLayout:
        cards = Columns(LEAST_CARD, gap=16)
        cards.setMaximumWidth(look().px(3 * CARD_WIDTH + 2 * 16))
        cards.add(
            _card(
                "key",
                tr("Connect my Airtable"),
                tr(
                    "Paste a personal access token, choose a base and a table, then the file or database "
                    "on this computer."
                ),
                tr("The token is kept in this computer’s keyring and nowhere else."),
                self._connect,
            )
        )
        cards.add(
            _card(
                "flask",
                tr("Try it with a sample base"),
                tr(
                    "A made-up Airtable with meals, workouts and habits, running on this computer. "
                    "Break it as you like."
                ),
                tr("No account and no network needed. Deleted when you close it."),
                self._sample,
            )
        )
        cards.add(
            _card(
                "folder-open",
                tr("Open a saved set-up"),
                tr("Pairs and rules that you saved before, from this or another computer."),
                tr("You will be asked for the token again: it is never in the file."),
                self._setup,
            )
        )
        around = line()
        around.addStretch(1)
        around.addWidget(cards, 100)
        around.addStretch(1)
        return around


def _centered(text: str, font: str, color: str) -> Label:
    label = Label(text, font, color, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def _card(glyph: str, title: str, text: str, note: str, button: Button) -> QFrame:
    """One way in; its button is in the same place on every card."""
    card = frame(card=True)
    rows = column(card, margins=(20, 20, 20, 20))
    rows.addWidget(_Tile(glyph))
    rows.addSpacing(look().px(14))
    rows.addWidget(Label(title, "heading", wrap=True))
    rows.addSpacing(look().px(5))
    rows.addWidget(Label(text, "body", "text2", wrap=True))
    rows.addStretch(1)
    rows.addSpacing(look().px(32))
    rows.addWidget(Label(note, "small", "text3", wrap=True))
    rows.addSpacing(look().px(12))
    rows.addWidget(button)
    return card


class _Tile(QWidget):
    """An icon on a tinted square."""

    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square, grown with the text."""
        return QSize(look().px(44), look().px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and the icon."""
        present = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(present.colors.accent_tint)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        inset = (self.width() - present.px(24)) / 2
        paint_icon(painter, inset, inset, self._glyph, present.colors.accent_text, present.px(24))


class _Sign(QWidget):
    """The application's own icon."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square, grown with the text."""
        return QSize(look().px(SIGN_SIZE), look().px(SIGN_SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon in its own colours."""
        QSvgRenderer(str(resources() / "icons" / "airsync.svg")).render(QPainter(self), QRectF(self.rect()))
