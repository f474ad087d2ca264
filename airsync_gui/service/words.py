"""What the window reads, in words: values, places, conflicts, rules, and what a plan would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from airsync_gui.app import LOOPBACK
from airsync_gui.jobs.snapshots import Place
from airsync_gui.local.source_names import split_source
from airsync_gui.messages import at_side, plain
from airsync_gui.schedule import NEVER, Schedule, in_words, parsed
from airsync_gui.sync.decide import LINK_RENAMED
from airsync_gui.sync.guards import DELETE_SHARE, MOST_DELETES, MOST_UPDATES, UPDATE_SHARE
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy
from airsync_gui.sync.records import FieldId, Side, Value
from airsync_gui.sync.values import same
from airsync_gui.value_words import many, value_text

AIRTABLE_PAGES = "https://airtable.com"
MOST_CHANGES = 3
"""So many fields of one record a sentence names."""


# -- places ---------------------------------------------------------------------------------------------------------


def local_place(pair: Pair) -> Place:
    """This computer's side: the file (and the table in it), and the folder it is in."""
    parts = split_source(pair.source)
    if parts.server:
        return Place(Side.LOCAL, plain(parts.name, 120), plain(parts.server.place, 200))
    path = parts.folder if parts.is_folder else parts.path
    url = path.as_uri() if path.is_absolute() else ""
    return Place(Side.LOCAL, plain(parts.name, 120), plain(_with_tilde(path.parent), 200), url=url)


def airtable_place(pair: Pair) -> Place:
    """Airtable's side: base and table."""
    name = f"{plain(pair.base_name or pair.base_id, 60)} › {plain(pair.table_name or pair.table_id, 60)}"
    sandbox = pair.endpoint == LOOPBACK
    return Place(Side.AIRTABLE, name, sandbox=sandbox, url="" if sandbox else _page(pair))


def place(pair: Pair, side: Side) -> Place:
    """The pair's place on a side."""
    return local_place(pair) if side is Side.LOCAL else airtable_place(pair)


def record_url(pair: Pair, record_id: str | None) -> str:
    """Where Airtable shows a record; empty for a sandbox's, and for one that has no id yet."""
    return f"{_page(pair)}/{record_id}" if record_id and pair.endpoint != LOOPBACK else ""


def _page(pair: Pair) -> str:
    return f"{AIRTABLE_PAGES}/{pair.base_id}/{pair.table_id}"


def _with_tilde(folder: Path) -> str:
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


# -- conflicts ------------------------------------------------------------------------------------------------------


def conflict_sentence(conflict: Conflict, names: Mapping[FieldId, str]) -> str:
    """Why a record waits."""
    if conflict.kind == "schema":
        return f"The field {plain(conflict.label, 60)}: {plain(conflict.local_label, 120)}"
    if conflict.local is None or conflict.airtable is None:
        gone = Side.LOCAL if conflict.local is None else Side.AIRTABLE
        if conflict.kind == "undone":
            return f"Undone: it is gone {at_side(gone)}"
        edited, deleted = at_side(gone.other), at_side(gone)
        return f"Edited {edited}, deleted {deleted}" if gone is Side.AIRTABLE else f"Deleted {deleted}, edited {edited}"
    fields = clashing(conflict)
    if conflict.kind == "created_twice":
        return f"Same key made on both sides, {many(len(fields), 'field')} differ{'s' if len(fields) == 1 else ''}"
    said = _both_values(conflict, fields, names) if fields else "nothing differs any more"
    lead = {"version_moved": "Its version moved in Airtable. ", "undone": "Undone. "}.get(conflict.kind, "")
    return lead + (said if fields or not lead else "").strip() or said


def clashing(conflict: Conflict) -> tuple[FieldId, ...]:
    """The fields that a person has to look at."""
    if conflict.fields:
        return conflict.fields
    local, airtable = conflict.local or {}, conflict.airtable or {}
    return tuple(f for f in {**local, **airtable} if not same(local.get(f), airtable.get(f)))


def _both_values(conflict: Conflict, fields: Sequence[FieldId], names: Mapping[FieldId, str]) -> str:
    first, local, airtable = fields[0], conflict.local or {}, conflict.airtable or {}
    rest = f", and {many(len(fields) - 1, 'more field')}" if len(fields) > 1 else ""
    name = plain(names.get(first, first), 60)
    here, there = value_text(local.get(first), 40), value_text(airtable.get(first), 40)
    return f"{name}: this computer {here}, Airtable {there}{rest}"


# -- rules ----------------------------------------------------------------------------------------------------------

POLICIES: Mapping[Policy, str] = {
    Policy.ASK: "Ask me",
    Policy.LAST_WRITE_WINS: "The later edit is taken",
    Policy.LOCAL_WINS: "This computer's value is taken",
    Policy.AIRTABLE_WINS: "Airtable's value is taken",
    Policy.MERGE: "Both are merged",
    Policy.OPTIMISTIC_LOCK: "Ask me whenever the version moved",
}


def rules(pair: Pair, usual: Schedule = NEVER) -> tuple[tuple[str, str, str], ...]:
    """(icon, title, text) of each rule of a pair; ``usual`` is the schedule of pairs that have none of their own."""
    when = "Paused by you" if pair.paused else in_words(pair_schedule(pair) or usual, plain(local_place(pair).name, 60))
    own = [
        f"{plain(pair.field_names.get(f, f), 40)}: {_lower(POLICIES[policy])}"
        for f, policy in pair.field_policies.items()
        if policy is not pair.policy
    ]
    return (
        ("arrows-left-right", "Direction", _direction(pair)),
        ("scales", "Changed on both sides", ". ".join([POLICIES[pair.policy], *own])),
        ("trash", "Deleted on one side", _deletes(pair)),
        (
            "shield-check",
            "Guard",
            f"Stop if a run would delete more than {MOST_DELETES} records and {100 * DELETE_SHARE:.0f} % of them, "
            f"or change more than {MOST_UPDATES} and {100 * UPDATE_SHARE:.0f} %",
        ),
        ("clock", "When", when),
        ("key", "Key field" if len(pair.key) == 1 else "Key fields", _key(pair)),
    )


def pair_schedule(pair: Pair) -> Schedule | None:
    """The pair's own; None where it has that of all."""
    return parsed(pair.schedule) if pair.schedule else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if not text.startswith("Airtable") else text


def _direction(pair: Pair) -> str:
    if pair.direction is Direction.BOTH:
        return "Both ways"
    to = "Only from this computer to Airtable" if pair.direction is Direction.PUSH else "Only from Airtable to here"
    left = "left as they are" if pair.drift is Drift.LEAVE else "overwritten"
    return f"{to}; edits on the other side are {left}"


def _deletes(pair: Pair) -> str:
    return "Delete on the other too" if pair.deletes is Deletes.PROPAGATE else "Keep it on the other"


def _key(pair: Pair) -> str:
    return ", ".join(plain(pair.field_names.get(f, f), 60) for f in pair.key)


BECAUSE: Mapping[str, str] = {
    "changed on one side": "one side changed",
    "first run: blank filled": "first sync: a blank was filled",
    "created on one side": "new on the other side",
    "computed in Airtable": "computed in Airtable",
    "choice renamed in Airtable": "choice renamed in Airtable",
    LINK_RENAMED: "a linked record was renamed",
    "drift overwritten": "rule: edits there are overwritten",
    "resolution": "you, in a conflict",
    "undo": "undone by you",
    "duplicates": "merged by you",
    Policy.LAST_WRITE_WINS: "rule: the later edit",
    Policy.LOCAL_WINS: "rule: this computer wins",
    Policy.AIRTABLE_WINS: "rule: Airtable wins",
    Policy.OPTIMISTIC_LOCK: "rule: version",
}


def because(rule: str, kind: str, value: Value) -> str:
    """Why a field was written, as a person reads it."""
    if rule == Policy.MERGE:
        if isinstance(value, tuple):
            return "rule: union of lists"
        if isinstance(value, bool) or value is None:
            return "rule: merge"
        kinds = {Decimal: "larger number", datetime: "later time", date: "later date", str: "longer text"}
        return f"rule: {next((word for kind_, word in kinds.items() if isinstance(value, kind_)), 'merge')}"
    if kind.startswith("dropped"):
        return "given up by you"
    return BECAUSE.get(rule) or rule or _of_kind(kind)


def _of_kind(kind: str) -> str:
    return {"create": "new on the other side", "delete": "deleted on the other side"}.get(kind, "")


HELD_ADVICE: Mapping[str, str] = {
    "malformed": "Mend the row: it needs one cell for each column.",
    "ambiguous": "Write the cell so that it can be read in one way only, or say in the pair how the column is written.",
    "blank_key": "Fill in the key.",
    "duplicate_key": "Give each of them a key of its own, remove all but one, or merge them: airsync-gui duplicates.",
    "key_taken": "Give one of the two another key.",
    "suspect": "Mend the rows that can't be read; then AirSync can tell whether it is one of them.",
}


# -- plans ----------------------------------------------------------------------------------------------------------


def plan_sentence(pair: Pair, operations: Sequence[Operation], calls: int) -> str:
    """What would be written where, and its price: ``Airtable: Calories 540 → 610. meals.csv is not changed. …``."""
    parts = []
    for side in (Side.AIRTABLE, Side.LOCAL):
        name = "Airtable" if side is Side.AIRTABLE else local_place(pair).name
        mine = [op for op in operations if op.side is side]
        parts.append(f"{name}: {_written(mine, pair)}." if mine else f"{name} is not changed.")
    parts.sort(key=lambda part: part.endswith("is not changed."))
    return " ".join([*parts, f"{many(calls, 'API call')}."])


def changes_sentence(pair: Pair, operations: Sequence[Operation]) -> str:
    """The same without price, and of the sides that are written alone."""
    places = {Side.AIRTABLE: "Airtable", Side.LOCAL: local_place(pair).name}
    by_side = {side: [op for op in operations if op.side is side] for side in (Side.AIRTABLE, Side.LOCAL)}
    return " ".join(f"{places[side]}: {_written(mine, pair)}." for side, mine in by_side.items() if mine)


def _written(operations: Sequence[Operation], pair: Pair) -> str:
    if len(operations) > 1:
        counts = Counter(op.kind for op in operations)
        past = {"create": "new", "update": "changed", "delete": "deleted"}
        return ", ".join(f"{counts[kind]:,} {word}" for kind, word in past.items() if counts[kind])  # type: ignore[index]
    op = operations[0]
    if op.kind != "update":
        return f"{plain(op.label, 60)} is {'added' if op.kind == 'create' else 'deleted'}"
    changes = [f"{plain(pair.field_names.get(f, f), 40)} {_change(op, f)}" for f in op.values]
    more = len(changes) - MOST_CHANGES
    return "; ".join(changes[:MOST_CHANGES]) + (f"; and {many(more, 'more field')}" if more > 0 else "")


def _change(op: Operation, field_id: FieldId) -> str:
    now = value_text(op.values[field_id], 40)
    if op.rules.get(field_id) == LINK_RENAMED:
        return f"is written anew: {now}"
    return f"{value_text(op.before.get(field_id), 40)} → {now}"
