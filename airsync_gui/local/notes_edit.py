"""Changes to a folder of notes: what each note is to be, and the way to the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from airsync_gui.errors import ChangedUnderneath, InvalidValue, RecordGone, Refused
from airsync_gui.local.cells import PROBLEM_TEXT_LENGTH
from airsync_gui.local.many_files import delete_file, new_file, not_writable
from airsync_gui.local.note_edit import edited, new_note
from airsync_gui.local.note_names import SUFFIX, deep_fault_of, fault_of, folded, made_name
from airsync_gui.local.note_text import BODY, FILE, BadNote, note_of
from airsync_gui.local.note_yaml import YamlStyle, style_of
from airsync_gui.local.notes_folder import Note
from airsync_gui.local.outcomes import Outcome, written
from airsync_gui.local.raw_rows import parts_of
from airsync_gui.local.temporary_files import remove_leftovers
from airsync_gui.local.typed_values import Raw, TypedColumn, shown
from airsync_gui.local.whole_file import replace_file
from airsync_gui.sync.ports import LocalChange
from airsync_gui.sync.records import FieldId, Values
from airsync_gui.sync.values import is_blank

_SAMPLE = 50
TEXT, ENDING = "text", "ending"
"""In a note that is kept, beside ``file``: all that is in it, and what its file's name ends in."""


class NotesEditing:
    """Changes on their way into a folder.

    Attributes:
        notes: row id → the note as it is to be; a deleted one is not in it.
        made: how many rows were made so far, to give the next one an id.
    """

    def __init__(
        self,
        folder: Path,
        notes: Mapping[str, Note],
        by_field: Mapping[FieldId, TypedColumn],
        made: int,
        *,
        deep: bool = False,
    ) -> None:
        self._folder, self._by_field, self.made, self._deep = folder, by_field, made, deep
        self.notes = dict(notes)
        self._changed: dict[str, None] = {}
        self._taken = {folded(note.stem) for note in notes.values()}
        self._whole = [note for note in notes.values() if note.text is not None]
        self._styles = {column.name: self._style(column.name) for column in by_field.values()}

    def _style(self, name: str) -> YamlStyle:
        """How a column is written in most notes."""
        cells = [note.text.cells[name] for note in self._whole if note.text and name in note.text.cells]
        found = Counter(style_of(cell.node, YamlStyle()) for cell in cells[-_SAMPLE:] if not is_blank(cell.raw))
        return found.most_common(1)[0][0] if found else YamlStyle()

    def apply(self, change: LocalChange) -> Outcome:
        """Make one change; the id of its row, or why not."""
        try:
            if change.kind == "create":
                return self._create(change.values, change.raw)
            row_id = str(change.row_id)
            if row_id not in self.notes:
                return RecordGone(record=change.row_id, detail="is not in the folder")
            if change.kind == "delete":
                self._taken.discard(folded(self.notes.pop(row_id).stem))
            else:
                self.notes[row_id] = self._updated(self.notes[row_id], change.values)
                self._changed[row_id] = None
        except Refused as refused:
            return refused
        return row_id

    def _raws(self, values: Values) -> dict[str, Raw]:
        raws: dict[str, Raw] = {}
        for field_id, value in values.items():
            column = self._by_field.get(field_id)
            if column is None:
                raise InvalidValue(field=field_id, rule="has no name in the notes' front matter")
            raws[column.name] = written(column, value)
        return raws

    def _updated(self, note: Note, values: Values) -> Note:
        if note.text is None:
            raise InvalidValue(record=note.stem, rule="is in a note that can't be read")
        raws = self._raws(values)
        stem = self._renamed(note, raws.pop(FILE)) if FILE in raws else note.stem
        text = edited(note.text, raws, self._styles)
        self._taken = (self._taken - {folded(note.stem)}) | {folded(stem)}
        return replace(note, stem=stem, text=text)

    def _renamed(self, note: Note | None, raw: Raw) -> str:
        stem = shown(raw)
        fault = deep_fault_of(stem, self._folder) if self._deep else fault_of(stem)
        if not fault and folded(stem) in self._taken - ({folded(note.stem)} if note else set()):
            fault = "is the name of another note"
        if fault:
            raise InvalidValue(field=FILE, value=stem[:PROBLEM_TEXT_LENGTH], rule=fault)
        return stem

    def _create(self, values: Values, former: str = "") -> str:
        raws = self._raws(values)
        again = self._made_again(former, raws)
        if again is not None:
            return self._add(again)
        sample = next((note.text for note in reversed(self._whole) if note.text and note.text.cells), None)
        usual = list(sample.cells) if sample else [column.name for column in self._by_field.values()]
        for column in self._by_field.values():
            if column.name in usual and column.name not in (FILE, BODY):
                raws.setdefault(column.name, column.blank)
        named = raws.pop(FILE, None)
        stem = self._renamed(None, named) if not is_blank(named) else made_name(self._title(raws), self._taken)
        order = [name for name in dict.fromkeys([*usual, *raws]) if name not in (FILE, BODY)]
        text = new_note(raws, order, self._styles, sample.line_end if sample else "\n")
        return self._add(Note(self._folder / f"{stem}{SUFFIX}", stem, text))

    def _add(self, note: Note) -> str:
        self._taken.add(folded(note.stem))
        self.made += 1
        row_id = f"n{self.made}"
        self.notes[row_id] = note
        self._changed[row_id] = None
        return row_id

    def _made_again(self, former: str, raws: Mapping[str, Raw]) -> Note | None:
        """A note as it was, with these values in it; None where that can't be."""
        parts = parts_of(former)
        stem, text = raws.get(FILE) or parts.get(FILE), parts.get(TEXT)
        if not isinstance(text, str) or not isinstance(stem, str):
            return None
        wanted = {c.name: (c, raws.get(c.name, c.blank)) for c in self._by_field.values() if c.name != FILE}
        try:
            was = note_of(text)
            had = Note(self._folder, stem, was)
            other = {n: raw for n, (c, raw) in wanted.items() if c.read(had.raw(n)) != c.read(raw)}
            ending = str(parts.get(ENDING))
            suffix = ending if ending.lower() == SUFFIX else SUFFIX
            path = self._folder / f"{self._renamed(None, stem)}{suffix}"
            return Note(path, stem, edited(was, other, self._styles))
        except (BadNote, Refused):
            return None

    def _title(self, raws: Mapping[str, Raw]) -> str:
        """What a note without a name of its own is named by: its first value."""
        ours = (raws.get(column.name) for column in self._by_field.values() if column.name != BODY)
        return next((shown(raw) for raw in ours if isinstance(raw, str) and raw.strip()), "note")

    # -- on the disk ------------------------------------------------------------------------------------------------

    def carried_out(self, before: Mapping[str, Note]) -> dict[str, Note]:
        """Write all that differs, in the order of the changes: a name may be another note's until that one is renamed.

        Returns:
            The notes as they are then.
        """
        folders = {self._folder, *(note.path.parent for note in (*before.values(), *self.notes.values()))}
        remove_leftovers(folders, lambda name: name.lower().endswith(SUFFIX))
        for row_id, note in before.items():
            if row_id not in self.notes:
                delete_file(note.path, note.stamp)
        for row_id in self._changed:
            if row_id in self.notes:
                self.notes[row_id] = _written(self.notes[row_id], before.get(row_id), self._folder)
        return self.notes


def _written(note: Note, before: Note | None, folder: Path) -> Note:
    assert note.text is not None  # a note that can't be read is never changed
    data = note.encoding.encode(note.text.text)
    if before is None:
        _make_folder(note.path)
        return replace(note, stamp=new_file(note.path, data))
    stamp = before.stamp
    if before.text is not None and before.text.text != note.text.text and stamp is not None:
        stamp = replace_file(before.path, data, stamp)
    path = before.path
    if note.stem != before.stem:
        path = folder / f"{note.stem}{before.path.suffix}"
        _make_folder(path)
        _rename(before.path, path)
    return replace(note, path=path, stamp=stamp)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_writable(path, error) from error


def _rename(old: Path, new: Path) -> None:
    try:
        if new.exists() and not new.samefile(old):
            raise ChangedUnderneath(path=str(new), detail="was made by another program after the folder was read")
        old.rename(new)
    except OSError as error:
        raise not_writable(old, error) from error
