"""Choices and lists in text cells: a name as it is, or several as one CSV-quoted list (``home, "a, b"``).

A column that separates by semicolons or line breaks keeps doing so. A member that contains any separator is always
written in quotes, so that what we write never changes how a column is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from airsync_gui.local.forms import BadCell, CellForm, Texts, most_common
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field

_SEPARATORS = {",": "comma", ";": "semicolon", "\n": "newline"}
_LOOK = re.compile(r'(?:^|(?<=[,;\n]))[ \t]*"(?:[^"]|"")*"|[,;\n]')
_QUOTED = re.compile(r'[ \t]*"((?:[^"]|"")*+)"[ \t]*')
SETS = frozenset({"multipleSelects", "multipleCollaborators", "multipleRecordLinks"})
"""Types whose lists have each member once."""


def near_miss(name: str, choices: Mapping[str, str]) -> str | None:
    """The known choice that differs from ``name`` only in case or outer blanks; ``choices``: folded → name."""
    found = choices.get(_folded(name))
    return found if found != name else None


def _folded(name: str) -> str:
    return name.strip().casefold()


class ChoiceForm(CellForm):
    """A single select: the choice's exact name. A name that Airtable does not know is a value like any other."""

    about = "choice"

    def __init__(self, field: Field) -> None:
        self._names = frozenset(field.choices.values())
        self._folded = {_folded(name): name for name in sorted(self._names)}

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if text not in self._names and (known := near_miss(text, self._folded)):
            rule = f"is almost the choice “{known}”, but not quite"
            raise BadCell(rule, ambiguous=True, suggestion=known)
        return text


class Looks(Struct, frozen=True):
    """Which separators stand outside quotes in a column's cells."""

    by_cell: Mapping[str, frozenset[str]]

    @property
    def used(self) -> frozenset[str]:
        """Every separator found."""
        return frozenset().union(*self.by_cell.values())


class ListForm(CellForm):
    """A column of lists; where two separators stand in one column, the known choices decide, or nothing does."""

    trims = True

    def __init__(self, field: Field, texts: Texts, style: str = "") -> None:
        self._set = field.type in SETS
        self._names = frozenset(field.choices.values())
        self._folded = {_folded(name): name for name in sorted(self._names)}
        looks = Looks({text: separators_in(text) for text in texts if not text.isspace()})
        self._separator, self.proven = self._find_separator(looks, style)
        self._joint = self._find_joint(texts)
        self.about = f"list, {_SEPARATORS[self._separator]} separated" if self._separator else "list, separator unclear"

    @property
    def reads_by(self) -> tuple[object, ...]:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        return (self._separator,)

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        separators = separators_in(text)
        if self._separator is None and separators:
            raise BadCell("is in a column with several kinds of separators", ambiguous=True)
        members = split_list(text, self._separator or ",")
        self._check(text, members)
        return (tuple(dict.fromkeys(members)) if self._set else tuple(members)) or None

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if not isinstance(value, tuple):
            raise BadCell("is not a list")
        return self._joint.join(quoted_member(member) for member in value)

    def _check(self, text: str, members: list[str]) -> None:
        if not self._names:
            return
        whole = text.strip()
        if len(members) > 1 and whole in self._names and not self._names.issuperset(members):
            rule = "is the name of one choice and a list of several"
            raise BadCell(rule, ambiguous=True, suggestion=quoted_member(whole))
        almost = [near_miss(m, self._folded) if m not in self._names else None for m in members]
        if any(almost):
            mended = [known or member for known, member in zip(almost, members, strict=True)]
            suggestion = self._joint.join(quoted_member(member) for member in mended)
            names = ", ".join(f"“{known}”" for known in almost if known)
            raise BadCell(f"has almost the choice {names}, but not quite", ambiguous=True, suggestion=suggestion)

    def _find_separator(self, looks: Looks, style: str) -> tuple[str | None, str]:
        for separator, name in _SEPARATORS.items():
            if name in style:
                return separator, name
        used = looks.used
        if len(used) < 2:
            separator = next(iter(used), ",")
            return separator, _SEPARATORS[separator] if used else ""
        fitting = [s for s in _SEPARATORS if self._names and self._all_known(looks, s)]
        return (fitting[0], _SEPARATORS[fitting[0]]) if len(fitting) == 1 else (None, "")

    def _all_known(self, looks: Looks, separator: str) -> bool:
        try:
            return all(self._names.issuperset(split_list(text, separator)) for text in looks.by_cell)
        except BadCell:
            return False

    def _find_joint(self, texts: Texts) -> str:
        separator = self._separator or ","
        if separator == "\n":
            return "\n"
        spaced = (
            (text.count(f"{separator} ") * 2 >= text.count(separator), n)
            for text, n in texts.items()
            if separator in text
        )
        return f"{separator} " if most_common(spaced, True) else separator


class AttachmentForm(ListForm):
    """File names, for reading along: a canonical member is ``attID/size/filename``, a cell shows only the name."""

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if not isinstance(value, tuple):
            raise BadCell("is not a list")
        return super().write(tuple(member.split("/", 2)[-1] for member in value))


def separators_in(text: str) -> frozenset[str]:
    """The separators that stand outside quoted members of a cell."""
    return frozenset(found for found in _LOOK.findall(text) if found in _SEPARATORS)


def split_list(text: str, separator: str) -> list[str]:
    """The members of a cell; blanks around them and empty ones left out. Raises BadCell."""
    members: list[str] = []
    position = 0
    while position <= len(text):
        quoted = _QUOTED.match(text, position)
        end = text.find(separator, quoted.end() if quoted else position)
        end = len(text) if end < 0 else end
        member = text[position:end].strip()
        if quoted:
            if quoted.end() < end:
                raise BadCell("has text after a closing quote")
            member = quoted[1].replace('""', '"')
        elif member.startswith('"'):
            raise BadCell("has a quote that is not closed")
        members += [member] if member else []
        position = end + 1
    return members


def quoted_member(member: str) -> str:
    """A member as it stands in a list: in quotes if anything in it could be taken for the list's own signs."""
    if member == member.strip() and not any(sign in member for sign in '",;\n\r'):
        return member
    return '"' + member.replace('"', '""') + '"'
