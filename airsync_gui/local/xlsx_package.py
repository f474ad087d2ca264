"""A workbook as the parts in its zip file: which sheets it has, and the same file with a few parts changed.

Every part that does not change is copied as it is: charts, pictures, macros, other sheets, what a newer Excel added.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from airsync_gui.errors import TableUnreadable

MOST_BYTES = 1 << 30
_DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError)
"""What reading a part of a damaged zip file ends with; ValueError where a part would begin before the file does."""
_OLE = b"\xd0\xcf\x11\xe0"
_WORKBOOK_TYPE = "/officeDocument"
_REMEDY = "Let the program that writes it finish, or restore it from a copy."


class Package:
    """The parts of one workbook.

    Attributes:
        sheets: name → the part that the sheet is; charts on sheets of their own are left out.
        date_1904: whether its days are counted from 1904.

    Raises:
        TableUnreadable: damaged, protected by a password, or no workbook.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self._data, self._path = data, path
        self._parts: dict[str, bytes] = {}
        self._zip = self._opened()
        self.workbook = self._find_workbook()
        self.sheets = self._find_sheets()
        self.date_1904 = re.search(rb'date1904="(1|true)"', self.part(self.workbook)) is not None

    def _opened(self) -> zipfile.ZipFile:
        if self._data.startswith(_OLE):
            raise self._unreadable("is protected by a password, or an old .xls file", "Save it as .xlsx without one.")
        if not self._data:
            raise self._unreadable("is empty", _REMEDY)
        try:
            opened = zipfile.ZipFile(io.BytesIO(self._data))
        except _DAMAGE as error:
            raise self._unreadable("is damaged or half-written: it is no workbook", _REMEDY) from error
        if sum(info.file_size for info in opened.infolist()) > MOST_BYTES:
            raise self._unreadable("is larger than 1 GB when it is unpacked", "Split it into smaller tables.")
        return opened

    def _unreadable(self, detail: str, remedy: str) -> TableUnreadable:
        return TableUnreadable(path=str(self._path), detail=detail, remedy=remedy)

    def names(self) -> list[str]:
        """The names of all parts."""
        return self._zip.namelist()

    def part(self, name: str) -> bytes:
        """What a part holds. Raises TableUnreadable where there is none, or it is damaged."""
        if name not in self._parts:
            try:
                self._parts[name] = self._zip.read(name)
            except KeyError as error:
                raise self._unreadable(f"is no workbook: its part {name} is not there", _REMEDY) from error
            except _DAMAGE as error:
                raise self._unreadable(f"is damaged in its part {name}", _REMEDY) from error
        return self._parts[name]

    def xml(self, name: str) -> ElementTree.Element:
        """A part as a tree."""
        content = self.part(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise self._unreadable(f"is no workbook: its part {name} declares entities", "Name an .xlsx file.")
        try:
            return ElementTree.fromstring(content)  # noqa: S314 - without entities there is nothing to expand
        except ElementTree.ParseError as error:
            raise self._unreadable(f"is damaged in its part {name}", _REMEDY) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (the end of its type, its name)."""
        folder, _, file = name.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self._zip.namelist():
            return {}
        found = {}
        for element in self.xml(relations):
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
                found[element.get("Id", "")] = ("/" + element.get("Type", "").rpartition("/")[2], target)
        return found

    def _find_workbook(self) -> str:
        found = [target for kind, target in self.related("").values() if kind == _WORKBOOK_TYPE]
        if not found:
            raise self._unreadable("is no workbook", "Name an .xlsx file.")
        return found[0]

    def _find_sheets(self) -> dict[str, str]:
        related = self.related(self.workbook)
        sheets = {}
        for element in self.xml(self.workbook).iter():
            if local_name(element) == "sheet":
                relation = next((value for key, value in element.items() if key.endswith("}id")), "")
                kind, target = related.get(relation, ("", ""))
                if kind == "/worksheet":
                    sheets[element.get("name", "")] = target
        return sheets

    def part_of_type(self, kind: str) -> str | None:
        """The part of the workbook of this type: ``/styles``, ``/sharedStrings``."""
        return next((target for found, target in self.related(self.workbook).values() if found == kind), None)

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """The whole file with these parts in place of those of the same names."""
        new = io.BytesIO()
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._zip.infolist():
                content = parts[info.filename] if info.filename in parts else self.part(info.filename)
                target.writestr(info, content)
        return new.getvalue()


def local_name(element: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]
