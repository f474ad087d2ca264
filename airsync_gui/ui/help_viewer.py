"""The manual in a window of its own: local pages only; a link that leads elsewhere opens in the browser."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from airsync_gui.jobs.controller import Controller
from airsync_gui.ui.buttons import Button
from airsync_gui.ui.help import CONTENTS, HelpPage, read_page
from airsync_gui.ui.help_document import EDGE, heading_at, laid_out, title_of
from airsync_gui.ui.labels import ElidedLabel, Label
from airsync_gui.ui.layouts import column, line, rule, size_dialog
from airsync_gui.ui.look import keep_dressed, look
from airsync_gui.ui.search_field import SearchField
from airsync_gui.wording import English, spoken, tr

SIZE = (860, 720)
_WEB = ("http", "https")


class HelpViewer(QDialog):
    """One page at a time, with a way back.

    Signals:
        shown: a page's name; it is to be seen.
    """

    shown = Signal(str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._page: HelpPage | None = None
        self._heading = ""
        self._asked = 0
        self._past: list[tuple[str, int]] = []
        self.setObjectName("helpViewer")
        self.setProperty("tone", "surface")
        self.setWindowTitle(tr("AirSync’s manual"))
        self._title = ElidedLabel("", "strong", name="helpTitle")
        self._back = Button(tr("Back"), "helpBackButton", "quiet", "arrow-left", on_click=self.go_back)
        self._contents = Button(tr("Contents"), "helpContentsButton", "quiet", "list-bullets", on_click=self.open_page)
        self.search = SearchField(tr("Find on this page"), "helpSearch")
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self.find_next)
        self._close = Button(tr("Close"), "helpCloseButton", on_click=self.close)
        self._in_english = Label(tr("The manual is in English."), "small", "text2", name="helpInEnglish")
        if isinstance(spoken(), English):
            self._in_english.hide()
        self.browser = QTextBrowser()
        self.browser.setObjectName("helpBrowser")
        self.browser.setAccessibleName(tr("The manual"))
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # a page's width is the same then
        self.browser.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.browser.anchorClicked.connect(self.follow)
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self).activated.connect(self.go_back)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search.setFocus)
        size_dialog(self, *SIZE)
        keep_dressed(self)

    def _lay_out(self) -> None:
        rows = column(self)
        head = line(margins=(16, 10, 16, 10))
        head.addWidget(self._back)
        head.addWidget(self._contents)
        head.addWidget(self._title, 1)
        head.addWidget(self.search)
        head.addWidget(self._close)
        rows.addLayout(head)
        rows.addWidget(rule())
        english = line(margins=(EDGE, 10, EDGE, 0))
        english.addWidget(self._in_english)
        rows.addLayout(english)
        body = line(margins=(EDGE, 16, 0, 0))
        body.addWidget(self.browser)
        rows.addLayout(body, 1)

    # -- pages ------------------------------------------------------------------------------------------------------

    @property
    def page_name(self) -> str:
        """The page that is shown; empty before the first one is there."""
        return self._page.name if self._page else ""

    def open_page(self, name: str = CONTENTS, heading: str = "") -> None:
        """Show a page, at one of its headings."""
        if self._page is not None:
            self._past.append((self._page.name, self._position()))
        self._ask(name, heading, 0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """The page before, where one had been on it."""
        if self._past:
            name, position = self._past.pop()
            self._ask(name, "", position)

    def follow(self, target: QUrl) -> None:
        """A link: to a page, to a heading of this one, or to a place in the web; to nothing else."""
        if target.scheme() in _WEB:
            QDesktopServices.openUrl(target)
        elif not target.scheme():
            self.open_page(target.path() or self.page_name, target.fragment())

    def find_next(self) -> None:
        """The next place of what is searched for; after the last one the first."""
        words = self.search.text().strip()
        if words and not self.browser.find(words):
            self.browser.moveCursor(QTextCursor.MoveOperation.Start)
            self.browser.find(words)

    def _on_search(self) -> None:
        """What is typed is found from where the last one begins."""
        cursor = self.browser.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.browser.setTextCursor(cursor)
        self.find_next()

    def _ask(self, name: str, heading: str, position: int) -> None:
        self._asked += 1
        then = partial(self._on_read, self._asked, heading, position)
        self._controller.ask(partial(read_page, name), then, asker=self)

    def _on_read(self, number: int, heading: str, position: int, page: HelpPage) -> None:
        if number != self._asked:
            return
        self._page, self._heading = page, heading
        self._show()
        if not heading:
            self.browser.verticalScrollBar().setValue(position)
        self.shown.emit(page.name)

    def _position(self) -> int:
        return self.browser.verticalScrollBar().value()

    # -- what is to be seen -----------------------------------------------------------------------------------------

    def dress(self) -> None:
        """See :func:`airsync_gui.ui.look.keep_dressed`."""
        if self._page is not None:
            position = self._position()
            self._show()
            self.browser.verticalScrollBar().setValue(position)

    def _show(self) -> None:
        assert self._page is not None
        width = self.browser.viewport().width() - look().px(EDGE)
        document = laid_out(self._page.text, look(), self._page.pictures, width, self.browser)
        self.browser.setDocument(document)  # the browser deletes the one before: it is the parent of both
        self._title.setText(title_of(document))
        self._back.setEnabled(bool(self._past))
        cursor = self.browser.textCursor()
        found = heading_at(document, self._heading) if self._heading else None
        cursor.setPosition(found.position() if found else 0)
        self.browser.setTextCursor(cursor)
        if found:
            top = document.documentLayout().blockBoundingRect(found).top()
            self.browser.verticalScrollBar().setValue(round(top))
