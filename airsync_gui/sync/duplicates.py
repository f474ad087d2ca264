"""Records that stand in one table more than once, and what becomes of them when they are merged. Pure.

Records of one side are duplicates where their keys are equal, or would be but for capitals, space around them, or the
way in which Unicode spells a letter (normal form C, https://www.unicode.org/reports/tr15/). One of them is kept: its
blanks are filled from the others; where filled values differ, its own stands unless a person chooses. The others go.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import FieldId, Key, Row, Side, Value, Values
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import is_blank, same


class Group(Struct, frozen=True):
    """Records of one side that are one to a person.

    Attributes:
        id: twelve hexadecimal digits, the same as long as the key is (however it is spelled).
        key: as the first of them has it.
        rows: in the table's order, two or more.
        twins: whether any two have exactly the same key: these can't be synced as they are.
    """

    id: str
    side: Side
    key: Key
    rows: tuple[Row, ...]
    twins: bool

    @property
    def label(self) -> str:
        """What a person calls them."""
        return ", ".join(str(part) for part in self.key)


class Merge(Struct, frozen=True):
    """One group merged into one of its records.

    Attributes:
        values: field id → value to set in the record that is kept.
        differing: field id → the values that are filled in and differ, each once, the kept record's first.
        undecided: fields that are blank in the kept record and differ in the others: a person has to choose.
    """

    group: Group
    kept: Row
    others: tuple[Row, ...]
    values: Values
    differing: Mapping[FieldId, tuple[Value, ...]]
    undecided: tuple[FieldId, ...]


def groups_in(pair: Pair, side: Side, rows: Iterable[Row]) -> list[Group]:
    """Every group of duplicates on one side, in the table's order; rows without a whole key are left out."""
    found: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        key = pair.key_of(row.values)
        if not row.malformed and not any(is_blank(part) for part in key):
            found[_plain(key)].append(row)
    return [_group(pair, side, key, same_key) for key, same_key in found.items() if len(same_key) > 1]


def _group(pair: Pair, side: Side, plain: Key, rows: list[Row]) -> Group:
    content = "\n".join((pair.id, side, repr(plain)))
    group_id = hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    keys = [pair.key_of(row.values) for row in rows]
    return Group(group_id, side, keys[0], tuple(rows), twins=len(set(keys)) < len(keys))


def _plain(key: Key) -> Key:
    return tuple(_folded(part) for part in key)


def _folded(part: Value) -> Value:
    if isinstance(part, str):
        return unicodedata.normalize("NFC", unicodedata.normalize("NFC", part).strip().casefold())
    return tuple(sorted(str(_folded(each)) for each in part)) if isinstance(part, tuple) else part


def merged(group: Group, kept: Row, fields: Iterable[Field], chosen: Values) -> Merge:
    """What merging a group into one of its records comes to.

    Args:
        fields: those that people fill, without the key's.
        chosen: field id → the value that a person wants, ``None`` for none.
    """
    others = tuple(row for row in group.rows if row is not kept)
    values: dict[FieldId, Value] = {}
    differing: dict[FieldId, tuple[Value, ...]] = {}
    undecided: list[FieldId] = []
    for field_id in (f.id for f in fields):
        found = _filled(field_id, (kept, *others))
        has = kept.values.get(field_id)
        if len(found) > 1:
            differing[field_id] = found
        if field_id in chosen:
            if not same(chosen[field_id], has):
                values[field_id] = chosen[field_id]
        elif is_blank(has) and len(found) == 1:
            values[field_id] = found[0]
        elif is_blank(has) and found:
            undecided.append(field_id)
    return Merge(group, kept, others, values, differing, tuple(undecided))


def _filled(field_id: FieldId, rows: Iterable[Row]) -> tuple[Value, ...]:
    """The values of a field that are not blank, each once."""
    found: list[Value] = []
    for row in rows:
        value = row.values.get(field_id)
        if not is_blank(value) and not any(same(value, other) for other in found):
            found.append(value)
    return tuple(found)
