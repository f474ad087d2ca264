"""What stands in a cell of the side-by-side grid: text with its differences, or members as chips; laid out once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout

from airsync_gui.ui.look import Look, look, metrics
from airsync_gui.ui.text_diff import Piece
from airsync_gui.ui.text_runs import AT_LEFT, Run, draw_line, laid_out, line_width
from airsync_gui.wording import plural

MOST_LINES = 6
LEADING = 3
MINUS, PLUS = "−", "+"


class Block(Protocol):
    """Something to draw in a cell."""

    def height(self, width: float) -> float:
        """How high it is at a width."""

    def draw(self, painter: QPainter, at: QPointF, width: float) -> None:
        """Draw it with its upper left corner there."""

    def is_cut(self, width: float) -> bool:
        """Whether some of it is left out at this width."""


class TextBlock:
    """Runs of text over several lines; the layout is kept until the width or the look is another."""

    def __init__(self, parts: Sequence[Run], most_lines: int = MOST_LINES) -> None:
        self._parts = tuple(parts)
        self._most = most_lines
        self._for: tuple[float, Look] | None = None
        self._layout = QTextLayout()
        self._height = 0.0
        self._cut = False

    def height(self, width: float) -> float:
        """As many lines as it takes, and no more than it may have."""
        self._lay_out(width)
        return self._height

    def is_cut(self, width: float) -> bool:
        """Whether lines are left out."""
        self._lay_out(width)
        return self._cut

    def draw(self, painter: QPainter, at: QPointF, width: float) -> None:
        """The lines."""
        self._lay_out(width)
        self._layout.draw(painter, at)

    def _lay_out(self, width: float) -> None:
        present = look()
        if self._for is not None and self._for[0] == width and self._for[1] is present:
            return
        self._for = (width, present)
        leading = present.px(LEADING)
        text = "".join(part.text for part in self._parts)
        self._layout, self._height = laid_out(self._parts, width, align=AT_LEFT, most_lines=self._most, leading=leading)
        shown = _shown_length(self._layout)
        self._cut = shown < len(text.encode("utf-16-le")) // 2
        drop = 1
        while self._cut and drop < shown + 2:
            # The ellipsis is wider than some letters: as many give way as it takes.
            parts = _first(self._parts, max(0, shown - drop))
            self._layout, self._height = laid_out(parts, width, align=AT_LEFT, most_lines=self._most, leading=leading)
            if _shown_length(self._layout) >= len(self._layout.text()):
                break
            drop *= 2


def _shown_length(layout: QTextLayout) -> int:
    last = layout.lineAt(layout.lineCount() - 1)
    return last.textStart() + last.textLength() if layout.lineCount() else 0


def _first(parts: Sequence[Run], units: int) -> tuple[Run, ...]:
    """The runs up to so many UTF-16 units, and an ellipsis."""
    made: list[Run] = []
    for part in parts:
        data = part.text.encode("utf-16-le")[: units * 2]
        made.append(replace(part, text=data.decode("utf-16-le", "ignore")))
        units -= len(data) // 2
        if units <= 0:
            break
    return (*made, Run("…", "text3"))


class _Chip(Struct, frozen=True):
    """A member where it is drawn."""

    piece: Piece
    rect: QRectF


class ChipsBlock:
    """Members of a list, each in a frame: added ones with a plus in the side's colour, gone ones dashed and struck."""

    def __init__(self, pieces: Sequence[Piece], color: str = "text", most_lines: int = MOST_LINES) -> None:
        self._pieces = tuple(pieces)
        self._color = color
        self._most = most_lines
        self._for: tuple[float, Look] | None = None
        self._chips: list[_Chip] = []
        self._height = 0.0
        self._left_out = 0

    def height(self, width: float) -> float:
        """As many rows of chips as it takes."""
        self._lay_out(width)
        return self._height

    def is_cut(self, width: float) -> bool:
        """Whether members are left out, or one is cut."""
        self._lay_out(width)
        return self._left_out > 0 or any(chip.rect.width() >= width for chip in self._chips)

    def draw(self, painter: QPainter, at: QPointF, width: float) -> None:
        """The chips."""
        self._lay_out(width)
        for chip in self._chips:
            self._draw_chip(painter, chip.rect.translated(at), chip.piece)

    def _lay_out(self, width: float) -> None:
        present = look()
        if self._for is not None and self._for[0] == width and self._for[1] is present:
            return
        self._for = (width, present)
        self._chips, self._left_out = [], 0
        height, gap, x, y, line = present.H + present.px(4), present.px(5), 0.0, 0.0, 1
        for position, piece in enumerate(self._pieces):
            wide = min(width, line_width(self._runs(piece), present) + present.px(12))
            if x > 0 and x + wide > width:
                x, y, line = 0.0, y + height + gap, line + 1
            if line > self._most:
                self._left_out = len(self._pieces) - position
                y -= height + gap
                self._end_with_count(present, width)
                break
            self._chips.append(_Chip(piece, QRectF(x, y, wide, height)))
            x += wide + gap
        self._height = y + height

    def _end_with_count(self, present: Look, width: float) -> None:
        """The last chip gives way to the number of those that are not shown."""
        last = self._chips.pop()
        text = plural("and {n} more", "and {n} more", self._left_out + 1)
        wide = min(width, metrics(present.fonts.body).horizontalAdvance(text) + present.px(12))
        self._chips.append(
            _Chip(Piece(text, "same"), QRectF(last.rect.left(), last.rect.top(), wide, last.rect.height()))
        )

    def _runs(self, piece: Piece) -> tuple[Run, ...]:
        if piece.kind == "added":
            return (Run(f"{PLUS} {piece.text}", self._color, "strong"),)
        if piece.kind == "removed":
            return Run(f"{MINUS} ", "text3"), Run(piece.text, "text3", line="through")
        return (Run(piece.text, "text"),)

    def _draw_chip(self, painter: QPainter, rect: QRectF, piece: Piece) -> None:
        present = look()
        colors = present.colors
        border = {"same": colors.line_strong, "added": colors[self._color], "removed": colors.control}[piece.kind]
        painter.save()
        painter.setPen(QPen(border, 1, Qt.PenStyle.DashLine if piece.kind == "removed" else Qt.PenStyle.SolidLine))
        painter.setBrush(colors.surface if piece.kind != "removed" else Qt.BrushStyle.NoBrush)
        radius = present.px(4)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        inset = present.px(6)
        draw_line(painter, rect.adjusted(inset, 0, -inset + 1, 0), self._runs(piece))
        painter.restore()


class StackBlock:
    """One block under another."""

    def __init__(self, *blocks: Block, gap: float = 5) -> None:
        self._blocks = blocks
        self._gap = gap

    @property
    def first(self) -> Block:
        """The one on top."""
        return self._blocks[0]

    def height(self, width: float) -> float:
        """All of them, and what is between."""
        gaps = look().px(self._gap) * (len(self._blocks) - 1)
        return sum(block.height(width) for block in self._blocks) + gaps

    def is_cut(self, width: float) -> bool:
        """Whether one of them is cut."""
        return any(block.is_cut(width) for block in self._blocks)

    def draw(self, painter: QPainter, at: QPointF, width: float) -> None:
        """One after the other."""
        y = at.y()
        for block in self._blocks:
            block.draw(painter, QPointF(at.x(), y), width)
            y += block.height(width) + look().px(self._gap)
