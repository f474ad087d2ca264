"""What changed between two texts, word by word, and between two lists, member by member. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal

from msgspec import Struct

PieceKind = Literal["same", "added", "removed"]
MOST_PAIRS = 500_000
"""Texts in which more words pair with each other are compared by how they begin and end: the window must not wait."""
CONTEXT = 48
"""So many characters around a change are kept of a long text."""

_IDEOGRAPHS = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_MARKS = r"\s!-/:-@\[-`{-~\u2010-\u2027\u2030-\u205e\u00ab\u00bb\u3000-\u303f"
_TOKEN = re.compile(rf"\d+(?:[.,:/-]\d+)*|\s+|[{_IDEOGRAPHS}]|[^{_MARKS}{_IDEOGRAPHS}]+|.", re.DOTALL)


class Piece(Struct, frozen=True):
    """A stretch of text (or one member of a list), and whether it was there before and is there now."""

    text: str
    kind: PieceKind

    @property
    def is_word(self) -> bool:
        """Whether it has more in it than blanks and punctuation."""
        return _has_word(self.text)


class _Step(Struct, frozen=True):
    """``before[i1:i2]`` is the same as ``after[j1:j2]``, or became it."""

    same: bool
    i1: int
    i2: int
    j1: int
    j2: int


class _Edit(Struct, frozen=True):
    """``old[start:end]`` became ``tokens``."""

    start: int
    end: int
    tokens: tuple[str, ...]

    def meets(self, other: _Edit) -> bool:
        """Whether the two touch the same place."""
        return self.start <= other.end and other.start <= self.end


def tokens(text: str) -> list[str]:
    """Words, numbers and times, blanks, and signs, one by one; joined they are the text."""
    return _TOKEN.findall(text)


# -- texts ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The way from one text to the other: same and removed pieces are the old one, same and added the new one."""
    before, after = tokens(old), tokens(new)
    pieces: list[Piece] = []
    for step in _steps(before, after):
        old_part, new_part = "".join(before[step.i1 : step.i2]), "".join(after[step.j1 : step.j2])
        pieces += [Piece(new_part, "same")] if step.same else [Piece(old_part, "removed"), Piece(new_part, "added")]
    return _joined(_without_crumbs(_joined(pieces)))


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[_Step]:
    """Words find their like first; blanks and signs follow the words they stand between."""
    i = j = 0
    for next_i, next_j in (*_like_words(before, after), (len(before), len(after))):
        yield from _gap(before, after, (i, next_i), (j, next_j))
        if next_i < len(before):
            yield _Step(True, next_i, next_i + 1, next_j, next_j + 1)
        i, j = next_i + 1, next_j + 1


def _like_words(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Where a word of the one is a word of the other."""
    old = [index for index, token in enumerate(before) if _has_word(token)]
    new = [index for index, token in enumerate(after) if _has_word(token)]
    old_words, new_words = [before[i] for i in old], [after[j] for j in new]
    counts = Counter(new_words)
    if sum(count * counts[word] for word, count in Counter(old_words).items()) > MOST_PAIRS:
        return _ends(before, after, old, new)
    blocks = SequenceMatcher(None, old_words, new_words, autojunk=False)
    return [(old[block.a + k], new[block.b + k]) for block in blocks.get_matching_blocks() for k in range(block.size)]


def _ends(before: Sequence[str], after: Sequence[str], old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
    most = min(len(old), len(new))
    head = next((k for k in range(most) if before[old[k]] != after[new[k]]), most)
    left = most - head
    tail = next((k for k in range(left) if before[old[-1 - k]] != after[new[-1 - k]]), left)
    pairs = zip(old, new, strict=False)
    return [*list(pairs)[:head], *zip(old[len(old) - tail :], new[len(new) - tail :], strict=True)]


def _gap(before: Sequence[str], after: Sequence[str], old: tuple[int, int], new: tuple[int, int]) -> Iterator[_Step]:
    """What stands between two like words: the same, or something else."""
    (i1, i2), (j1, j2) = old, new
    most = min(i2 - i1, j2 - j1)
    head = next((k for k in range(most) if before[i1 + k] != after[j1 + k]), most)
    tail = next((k for k in range(most - head) if before[i2 - 1 - k] != after[j2 - 1 - k]), most - head)
    steps = (
        _Step(True, i1, i1 + head, j1, j1 + head),
        _Step(False, i1 + head, i2 - tail, j1 + head, j2 - tail),
        _Step(True, i2 - tail, i2, j2 - tail, j2),
    )
    yield from (step for step in steps if step.i1 < step.i2 or step.j1 < step.j2)


def _without_crumbs(pieces: Sequence[Piece]) -> list[Piece]:
    """A blank or a comma that happens to stand between two changes is part of one change."""
    made: list[Piece] = []
    for index, piece in enumerate(pieces):
        inside = 0 < index < len(pieces) - 1
        if piece.kind == "same" and inside and not piece.is_word:
            made += [Piece(piece.text, "removed"), Piece(piece.text, "added")]
        else:
            made.append(piece)
    return made


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbouring changes as one: what was removed first, then what was added."""
    made: list[Piece] = []
    for same, group in groupby(pieces, lambda piece: piece.kind == "same"):
        stretch = list(group)
        kinds: tuple[PieceKind, ...] = ("same",) if same else ("removed", "added")
        for kind in kinds:
            text = "".join(piece.text for piece in stretch if piece.kind == kind)
            made += [Piece(text, kind)] if text else []
    return tuple(made)


def _has_word(text: str) -> bool:
    return any(not re.fullmatch(rf"[{_MARKS}]+", token) for token in tokens(text))


def excerpt(pieces: Sequence[Piece], context: int = CONTEXT) -> tuple[Piece, ...]:
    """A long text's changes with a little around each; what is left out is an ellipsis."""
    last = len(pieces) - 1
    return tuple(
        _shortened(piece, context, at_start=index == 0, at_end=index == last) if piece.kind == "same" else piece
        for index, piece in enumerate(pieces)
    )


def _shortened(piece: Piece, context: int, *, at_start: bool, at_end: bool) -> Piece:
    text = piece.text
    if at_start and at_end:
        return piece
    kept = 1 if at_start or at_end else 2
    if len(text) <= kept * context + 8:
        return piece
    head = "" if at_start else _whole_words(text[:context].rstrip(), at_end=True)
    tail = "" if at_end else _whole_words(text[-context:].lstrip(), at_end=False)
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if not tail:
        return Piece(f"{start}{head.lstrip()} …", "same")
    return Piece(f"{start}{head.lstrip()} … {tail.rstrip()}{end}" if head else f"… {tail.rstrip()}{end}", "same")


def _whole_words(text: str, *, at_end: bool) -> str:
    """Without the word that was cut there, where there are blanks at all."""
    kept = text.rpartition(" ")[0] if at_end else text.partition(" ")[2]
    return kept or text


# -- three texts ------------------------------------------------------------------------------------------------------


def merged_text(old: str, left: str, right: str) -> str | None:
    """Both sides' edits of one text in one; None where they touch the same words."""
    before = tokens(old)
    mine, others = _edits(before, tokens(left)), _edits(before, tokens(right))
    kept = [edit for edit in others if edit not in mine]
    if any(edit.meets(other) for edit in mine for other in kept):
        return None
    result = list(before)
    for edit in sorted((*mine, *kept), key=lambda edit: edit.start, reverse=True):
        result[edit.start : edit.end] = edit.tokens
    return "".join(result)


def _edits(before: Sequence[str], after: Sequence[str]) -> list[_Edit]:
    return [_Edit(s.i1, s.i2, tuple(after[s.j1 : s.j2])) for s in _steps(before, after) if not s.same]


# -- lists ------------------------------------------------------------------------------------------------------------


def members(old: Iterable[str], new: Iterable[str]) -> tuple[Piece, ...]:
    """The new list's members in their order, then those that went."""
    left = Counter(old)
    made: list[Piece] = []
    for member in new:
        made.append(Piece(member, "same" if left[member] > 0 else "added"))
        left[member] -= 1
    gone = [member for member, count in left.items() for _ in range(max(0, count))]
    return (*made, *(Piece(member, "removed") for member in gone))
