"""``airsync-gui queue``: operations that wait, and what to do about those that were refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.list_group import ListGroup
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import named, print_items, print_table, when
from airsync_gui.cli.pair_names import REMOVED, field_names, name_of, pair_argument, pair_ids
from airsync_gui.cli.resolve import typed_values
from airsync_gui.cli.sync import sync_one
from airsync_gui.errors import NotFound, UsageError
from airsync_gui.explanation import operation_sentence
from airsync_gui.messages import plain
from airsync_gui.plan_words import at_side
from airsync_gui.state.held import HeldRow
from airsync_gui.state.queue import QueueRow
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Side
from airsync_gui.sync.run import Consent

QUEUE_HELP = """
Examples:
  airsync-gui queue             what waits, of all pairs
  airsync-gui queue Meals       of one pair
  airsync-gui queue retry 12    try a refused operation again at the next sync
  airsync-gui queue edit 12 --set Duration=0:45
"""


@click.group(cls=ListGroup, epilog=verbatim(QUEUE_HELP))
def queue() -> None:
    """What waits: operations to be sent, refused ones that wait for a change, and rows that are held."""


@queue.command("list")
@pair_argument
@json_option
@app_command
def list_queue(app: App, name: str | None, as_json: bool) -> None:
    """What waits, of one pair or of all."""
    from airsync_gui.state import held
    from airsync_gui.state import queue as queue_table

    chosen, pairs = pair_ids(app, name)
    with app.database.reading() as db:
        rows = queue_table.listed(db, chosen)
        held_rows = held.listed(db, chosen)
    if as_json:
        print_items([*(_row_json(row, pairs) for row in rows), *(_held_json(row, pairs) for row in held_rows)])
        return
    lines: list[tuple[object, ...]] = [
        (
            row.id,
            row.state,
            name_of(pairs, row.pair_id) or REMOVED,
            operation_sentence(row.operation, pairs[row.pair_id]) if row.pair_id in pairs else row.operation.label,
            when(row.since),
            messages.describe(row.error) if row.error else "",
        )
        for row in rows
    ]
    lines += [
        (
            "",
            "held",
            name_of(pairs, row.pair_id) or REMOVED,
            f"{row.label} {at_side(row.side)}",
            when(row.since),
            row.detail,
        )
        for row in held_rows
    ]
    print_table(("id", "state", "pair", "what", "since", "why"), lines, "Nothing waits.")


def _row_json(row: QueueRow, pairs: dict[str, Pair]) -> dict[str, Any]:
    return {
        "id": row.id,
        "pair": name_of(pairs, row.pair_id),
        "state": row.state,
        "side": str(row.operation.side),
        "kind": row.operation.kind,
        "record": row.operation.label,
        "record_id": row.operation.record_id,
        "values": named(row.operation.values, field_names(pairs, row.pair_id)),
        "tries": row.tries,
        "since": row.since.isoformat(),
        "error": str(messages.describe(row.error)) if row.error else None,
    }


def _held_json(row: HeldRow, pairs: dict[str, Pair]) -> dict[str, Any]:
    return {
        "id": row.id,
        "pair": name_of(pairs, row.pair_id),
        "state": "held",
        "side": str(row.side),
        "record": row.label,
        "since": row.since.isoformat(),
        "error": row.detail,
        "reason": row.reason,
    }


@queue.command("retry")
@click.argument("entry_id", type=int, metavar="ID")
@app_command
def retry(app: App, entry_id: int) -> None:
    """Try a refused operation again at the next sync, although nothing about it changed."""
    label = _label(app, entry_id)
    app.store.withdraw([entry_id])
    click.echo(f"The next sync will try {plain(label)} again.")


@queue.command("drop")
@click.argument("entry_id", type=int, metavar="ID")
@app_command
def drop(app: App, entry_id: int) -> None:
    """Give an operation up: both sides stay as they are, different, and history says so."""
    _, operation = _refused(app, entry_id)
    app.store.drop(entry_id, app.clock.now())
    stays = "the two sides stay different until one of them is edited again"
    if operation.kind != "update":
        stays = "the record stays where it is, and is left out of the sync"
    click.echo(f"Dropped {plain(operation.label)}: {stays}.")


@queue.command("edit")
@click.argument("entry_id", type=int, metavar="ID")
@click.option(
    "--set",
    "values",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help="The value that the cell shall have, written as in the file. Repeatable.",
)
@app_command
def edit(app: App, entry_id: int, values: Sequence[str]) -> int:
    """Change a value that was refused, in its row on this computer, and sync the pair.

    Nothing is written where the cell no longer holds what was refused. History keeps what stood there.
    """
    pair_id, operation = _refused(app, entry_id)
    pair = next((pair for pair in app.settings.pairs() if pair.id == pair_id), None)
    if pair is None:
        raise NotFound(what="pair", name=f"of operation {entry_id}", where="the settings (it was removed)")
    if operation.side is Side.LOCAL or operation.kind == "delete":
        why = "is a deletion" if operation.kind == "delete" else "has a value from Airtable: edit it there"
        raise UsageError(detail=f"The operation {entry_id} on {plain(operation.label, 60)} {why}.")
    result = app.edit_refused(pair, operation.uid, typed_values(app, pair, values))
    for done in result.completed:
        click.echo(f"Done: {operation_sentence(done, pair)}")
    if not result.completed:
        click.echo("Nothing had to be written on this computer.")
    return sync_one(app, pair, Consent(), dry_run=False, full=False, as_json=False)


def _label(app: App, entry_id: int) -> str:
    return _refused(app, entry_id)[1].label


def _refused(app: App, entry_id: int) -> tuple[str, Operation]:
    """(pair id, operation). Raises NotFound."""
    from airsync_gui.state import queue as queue_table

    with app.database.reading() as db:
        found = queue_table.refused(db, entry_id)
    if found is None:
        raise NotFound(what="refused operation", name=str(entry_id), where="the queue")
    return found
