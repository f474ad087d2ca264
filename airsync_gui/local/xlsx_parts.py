"""What else in a workbook moves with a sheet: a style for days, the end of Excel's own table, and stale results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from airsync_gui.local.xlsx_grid import NamedTable
from airsync_gui.local.xlsx_package import Package
from airsync_gui.local.xlsx_values import FormatKind

_DAY_FORMATS: Mapping[FormatKind, str] = {"day": "14", "moment": "22"}
"""Formats of Excel's own, for the first day in a column."""


def changed_parts(
    package: Package,
    sheet_part: str,
    xml: str,
    named: NamedTable | None,
    new_styles: Sequence[FormatKind],
    last_row: int,
) -> dict[str, bytes]:
    """The parts to put into the workbook, with the sheet itself.

    Args:
        last_row: the last row of the table now.
    """
    old = package.part(sheet_part)
    mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
    parts = {sheet_part: mark + xml.encode()}
    styles = package.part_of_type("/styles")
    if new_styles and styles:
        parts[styles] = _with_styles(package.part(styles).decode("utf-8"), new_styles).encode()
    if named and last_row > named.area.last_row and not named.has_totals:
        area = replace(named.area, last_row=last_row)
        parts[named.part] = package.part(named.part).replace(f'ref="{named.area}"'.encode(), f'ref="{area}"'.encode())
    if _has_formulas(package):
        workbook = package.part(package.workbook).decode("utf-8")
        parts[package.workbook] = _to_be_worked_out(workbook).encode()
    return parts


def _with_styles(styles: str, kinds: Sequence[FormatKind]) -> str:
    """The styles with a plain one added for each kind of day."""
    found = re.search(r"<((?:\w+:)?)cellXfs\b[^>]*>", styles)
    if found is None:
        return styles
    prefix, close = found[1], styles.index(f"</{found[1]}cellXfs", found.end())
    plain = 'fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    new = "".join(f'<{prefix}xf numFmtId="{_DAY_FORMATS[kind]}" {plain}/>' for kind in kinds)
    count = len(re.findall(rf"<{prefix}xf\b", styles[found.end() : close])) + len(kinds)
    start = re.sub(r'count="[0-9]*"', f'count="{count}"', found[0])
    return f"{styles[: found.start()]}{start}{styles[found.end() : close]}{new}{styles[close:]}"


def _has_formulas(package: Package) -> bool:
    return any(_has_formula(package.part(part)) for part in package.sheets.values())


def _has_formula(xml: bytes) -> bool:
    # A pattern's search keeps all other threads waiting; that for two plain signs is over at once.
    return (b"<f" in xml or b":f" in xml) and re.search(rb"<(?:\w+:)?f[\s>/]", xml) is not None


def _to_be_worked_out(workbook: str) -> str:
    """The workbook with the order to work out all formulas when it is opened: their results are those of before."""
    found = re.search(r"<((?:\w+:)?)calcPr\b[^>]*?(/?)>", workbook)
    if found and "fullCalcOnLoad" in found[0]:
        tag = re.sub(r'fullCalcOnLoad="[^"]*"', 'fullCalcOnLoad="1"', found[0])
        return workbook[: found.start()] + tag + workbook[found.end() :]
    if found:
        at = found.start(2)
        return f'{workbook[:at]} fullCalcOnLoad="1"{workbook[at:]}'
    for name in ("definedNames", "externalReferences", "functionGroups", "sheets"):
        if end := re.search(rf"</((?:\w+:)?){name}\s*>|<((?:\w+:)?){name}\b[^>]*/>", workbook):
            prefix = end[1] or end[2] or ""
            return f'{workbook[: end.end()]}<{prefix}calcPr fullCalcOnLoad="1"/>{workbook[end.end() :]}'
    return workbook


def lock_of(path: Path) -> str:
    """The program that has a workbook open, by the file that it leaves beside it; empty for none."""
    target = path.resolve()
    if (target.parent / f"~${target.name}").exists():
        return "Excel"
    return "LibreOffice" if (target.parent / f".~lock.{target.name}#").exists() else ""
