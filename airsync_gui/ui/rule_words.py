"""A pair's rules in words: what can be chosen for each, and what that does."""

from __future__ import annotations

from airsync_gui.sync.guards import DELETE_SHARE, MOST_DELETES, MOST_UPDATES, UPDATE_SHARE
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.wording import noop, number, tr

DIRECTIONS = (
    (Direction.BOTH, noop("Both ways"), noop("An edit on either side is carried to the other.")),
    (Direction.PUSH, noop("Only from this computer to Airtable"), noop("The table on this computer is never written.")),
    (Direction.PULL, noop("Only from Airtable to this computer"), noop("Airtable is never written.")),
)
DRIFTS = (
    (Drift.LEAVE, noop("Leave edits on the other side as they are"), noop("They are told of in the preview.")),
    (Drift.OVERWRITE, noop("Overwrite edits on the other side"), noop("History keeps what was overwritten.")),
)
POLICIES = (
    (Policy.ASK, noop("Ask me"), noop("The record waits in Conflicts; everything else goes on.")),
    (Policy.LAST_WRITE_WINS, noop("Take the later edit"), noop("Where the times are not known for sure, ask me.")),
    (Policy.LOCAL_WINS, noop("Take this computer’s value"), noop("History keeps the other one.")),
    (Policy.AIRTABLE_WINS, noop("Take Airtable’s value"), noop("History keeps the other one.")),
    (
        Policy.MERGE,
        noop("Merge both"),
        noop("Lists are united, of numbers and times the larger is taken, of texts the longer."),
    ),
)
DELETES = (
    (
        Deletes.PROPAGATE,
        noop("Delete it on the other side too"),
        noop("Many deletions at once are held back until you agree."),
    ),
    (Deletes.KEEP, noop("Keep it on the other side"), noop("The record leaves the pair and stays there.")),
)
SWITCHES = {
    "create_choices": (
        noop("New choices"),
        noop("Add missing choices to Airtable"),
        noop("Else a value that a select field does not have yet is refused."),
    ),
    "ask_first": (
        noop("Approval"),
        noop("Ask me before anything is written in Airtable"),
        noop("For a table that a program or an agent writes: a sync waits until you have seen what it would send."),
    ),
    "rolling": (
        noop("Rows that leave by themselves"),
        noop("A row that is gone here was not deleted"),
        noop("For a file that holds today only: yesterday’s records stay in Airtable as they are."),
    ),
    "escape_formulas": (
        noop("Formulas"),
        noop("Make formulas in texts from Airtable harmless"),
        noop(
            "A spreadsheet would run them. An apostrophe stands before them in the file, and is left out again when "
            "the file is read."
        ),
    ),
}
"""What is on or off, by its name in the draft: a title, what is chosen, and what that does."""
LOCK = (
    Policy.OPTIMISTIC_LOCK,
    noop("Ask me whenever the version moved"),
    noop("A record that somebody else wrote in between waits in Conflicts."),
)
"""For pairs with a version field."""


def guard_words() -> str:
    """What stops a sync of any pair before it writes."""
    return tr(
        "A sync stops and asks you before it deletes more than {deletes} records and {delete_share} % of a side, or "
        "changes more than {updates} and {update_share} %, and where a table is empty or cut off all at once.",
        deletes=number(MOST_DELETES),
        delete_share=number(100 * DELETE_SHARE, 0),
        updates=number(MOST_UPDATES),
        update_share=number(100 * UPDATE_SHARE, 0),
    )
