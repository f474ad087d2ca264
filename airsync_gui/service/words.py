"""What the window reads, in words: values, places, conflicts, rules, and what a plan would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from airsync_gui.app import LOOPBACK
from airsync_gui.jobs.snapshots import Place
from airsync_gui.kept_words import field_news
from airsync_gui.local.source_names import split_source
from airsync_gui.messages import plain
from airsync_gui.schedule import NEVER, Schedule, in_words, parsed
from airsync_gui.sync.decision import LINK_RENAMED
from airsync_gui.sync.guards import DELETE_SHARE, MOST_DELETES, MOST_UPDATES, UPDATE_SHARE
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy
from airsync_gui.sync.records import FieldId, Side, Value
from airsync_gui.sync.values import same
from airsync_gui.value_words import value_text
from airsync_gui.wording import inner, noop, number, part_said, plural, tr

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
        why = field_news(plain(conflict.local_label, 120))
        return tr("The field {field}: {why}", field=plain(conflict.label, 60), why=why)
    if conflict.local is None or conflict.airtable is None:
        gone = Side.LOCAL if conflict.local is None else Side.AIRTABLE
        return tr(GONE_WORDS[conflict.kind == "undone", gone])
    fields = clashing(conflict)
    if conflict.kind == "created_twice":
        return plural(
            "Same key made on both sides, {n} field differs",
            "Same key made on both sides, {n} fields differ",
            len(fields),
        )
    values = _both_values(conflict, fields, names) if fields else ""
    lead = tr(LEADS[conflict.kind]) if conflict.kind in LEADS else ""
    return " ".join(part for part in (lead, values) if part) or tr("nothing differs any more")


GONE_WORDS: Mapping[tuple[bool, Side], str] = {
    (True, Side.LOCAL): noop("Undone: it is gone on this computer"),
    (True, Side.AIRTABLE): noop("Undone: it is gone in Airtable"),
    (False, Side.LOCAL): noop("Deleted on this computer, edited in Airtable"),
    (False, Side.AIRTABLE): noop("Edited on this computer, deleted in Airtable"),
}
"""(Whether by an undo, the side that has it no more) → what happened."""
LEADS: Mapping[str, str] = {
    "version_moved": noop("Its version moved in Airtable."),
    "undone": noop("Undone."),
}


def clashing(conflict: Conflict) -> tuple[FieldId, ...]:
    """The fields that a person has to look at."""
    if conflict.fields:
        return conflict.fields
    local, airtable = conflict.local or {}, conflict.airtable or {}
    return tuple(f for f in {**local, **airtable} if not same(local.get(f), airtable.get(f)))


def _both_values(conflict: Conflict, fields: Sequence[FieldId], names: Mapping[FieldId, str]) -> str:
    first, local, airtable = fields[0], conflict.local or {}, conflict.airtable or {}
    parts = {
        "field": plain(names.get(first, first), 60),
        "here": value_text(local.get(first), 40),
        "there": value_text(airtable.get(first), 40),
    }
    if len(fields) == 1:
        return tr("{field}: this computer {here}, Airtable {there}", **parts)
    return plural(
        "{field}: this computer {here}, Airtable {there}, and {n} more field",
        "{field}: this computer {here}, Airtable {there}, and {n} more fields",
        len(fields) - 1,
        **parts,
    )


# -- rules ----------------------------------------------------------------------------------------------------------

POLICIES: Mapping[Policy, str] = {
    Policy.ASK: noop("Ask me"),
    Policy.LAST_WRITE_WINS: noop("The later edit is taken"),
    Policy.LOCAL_WINS: noop("This computer's value is taken"),
    Policy.AIRTABLE_WINS: noop("Airtable's value is taken"),
    Policy.MERGE: noop("Both are merged"),
    Policy.OPTIMISTIC_LOCK: noop("Ask me whenever the version moved"),
}


def rules(pair: Pair, usual: Schedule = NEVER) -> tuple[tuple[str, str, str], ...]:
    """(icon, title, text) of each rule of a pair; ``usual`` is the schedule of pairs that have none of their own."""
    name = plain(local_place(pair).name, 60)
    when = tr("Paused by you") if pair.paused else in_words(pair_schedule(pair) or usual, name)
    own = [
        f"{plain(pair.field_names.get(f, f), 40)}: {_lower(tr(POLICIES[policy]))}"
        for f, policy in pair.field_policies.items()
        if policy is not pair.policy
    ]
    return (
        ("arrows-left-right", tr("Direction"), _direction(pair)),
        ("scales", tr("Changed on both sides"), ". ".join([tr(POLICIES[pair.policy]), *own])),
        ("trash", tr("Deleted on one side"), _deletes(pair)),
        (
            "shield-check",
            tr("Guard"),
            tr(
                "Stop if a run would delete more than {deletes} records and {delete_share} % of them, "
                "or change more than {updates} and {update_share} %",
                deletes=number(MOST_DELETES),
                delete_share=number(100 * DELETE_SHARE, 0),
                updates=number(MOST_UPDATES),
                update_share=number(100 * UPDATE_SHARE, 0),
            ),
        ),
        ("clock", tr("When"), when),
        ("key", tr("Key field") if len(pair.key) == 1 else tr("Key fields"), _key(pair)),
    )


def pair_schedule(pair: Pair) -> Schedule | None:
    """The pair's own; None where it has that of all."""
    return parsed(pair.schedule) if pair.schedule else None


def _lower(text: str) -> str:
    return text if text.startswith("Airtable") else inner(text)


def _direction(pair: Pair) -> str:
    if pair.direction is Direction.BOTH:
        return tr("Both ways")
    if pair.direction is Direction.PUSH:
        if pair.drift is Drift.LEAVE:
            return tr("Only from this computer to Airtable; edits on the other side are left as they are")
        return tr("Only from this computer to Airtable; edits on the other side are overwritten")
    if pair.drift is Drift.LEAVE:
        return tr("Only from Airtable to here; edits on the other side are left as they are")
    return tr("Only from Airtable to here; edits on the other side are overwritten")


def _deletes(pair: Pair) -> str:
    return tr("Delete on the other too") if pair.deletes is Deletes.PROPAGATE else tr("Keep it on the other")


def _key(pair: Pair) -> str:
    return ", ".join(plain(pair.field_names.get(f, f), 60) for f in pair.key)


BECAUSE: Mapping[str, str] = {
    "changed on one side": noop("one side changed"),
    "first run: blank filled": noop("first sync: a blank was filled"),
    "created on one side": noop("new on the other side"),
    "computed in Airtable": noop("computed in Airtable"),
    "choice renamed in Airtable": noop("choice renamed in Airtable"),
    LINK_RENAMED: noop("a linked record was renamed"),
    "drift overwritten": noop("rule: edits there are overwritten"),
    "resolution": noop("you, in a conflict"),
    "undo": noop("undone by you"),
    "duplicates": noop("merged by you"),
    "edited": noop("edited by you, in the queue"),
    Policy.LAST_WRITE_WINS: noop("rule: the later edit"),
    Policy.LOCAL_WINS: noop("rule: this computer wins"),
    Policy.AIRTABLE_WINS: noop("rule: Airtable wins"),
    Policy.OPTIMISTIC_LOCK: noop("rule: version"),
}
_MERGED: Mapping[type, str] = {
    Decimal: noop("rule: larger number"),
    datetime: noop("rule: later time"),
    date: noop("rule: later date"),
    str: noop("rule: longer text"),
}


def because(rule: str, kind: str, value: Value) -> str:
    """Why a field was written, as a person reads it."""
    if rule == Policy.MERGE:
        if isinstance(value, tuple):
            return tr("rule: union of lists")
        of_kind = next((word for kind_, word in _MERGED.items() if isinstance(value, kind_)), None)
        return tr("rule: merge") if isinstance(value, bool) or of_kind is None else tr(of_kind)
    if kind.startswith("dropped"):
        return tr("given up by you")
    return (tr(BECAUSE[rule]) if rule in BECAUSE else rule) or _of_kind(kind)


def _of_kind(kind: str) -> str:
    if kind == "create":
        return tr("new on the other side")
    return tr("deleted on the other side") if kind == "delete" else ""


HELD_ADVICE: Mapping[str, str] = {
    "malformed": noop("Mend the row: it needs one cell for each column."),
    "ambiguous": noop(
        "Write the cell so that it can be read in one way only, or say in the pair how the column is written."
    ),
    "blank_key": noop("Fill in the key."),
    "duplicate_key": noop(
        "Give each of them a key of its own, remove all but one, or merge them: airsync-gui duplicates."
    ),
    "key_taken": noop("Give one of the two another key."),
    "suspect": noop("Mend the rows that can't be read; then AirSync can tell whether it is one of them."),
}


# -- plans ----------------------------------------------------------------------------------------------------------


def plan_sentence(pair: Pair, operations: Sequence[Operation], calls: int) -> str:
    """What would be written where, and its price: ``Airtable: Calories 540 → 610. meals.csv is not changed. …``."""
    return " ".join([changes_on_both(pair, operations), plural("{n} API call.", "{n} API calls.", calls)])


def changes_on_both(pair: Pair, operations: Sequence[Operation]) -> str:
    """The same without price; a side that is not written comes last."""
    sides = (Side.AIRTABLE, Side.LOCAL)
    by_side = {side: [op for op in operations if op.side is side] for side in sides}
    return " ".join(_side_sentence(pair, side, by_side[side]) for side in sorted(sides, key=lambda s: not by_side[s]))


def _side_sentence(pair: Pair, side: Side, operations: Sequence[Operation]) -> str:
    name = "Airtable" if side is Side.AIRTABLE else local_place(pair).name
    if not operations:
        return tr("{place} is not changed.", place=name)
    return f"{part_said(name)}: {_written(operations, pair)}."


def changes_sentence(pair: Pair, operations: Sequence[Operation]) -> str:
    """The same without price, and of the sides that are written alone."""
    places = {Side.AIRTABLE: "Airtable", Side.LOCAL: local_place(pair).name}
    by_side = {side: [op for op in operations if op.side is side] for side in (Side.AIRTABLE, Side.LOCAL)}
    return " ".join(f"{part_said(places[side])}: {_written(mine, pair)}." for side, mine in by_side.items() if mine)


def _written(operations: Sequence[Operation], pair: Pair) -> str:
    if len(operations) > 1:
        counts = Counter(op.kind for op in operations)
        created, updated, deleted = counts["create"], counts["update"], counts["delete"]
        told = (
            plural("{n} new", "{n} new", created) if created else "",
            plural("{n} changed", "{n} changed", updated) if updated else "",
            plural("{n} deleted", "{n} deleted", deleted) if deleted else "",
        )
        return ", ".join(part for part in told if part)
    op = operations[0]
    if op.kind != "update":
        name = plain(op.label, 60)
        return tr("{record} is added", record=name) if op.kind == "create" else tr("{record} is deleted", record=name)
    changes = [_change(op, f, plain(pair.field_names.get(f, f), 40)) for f in op.values]
    more = len(changes) - MOST_CHANGES
    if more > 0:
        changes = [*changes[:MOST_CHANGES], plural("and {n} more field", "and {n} more fields", more)]
    return "; ".join(changes)


def _change(op: Operation, field_id: FieldId, name: str) -> str:
    now = value_text(op.values[field_id], 40)
    if op.rules.get(field_id) == LINK_RENAMED:
        return tr("{field} is written anew: {value}", field=name, value=now)
    before = value_text(op.before.get(field_id), 40)
    return f"{part_said(name)} {part_said(before)} → {part_said(now)}"
