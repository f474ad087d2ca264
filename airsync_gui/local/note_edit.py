"""Changes to one note: a new text in which only the changed values differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from airsync_gui.errors import InvalidValue
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.note_text import BODY, BadNote, Cell, NoteText, note_of
from airsync_gui.local.note_yaml import YamlStyle, plain_name, scalar, shown_raw, style_of
from airsync_gui.local.typed_values import Number, Raw, shown
from airsync_gui.sync.values import is_blank

Styles = Mapping[str, YamlStyle]
PLAIN = YamlStyle()


class _CanNotBeWritten(Exception):
    """The front matter is written in a way in which this value can't be changed alone."""


def edited(note: NoteText, raws: Mapping[str, Raw], styles: Styles) -> NoteText:
    """The note with these values in it.

    Args:
        raws: column → what is to stand there.
        styles: how values are written in other notes, by column.

    Raises:
        InvalidValue: a value can't be put in without touching others.
    """
    for name, raw in raws.items():
        if name != BODY:
            note = _with_value(note, name, raw, styles.get(name, PLAIN))
    return note_of(_with_body(note, str(raws[BODY] or ""))) if BODY in raws else note


def _with_value(note: NoteText, name: str, raw: Raw, style: YamlStyle) -> NoteText:
    cell = note.cells.get(name)
    if (is_blank(raw) and (cell is None or is_blank(cell.raw))) or (cell is not None and cell.raw == raw):
        return note
    try:
        new = note_of(_put(note, name, cell, raw, style))
    except (BadNote, _CanNotBeWritten) as error:
        raise _refusal(name, raw) from error
    for known in {*note.cells, *new.cells} - {name}:
        if note.raw(known) != new.raw(known) and not name.startswith(f"{known}."):
            raise _refusal(name, raw)
    found, body = new.raw(name), slice(*note.body)
    if not _equal(found, raw) or new.text[slice(*new.body)] != note.text[body]:
        raise _refusal(name, raw)
    return new


def _refusal(name: str, raw: Raw) -> InvalidValue:
    rule = "can't be changed by itself in the way this front matter is written"
    return InvalidValue(field=name, value=shown(raw)[:PROBLEM_TEXT_LENGTH], rule=rule)


def _equal(found: Raw, raw: Raw) -> bool:
    if is_blank(found) and is_blank(raw):
        return True
    if isinstance(found, tuple) and isinstance(raw, tuple):
        return Counter(found) == Counter(raw)
    return found == raw


def _put(note: NoteText, name: str, cell: Cell | None, raw: Raw, style: YamlStyle) -> str:
    if note.front is None:
        end = note.line_end
        return f"---{end}{_lines(name, raw, style, end)}---{end}{note.text}"
    yaml, start = note.yaml, note.front[0]
    if cell is None:
        return note.text[:start] + _added(note, name, raw, style) + note.text[note.front[1] :]
    if not cell.ours:
        raise _CanNotBeWritten
    first, last, new = _replaced(yaml, cell, raw, style_of(cell.node, style), note.line_end)
    return note.text[: start + first] + new + note.text[start + last :]


def _lines(name: str, raw: Raw, style: YamlStyle, line_end: str, indent: str = "") -> str:
    """A name and its value on lines of their own; each dot in the name is one level."""
    first, dot, rest = name.partition(".")
    if dot:
        return f"{indent}{plain_name(first)}:{line_end}{_lines(rest, raw, style, line_end, indent + '  ')}"
    return f"{indent}{plain_name(name)}:{shown_raw(raw, style, indent, line_end)}{line_end}"


def _added(note: NoteText, name: str, raw: Raw, style: YamlStyle) -> str:
    """The front matter with one more value."""
    yaml, end = note.yaml, note.line_end
    if yaml and not yaml.endswith("\n"):
        raise _CanNotBeWritten
    parent = name.rpartition(".")[0]
    while parent:
        children = [cell for known, cell in note.cells.items() if known.startswith(f"{parent}.")]
        rest = name[len(parent) + 1 :]
        if children:
            last = children[-1].node.end_mark.index
            place = last if yaml[last - 1 : last] == "\n" else yaml.find("\n", last) + 1 or len(yaml)
            indent = " " * children[0].key.start_mark.column
            return yaml[:place] + _lines(rest, raw, style, end, indent) + yaml[place:]
        above = note.cells.get(parent)
        if above is not None:
            if above.raw is not None or not above.ours:
                raise _CanNotBeWritten
            place = yaml.find("\n", above.key.end_mark.index) + 1
            indent = " " * (above.key.start_mark.column + 2)
            return yaml[:place] + _lines(rest, raw, style, end, indent) + yaml[place:]
        parent = parent.rpartition(".")[0]
    return yaml + _lines(name, raw, style, end)


def _replaced(yaml: str, cell: Cell, raw: Raw, style: YamlStyle, line_end: str) -> tuple[int, int, str]:
    """Which part of the front matter to replace, and with what."""
    node = cell.node
    colon = yaml.index(":", cell.key.end_mark.index) + 1
    first, last = node.start_mark.index, node.end_mark.index
    if node.id == "sequence" and not node.flow_style and node.value:
        if isinstance(raw, tuple) and raw and (lines := _list_lines(yaml, cell, raw, style, line_end)):
            return lines
        last = _end_of_line(yaml, node.value[-1].end_mark.index)
    literal = last > first and yaml[last - 1] == "\n"
    rest = "" if literal else yaml[last : _end_of_line(yaml, last)]
    if rest.strip():  # what stands behind the value, a comment or the rest of a mapping on one line, must stay there
        style = replace(style, quote='"' if style.quote == "|" else style.quote, flow=True)
    indent = " " * cell.key.start_mark.column
    new = shown_raw(raw, style, indent, line_end) + (line_end if literal else "")
    on_one_line = last > first and "\n" not in yaml[colon:first] and new.startswith(" ") and not literal
    return (first, last, new[1:]) if on_one_line else (colon, last if last > first else colon, new)


def _end_of_line(yaml: str, position: int) -> int:
    if yaml[position - 1 : position] == "\n":
        position -= 1
    found = re.compile(r"\r?\n|\Z").search(yaml, position)
    assert found is not None
    return found.start()


def _list_lines(
    yaml: str, cell: Cell, raw: tuple[Raw, ...], style: YamlStyle, line_end: str
) -> tuple[int, int, str] | None:
    """A list with a line for each member: lines of members that stay are kept; None where it has others."""
    if not isinstance(cell.raw, tuple):
        return None
    items = cell.node.value
    begins = [yaml.rfind("\n", 0, item.start_mark.index) + 1 for item in items]
    ends = [_end_of_line(yaml, item.end_mark.index) for item in items]
    if any(
        not re.fullmatch(r"[ \t]*-[ \t]+", yaml[b : i.start_mark.index]) for b, i in zip(begins, items, strict=True)
    ):
        return None
    wanted = Counter(raw)
    kept = []
    for old in cell.raw:
        kept.append(wanted[old] > 0)
        wanted[old] -= kept[-1]
    new = [member for member, count in wanted.items() for _ in range(max(count, 0))]
    lead = yaml[begins[0] : items[0].start_mark.index]
    pieces = [yaml[b:e] for b, e, stays in zip(begins, ends, kept, strict=True) if stays]
    between = _between(yaml, begins, ends)
    texts = [f"{lead}{scalar(_scalar(member), style.quote)}" for member in new]
    whole = [
        piece for place, stays in enumerate(kept) for piece in ((pieces.pop(0),) if stays else ()) + between[place]
    ]
    return begins[0], ends[-1], line_end.join([*whole, *texts])


def _scalar(member: Raw) -> str | bool | Number | None:
    assert member is None or isinstance(member, str | bool | Number)
    return member


def _between(yaml: str, begins: list[int], ends: list[int]) -> list[tuple[str, ...]]:
    """Lines between two members: comments and blank lines."""
    gaps = [yaml[end:begin] for end, begin in zip(ends, begins[1:], strict=False)]
    return [tuple(line.rstrip("\r") for line in gap.split("\n")[1:-1]) for gap in gaps] + [()]


def _with_body(note: NoteText, body: str) -> str:
    """The note with another body; blank lines around it stay."""
    start, end = note.body
    body = re.sub(r"\r?\n", note.line_end, body)
    before, after = note.text[:start], note.text[end:]
    if body and not after:
        after = note.line_end
    if body and before and not before.endswith("\n"):
        before += note.line_end
    return before + body + after


def new_note(raws: Mapping[str, Raw], order: list[str], styles: Styles, line_end: str) -> NoteText:
    """A new note: its front matter in this order, then its body. Raises InvalidValue."""
    front = [name for name in order if name in raws]
    note = note_of(f"---{line_end}---{line_end}" if front else "")
    for name in front:
        if is_blank(raws[name]):
            note = note_of(
                note.text[: -len(f"---{line_end}")]
                + _lines(name, raws[name], styles.get(name, PLAIN), line_end)
                + f"---{line_end}"
            )
        else:
            note = _with_value(note, name, raws[name], styles.get(name, PLAIN))
    body = str(raws.get(BODY) or "")
    return note_of(_with_body(note, body)) if body else note
