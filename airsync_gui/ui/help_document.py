"""A page of the manual, laid out in the window's own look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
)

from airsync_gui.ui.help import anchor_of
from airsync_gui.ui.look import Look

EDGE = 28
LINE_HEIGHT = 130
"""Per cent: long texts are read."""
_HEADINGS = {1: ("title", 4, 10), 2: ("heading", 22, 8), 3: ("strong", 16, 6)}
"""Level → font, room above and below."""


def laid_out(text: str, look: Look, pictures: Mapping[str, QImage], width: int, parent: QObject) -> QTextDocument:
    """Markdown as a document: a new one, since to dress one that is to be seen takes a hundred times as long.

    Args:
        pictures: path as in the text → the picture; one that is wider than ``width`` is made smaller.
    """
    document = QTextDocument(parent)
    document.setDefaultFont(look.fonts.body)
    document.setDocumentMargin(0)
    wrapped = document.defaultTextOption()
    wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(wrapped)
    document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    for path, picture in pictures.items():  # not before: a new text forgets them
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(path), picture)
    for block in _blocks(document):
        _dress_block(block, look)
    for table in _tables(document.rootFrame()):
        _dress_table(table, look)
    _fit_pictures(document, pictures, width)
    frame = document.rootFrame().frameFormat()
    frame.setRightMargin(look.px(EDGE))
    frame.setBottomMargin(look.px(EDGE))
    document.rootFrame().setFrameFormat(frame)
    return document


def heading_at(document: QTextDocument, anchor: str) -> QTextBlock | None:
    """The heading that links call so."""
    found = (block for block in _blocks(document) if block.blockFormat().headingLevel())
    return next((block for block in found if anchor_of(block.text()) == anchor), None)


def title_of(document: QTextDocument) -> str:
    """The page's first heading."""
    return next((block.text() for block in _blocks(document) if block.blockFormat().headingLevel()), "")


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _dress_block(block: QTextBlock, look: Look) -> None:
    shape, level = block.blockFormat(), block.blockFormat().headingLevel()
    if level:
        name, above, below = _HEADINGS.get(level, _HEADINGS[3])
        shape.setTopMargin(look.px(above))
        shape.setBottomMargin(look.px(below))
        _set_font(block, look.fonts[name])
    elif shape.hasProperty(QTextFormat.Property.BlockCodeFence):
        _dress_code(block, shape, look)
    else:
        if "\ufffc" not in block.text():  # a picture's line would be higher than the picture
            shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if _is_none(block.textList()) and _is_none(QTextCursor(block).currentTable()):
            shape.setBottomMargin(look.px(10))
        _dress_words(block, look)
    QTextCursor(block).setBlockFormat(shape)


def _is_none(found: object) -> bool:
    """Qt's own types do not tell that there may be none."""
    return found is None


def _dress_code(block: QTextBlock, shape: QTextBlockFormat, look: Look) -> None:
    """Lines of one fence are blocks of their own; they lie on one ground."""
    follows = block.next().blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
    leads = not block.previous().blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
    shape.setBackground(look.colors.hover)
    shape.setNonBreakableLines(False)
    shape.setLeftMargin(0)
    shape.setTopMargin(look.px(4) if leads else 0)
    shape.setBottomMargin(0 if follows else look.px(12))
    _set_font(block, look.fonts.mono)


def _dress_words(block: QTextBlock, look: Look) -> None:
    """Code in a sentence, and links."""
    parts = []
    place = block.begin()
    while not place.atEnd():
        parts.append(place.fragment())
        place += 1
    for part in parts:
        letters = part.charFormat()
        if letters.isImageFormat():
            continue
        wanted = QTextCharFormat()
        if letters.fontFixedPitch():
            wanted.setFont(look.fonts.mono)
            wanted.setBackground(look.colors.hover)
        if letters.isAnchor():
            wanted.setForeground(look.colors.accent_text)
            wanted.setFontUnderline(True)
        cursor = QTextCursor(block)
        cursor.setPosition(part.position())
        cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(wanted)


def _set_font(block: QTextBlock, font: QFont) -> None:
    wanted = QTextCharFormat()
    wanted.setFont(font)
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(wanted)


def _dress_table(table: QTextTable, look: Look) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(look.colors.line_strong)
    shape.setBorderCollapse(True)
    shape.setCellPadding(look.px(5))
    shape.setCellSpacing(0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setTopMargin(look.px(4))
    shape.setBottomMargin(look.px(14))
    table.setFormat(shape)
    for column in range(table.columns()):
        head = table.cellAt(0, column)
        ground = head.format()
        ground.setBackground(look.colors.sunken)
        head.setFormat(ground)


def _fit_pictures(document: QTextDocument, pictures: Mapping[str, QImage], width: int) -> None:
    for block in _blocks(document):
        place = block.begin()
        while not place.atEnd():
            part = place.fragment()
            place += 1
            if part.charFormat().isImageFormat():
                shown = part.charFormat().toImageFormat()
                picture = pictures.get(shown.name())
                if picture is not None and picture.width() > width:
                    _resize(block, part.position(), shown, picture, width)
                    break


def _resize(block: QTextBlock, position: int, shown: QTextImageFormat, picture: QImage, width: int) -> None:
    shown.setWidth(width)
    shown.setHeight(picture.height() * width / picture.width())
    cursor = QTextCursor(block)
    cursor.setPosition(position)
    cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(shown)
