"""Runs of plain text in different dress, on one line or wrapped: what labels, table rows and the diff grid draw.

No markup is ever parsed: a ``<b>`` in a cell is three letters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from string import Formatter

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from airsync_gui.ui.look import Look, look, metrics
from airsync_gui.wording import part_said

MOST_WIDTHS = 4096
MOST_LAID_OUT = 8
AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
"""Also in a mirrored window."""


class Run(Struct, frozen=True):
    """A piece of text in one dress.

    Attributes:
        color: a colour's role.
        font: a font's kind: body, strong, small, mono …
        line: "under", "through", or nothing.
        gap: free space before it, at H = 16.
    """

    text: str
    color: str = "text"
    font: str = "body"
    line: str = ""
    gap: float = 0


def runs(*parts: str | Run, color: str = "text", font: str = "body") -> tuple[Run, ...]:
    """Texts and runs in a row; texts in the given dress."""
    return tuple(part if isinstance(part, Run) else Run(part, color, font) for part in parts)


def strong(text: str, color: str = "text") -> Run:
    """A bold run."""
    return Run(text, color, "strong")


def sentence(
    text: str, /, color: str = "text", font: str = "body", **parts: str | Run | tuple[Run, ...]
) -> tuple[Run, ...]:
    """A translated sentence with runs for some of its parts: ``sentence(tr("Take {value}"), value=strong(value))``.

    The parts stand where the language puts them: ask for the text alone, ``tr("Take {value}")``, and hand them in here.
    """
    found: list[str | Run] = []
    for before, name, _spec, _conversion in Formatter().parse(text):
        found += [before] if before else []
        if name:
            part = parts[name]
            found += map(_set_apart, part if isinstance(part, tuple) else [part])
    return runs(*found, color=color, font=font)


def _set_apart(part: str | Run) -> str | Run:
    return part_said(part) if isinstance(part, str) else replace(part, text=part_said(part.text))


def text_of(parts: Iterable[Run]) -> str:
    """All the text, without its dress; a gap counts as a blank."""
    return "".join((" " if part.gap and part.text else "") + part.text for part in parts).strip()


def one_line(text: str) -> str:
    """Foreign text as it may stand on one line."""
    return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text


# -- one line, cut at its end -----------------------------------------------------------------------------------------


def draw_line(
    painter: QPainter, rect: QRectF, parts: Sequence[Run], *, right: bool = False, centered: bool = True
) -> bool:
    """Draw runs one after the other; the one that does not fit is cut with an ellipsis.

    Args:
        right: set to the far end of the line, as numbers are: in a mirrored window that is its left.

    Returns:
        Whether all of it was drawn.
    """
    present = look()
    total = line_width(parts, present)
    direction = painter.layoutDirection()
    to_the_right = right is not (direction is Qt.LayoutDirection.RightToLeft)
    x = rect.left() + (max(0.0, rect.width() - total) if to_the_right else 0.0)
    whole = total <= rect.width() + 0.5
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text as its own letters run
    end = rect.right() + 0.5
    for part in parts:
        x += present.px(part.gap) if part.gap else 0
        if end <= x:
            break
        top = rect.top() + (_over(part, rect.height(), present) if centered else 0)
        x += _draw_run(painter, x, top, end - x, part, present)
    painter.setLayoutDirection(direction)
    return whole


def _over(part: Run, height: float, present: Look) -> float:
    """Free space above a run in the middle of a line."""
    return (height - metrics(present.fonts[part.font]).height()) / 2


def line_width(parts: Iterable[Run], present: Look | None = None) -> float:
    """How wide runs are on one line."""
    dress = present or look()
    return sum((dress.px(part.gap) if part.gap else 0) + _run_width(part, dress) for part in parts)


_widths: dict[tuple[str, str], float] = {}
_measured_in: Look | None = None


def _run_width(part: Run, present: Look) -> float:
    """A run's width, kept: a table measures the same words at each repaint, twice."""
    global _measured_in
    if present is not _measured_in or len(_widths) > MOST_WIDTHS:
        _widths.clear()
        _measured_in = present
    known = (part.font, part.text)
    width = _widths.get(known)
    if width is None:
        width = _widths[known] = metrics(present.fonts[part.font]).horizontalAdvance(part.text)
    return width


def _draw_run(painter: QPainter, x: float, top: float, room: float, part: Run, present: Look) -> float:
    font = present.fonts[part.font]
    measures = metrics(font)
    text = part.text
    width = _run_width(part, present)
    if width > room:
        text = measures.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = room
    painter.setFont(_lined(font, part.line) if part.line else font)
    painter.setPen(present.colors[part.color])
    painter.drawText(QPointF(x, top + measures.ascent()), text)
    return width


def _lined(font: QFont, line: str) -> QFont:
    made = QFont(font)
    made.setUnderline(line == "under")
    made.setStrikeOut(line == "through")
    return made


# -- several lines ----------------------------------------------------------------------------------------------------


def laid_out(
    parts: Sequence[Run],
    width: float,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    most_lines: int = 0,
    leading: float = 0,
) -> tuple[QTextLayout, float]:
    """Runs wrapped to a width, and the height that takes.

    Args:
        most_lines: more are left out; 0 is no limit.
        leading: room between two lines.
    """
    present = look()
    parts = _with_blanks(parts)
    text = "".join(part.text for part in parts)
    layout = QTextLayout(text, present.fonts[parts[0].font] if parts else present.fonts.body)
    option = QTextOption(_visual(align))
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # else the window's, whatever the text is
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(parts, present))
    layout.beginLayout()
    height, count = 0.0, 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        height += leading if count else 0
        line.setPosition(QPointF(0, height))
        height += line.height()
        count += 1
        if count == most_lines:
            break
    layout.endLayout()
    return layout, height


def _with_blanks(parts: Sequence[Run]) -> Sequence[Run]:
    """A gap between two runs is a blank, at which a line may end."""
    later = [replace(part, text=f" {part.text}") if part.gap and part.text else part for part in parts[1:]]
    return [*parts[:1], *later]


def _visual(align: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    """Where text begins in a mirrored window, also text whose own letters run the other way."""
    backwards = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    if backwards and align is Qt.AlignmentFlag.AlignLeading:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    return align


def _formats(parts: Sequence[Run], present: Look) -> list[QTextLayout.FormatRange]:
    made, start = [], 0
    for part in parts:
        dress = QTextCharFormat()
        font = present.fonts[part.font]
        dress.setFont(_lined(font, part.line) if part.line else font)
        dress.setForeground(present.colors[part.color])
        span = QTextLayout.FormatRange()
        # Qt counts in UTF-16: a letter beyond the first 65,536 takes two.
        length = len(part.text.encode("utf-16-le")) // 2
        span.start, span.length, span.format = start, length, dress
        start += length
        made.append(span)
    return made


class RunsLabel(QLabel):
    """A label of several runs, wrapped as the width asks; or on one line, cut at its end.

    Qt's label only by name, so that assistive tools read it as text; all of it is drawn here.
    """

    def __init__(
        self,
        parts: Sequence[Run] = (),
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._parts: tuple[Run, ...] = ()
        self._laid_out: dict[float, tuple[QTextLayout, float]] = {}
        self._laid_out_as: tuple[Look, Qt.LayoutDirection] | None = None
        self._wrap = wrap
        self._align = align
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_runs(parts)

    def text(self) -> str:
        """What it says."""
        return text_of(self._parts)

    def set_runs(self, parts: Sequence[Run]) -> None:
        """Say something else."""
        kept = tuple(parts) if self._wrap else tuple(replace(part, text=one_line(part.text)) for part in parts)
        if kept == self._parts:
            return
        self._parts = kept
        self._laid_out.clear()
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return round(self._laid_out_in(width)[1] + 0.5) if self._parts else 0

    def _laid_out_in(self, width: float) -> tuple[QTextLayout, float]:
        """See :func:`laid_out`; kept, since a layout asks for a height several times before each repaint."""
        present, direction = look(), QGuiApplication.layoutDirection()
        known = self._laid_out_as
        if known is None or known[0] is not present or known[1] is not direction or len(self._laid_out) > MOST_LAID_OUT:
            self._laid_out.clear()
            self._laid_out_as = (present, direction)
        if width not in self._laid_out:
            self._laid_out[width] = laid_out(self._parts, width, align=self._align)
        return self._laid_out[width]

    def sizeHint(self) -> QSize:
        """On one line."""
        present = look()
        height = max((metrics(present.fonts[p.font]).height() for p in self._parts), default=float(present.H))
        # Laid out, each run may take a dot more than it measures.
        return QSize(math.ceil(line_width(self._parts)) + 1 + len(self._parts), round(height + 0.5))

    def minimumSizeHint(self) -> QSize:
        """It may be cut or wrapped, never lower than a line."""
        return QSize(min(self.sizeHint().width(), look().px(40)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The text."""
        painter = QPainter(self)
        area = QRectF(self.contentsRect())
        if self._wrap:
            self._laid_out_in(area.width())[0].draw(painter, area.topLeft())
        else:
            draw_line(painter, area, self._parts)
