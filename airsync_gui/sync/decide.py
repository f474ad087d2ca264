r"""The decision table, per record: two sides, two ancestors and a pair's rules, to operations or a conflict.

::

    this computer \\ Airtable   none           updated          deleted          created
    none                       nothing        write here       delete here      create here
    updated                    write there    merge by field   conflict
    deleted                    delete there   conflict         forget
    created                    create there                                     as a first run

Pure: nothing is read or written here, and the outcome does not depend on the order of records.
"""

from __future__ import annotations

from airsync_gui.sync.decide_both import decide_both
from airsync_gui.sync.decide_one import decide_created, decide_one_gone, decide_undone_and_gone
from airsync_gui.sync.decision import Decision, Rules, label_of
from airsync_gui.sync.field_outcomes import follow_choices
from airsync_gui.sync.match import Match
from airsync_gui.sync.operations import Note
from airsync_gui.sync.records import Side
from airsync_gui.sync.values import as_remembered


def decide(match: Match, rules: Rules, *, by_hand: bool = False, undone: bool = False) -> Decision:
    """What happens to one record.

    Args:
        by_hand: an answer of a person's could not be carried out: no policy settles this record now.
        undone: what was done to it was undone: nothing but a person settles it, until its sides are equal again.
    """
    decision = Decision(match)
    if _at_rest(match, rules):
        return decision
    decision.notes += _waiting_links(match, rules)
    if match.local is not None and match.airtable is not None:
        decide_both(decision, rules, match.local, match.airtable, by_hand=by_hand, undone=undone)
    elif match.memory is None:
        decide_created(decision, rules)
    elif undone:
        decide_undone_and_gone(decision, rules, follow_choices(match.memory, rules))
    else:
        decide_one_gone(decision, rules, follow_choices(match.memory, rules))
    return decision


def _at_rest(match: Match, rules: Rules) -> bool:
    """Whether both sides have exactly what is remembered: most records, most of the time, need no further look."""
    memory, local, airtable = match.memory, match.local, match.airtable
    if memory is None or local is None or airtable is None or local.problems or rules.renamed_choices:
        return False
    if local.outdated and rules.pair.may_write(Side.LOCAL):
        return False
    if (memory.local_id, memory.record_id) != (match.local_id, match.record_id):
        return False
    version = rules.pair.version_field
    if version is not None and airtable.values.get(version) != memory.airtable.get(version):
        return False
    return as_remembered(local.values, memory.local, rules.fields) and as_remembered(
        airtable.values, memory.airtable, rules.fields
    )


def _waiting_links(match: Match, rules: Rules) -> list[Note]:
    """What links to rows that are not in Airtable yet: a later plan, made when they are, brings that."""
    if match.local is None or not rules.pair.may_write(Side.AIRTABLE):
        return []
    label = label_of(match, rules.pair)
    found = ((f, p) for f, p in match.local.problems.items() if p.kind == "waiting" and f in rules.fields)
    return [Note("link_waits", label, match.uid, f, f"{p.text} {p.rule}") for f, p in found]
