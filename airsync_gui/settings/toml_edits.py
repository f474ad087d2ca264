"""Changes to a parsed TOML file that leave a person's comments, order and way of writing as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from airsync_gui.settings.document import Document, FieldEntry


def new_table() -> Any:
    """An empty TOML table."""
    import tomlkit

    return tomlkit.table()


def plain_entry(entry: msgspec.Struct) -> dict[str, Any]:
    """A part of the file as plain values; without what is as it is by default."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    return plain


def set_value(document: Any, name: str, value: bool | int | str | list[str]) -> None:
    """Write one of the file's own values; what is as it is by default need not stand there."""
    document.pop(name, None)
    if value != getattr(Document(), name):
        document[name] = value


def change(table: Any, old: msgspec.Struct, new: msgspec.Struct) -> None:
    """Write what differs into a TOML table; what is as it is by default need not stand there."""
    written = plain_entry(new)
    for name in new.__struct_fields__:
        if name == "fields" or getattr(old, name) == getattr(new, name):
            continue
        if name in written:
            table[name] = written[name]
        else:
            table.pop(name, None)


def change_fields(table: Any, old: Mapping[str, FieldEntry], new: Mapping[str, FieldEntry]) -> None:
    """Write what differs in a list of fields: each keeps its place, new ones come last."""
    from tomlkit.items import AoT

    if set(old) != set(new) and not isinstance(table["fields"], AoT):
        # tomlkit loses its way among the commas and comments of [{…}, {…}] when one comes or goes.
        table["fields"] = [plain_entry(entry) for entry in new.values()]
        return
    entries = table["fields"]
    for index in reversed(range(len(entries))):
        field_id = str(entries[index]["id"])
        if field_id in new:
            change(entries[index], old[field_id], new[field_id])
        else:
            del entries[index]
    for field_id, entry in new.items():
        if field_id not in old:
            entries.append(plain_entry(entry))
