"""``airsync-gui undo``: put back what a run, or one change of it, wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from airsync_gui import plan_words
from airsync_gui.app import App
from airsync_gui.cli.common import app_command, consent_of, json_option
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import json_value, print_json, quoted, shown
from airsync_gui.cli.resolve import field_id_of
from airsync_gui.cli.run_json import opened_json, operations_json, refused_json, stops_json
from airsync_gui.cli.run_words import counts, progress_line, tell_refused, tell_some, tell_stops
from airsync_gui.errors import UsageError
from airsync_gui.explanation import operation_sentence
from airsync_gui.messages import plain
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.undo import Part, Skipped
from airsync_gui.sync.undo_run import UndoResult
from airsync_gui.value_words import many

UNDO_HELP = """
Examples:
  airsync-gui undo 12 --dry-run                             what would be put back, and what not
  airsync-gui undo 12                                       all that run 12 wrote
  airsync-gui undo 12 --record "Lunch, 12 May" --field Calories
  airsync-gui undo 13                                       where 13 is that undo: do it again
"""


@click.command(epilog=verbatim(UNDO_HELP))
@click.argument("run_id", metavar="RUN", type=int)
@click.option("--change", "change_id", type=int, metavar="ID", help="Only this change (see history --run RUN --json).")
@click.option("--record", metavar="KEY", help="Only what the run did to this record.")
@click.option("--field", metavar="FIELD", help="With --record or --change: only this field.")
@click.option("--dry-run", is_flag=True, help="Show what would be put back; change nothing.")
@click.option("--yes", is_flag=True, help="Go on where a guard asks about many deletions or changes.")
@click.option("--plan", "plan_id", metavar="ID", help="Carry out what the preview with this id showed, or nothing.")
@json_option
@app_command
def undo(
    app: App,
    run_id: int,
    change_id: int | None,
    record: str | None,
    field: str | None,
    dry_run: bool,
    yes: bool,
    plan_id: str | None,
    as_json: bool,
) -> int:
    """Put back what a run wrote, on the sides that it wrote; an undo is a run too, and can be undone.

    What was changed since stays as it is and is listed. A record whose two sides differ afterwards waits as a
    conflict, so that nothing comes again by itself.
    """
    consent = consent_of(yes, plan_id, dry_run=dry_run)
    if change_id is not None and record is not None:
        raise UsageError(detail="--change and --record both say what to undo: give one of them.")
    if field is not None and change_id is None and record is None:
        raise UsageError(detail="--field goes with --record or --change.")
    pair = _pair_of(app, run_id)
    field_id = field_id_of(pair, field) if field is not None else None
    whole = change_id is None and record is None
    part = None if whole else Part(change_id, record, field_id)
    progress = progress_line(pair)
    try:
        done = app.undo(pair, run_id, part=part, dry_run=dry_run, consent=consent, report=progress)
    finally:
        progress(None)
    if as_json:
        print_json(_json(done, pair, run_id, dry_run))
    else:
        _tell(done, pair, run_id, dry_run)
    return 7 if done.result.refused else 0


def _pair_of(app: App, run_id: int) -> Pair:
    from airsync_gui.state import history
    from airsync_gui.state.schema_log import with_past_names

    pairs = {pair.id: pair for pair in app.settings.pairs()}
    with app.database.reading() as db:
        pair = pairs.get(history.pair_of(db, run_id))
        if pair is None:
            raise UsageError(detail=f"The pair of run {run_id} was removed: there is nothing to put back to.")
        return with_past_names(db, pair)


# -- for people -----------------------------------------------------------------------------------------------------


def _tell(done: UndoResult, pair: Pair, run_id: int, dry_run: bool) -> None:
    result, plan = done.result, done.result.plan
    operations = plan.operations if dry_run else result.completed
    if not plan.operations:
        click.echo(nothing_to_put_back(done.skipped, run_id))
    elif dry_run:
        click.echo(f"{counts(f'Undoing run {run_id} of {plain(pair.name)} would put back', operations)}.")
    else:
        click.echo(f"{counts(f'Run {run_id} of {plain(pair.name)} undone', operations)}.")
    tell_some(operation_sentence(op, pair) for op in operations)
    if plan.operations or any(skipped.reason != "already" for skipped in done.skipped):
        tell_some(f"Left as it is: {skip_sentence(skipped, pair)}" for skipped in done.skipped)
    tell_refused(result.refused, waits=False)
    if done.made_again:
        get = "gets a new id" if done.made_again == 1 else "get new ids"
        click.echo(f"  {many(done.made_again, 'record')} {get} in Airtable; links to it in this table follow.")
    _tell_conflicts(result.conflicts, pair, dry_run)
    if dry_run and plan.operations:
        tell_stops(plan.stops)
        click.echo(f"  Plan {plan.id}, {many(plan.api_calls, 'write call')} to Airtable.")


def _tell_conflicts(conflicts: Sequence[object], pair: Pair, dry_run: bool) -> None:
    if conflicts:
        one = len(conflicts) == 1
        differ, wait = ("record differs", "waits") if one else ("records differ", "wait")
        said = f"  {len(conflicts):,} {differ} on the two sides then and "
        listing = f"airsync-gui conflicts {quoted(pair.name)}"
        click.echo(said + ("would wait for you." if dry_run else f"{wait} for you: {listing}"))


def nothing_to_put_back(skipped: Sequence[Skipped], run_id: int) -> str:
    """Why nothing is done."""
    if skipped and all(each.reason == "already" for each in skipped):
        return f"Run {run_id} is undone already: everything is as it was before."
    return f"Nothing of run {run_id} can be put back." if skipped else f"Run {run_id} wrote nothing."


def skip_sentence(skipped: Skipped, pair: Pair) -> str:
    """Why a value stays, for a person."""
    name = pair.field_names.get(skipped.field, skipped.field) if skipped.field else ""
    return plan_words.skip_sentence(skipped, name, shown(skipped.now))


# -- for programs ---------------------------------------------------------------------------------------------------


def _json(done: UndoResult, pair: Pair, run_id: int, dry_run: bool) -> dict[str, Any]:
    result, plan = done.result, done.result.plan
    operations = plan.operations if dry_run else result.completed
    return {
        "id": result.run_id,
        "undoes": run_id,
        "pair": pair.name,
        "plan": plan.id if plan.operations else None,
        "write_calls": plan.api_calls,
        "items": operations_json(operations, pair),
        "skipped": [
            {
                "id": number,
                "record": s.label,
                "side": str(s.side),
                "field": pair.field_names.get(s.field, s.field) if s.field else None,
                "reason": s.reason,
                "before": json_value(s.was),
                "now": json_value(s.now),
                "message": skip_sentence(s, pair),
            }
            for number, s in enumerate(done.skipped, 1)
        ],
        "conflicts": opened_json(result.conflicts),
        "refused": refused_json(result.refused),
        "new_ids": done.made_again,
        "stops": stops_json(plan.stops),
        "calls": result.api_calls,
        "dry_run": dry_run,
    }
