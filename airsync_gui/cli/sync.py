"""``airsync-gui sync``: one pass over the named pairs, or all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.call_budget import Usage, cost_words
from airsync_gui.cli.common import app_command, consent_of, json_option, tell, tell_bug
from airsync_gui.cli.exit_codes import exit_code, worst
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import print_json, quoted
from airsync_gui.cli.run_json import opened_json, operations_json, refused_json, stops_json
from airsync_gui.cli.run_words import (
    counts,
    note_sentence,
    progress_line,
    tell_refused,
    tell_some,
    tell_stops,
)
from airsync_gui.errors import AirSyncError, Stopped, UsageError
from airsync_gui.messages import plain
from airsync_gui.plan_words import at_side
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.records import Side
from airsync_gui.sync.run import Consent, RunResult
from airsync_gui.value_words import linked, many

SYNC_HELP = """
Examples:
  airsync-gui sync --dry-run        what would be done, everywhere
  airsync-gui sync Meals            one pair
  airsync-gui sync --json           for programs: one JSON object a pair, one on each line

Exit codes:
  0  in step                       5    no token, or not allowed
  1  error                         6    Airtable unreachable; the work is kept
  2  wrong usage                   7    some records refused or held, the rest done
  3  conflicts wait for you        130  cancelled
  4  a guard stopped it before anything was written
"""


@click.command(epilog=verbatim(SYNC_HELP))
@click.argument("names", nargs=-1, metavar="[PAIR]…")
@click.option("--dry-run", is_flag=True, help="Show what would be done; change nothing.")
@click.option("--yes", is_flag=True, help="Go on where a guard asks about many deletions or changes.")
@click.option(
    "--plan",
    "plan_id",
    metavar="ID",
    help="Carry out the plan with this id (as a preview or a guard named it), or nothing if it has changed since.",
)
@click.option("--full", is_flag=True, help="Read all of Airtable's records and fields, whatever is known of them.")
@json_option
@app_command
def sync(
    app: App, names: Sequence[str], dry_run: bool, yes: bool, plan_id: str | None, full: bool, as_json: bool
) -> int:
    """One pass over the named pairs, or all that are not paused."""
    consent = consent_of(yes, plan_id, dry_run=dry_run)
    pairs = _chosen(app, names)
    if plan_id is not None and len(pairs) != 1:
        raise UsageError(detail="A plan belongs to one pair: name it.")
    if not pairs and not as_json:
        click.echo("All pairs are paused: airsync-gui pair resume NAME, or name one to sync it anyway.")
    codes = []
    for pair in pairs:
        code = sync_one(app, pair, consent, dry_run=dry_run, full=full, as_json=as_json)
        codes.append(code)
        if code == 130:
            break
    return worst(codes)


def _chosen(app: App, names: Sequence[str]) -> list[Pair]:
    if names:
        return app.in_order([app.settings.pair(name) for name in dict.fromkeys(names)])
    pairs = app.settings.pairs()
    if not pairs:
        raise UsageError(detail="There are no pairs yet. Add one with: airsync-gui pair add")
    return app.in_order([pair for pair in pairs if not pair.paused])


def sync_one(app: App, pair: Pair, consent: Consent, *, dry_run: bool, full: bool, as_json: bool) -> int:
    """One pass over one pair, told as it goes; the exit code."""
    progress = progress_line(pair)
    try:
        result = app.sync(pair, dry_run=dry_run, full=full, consent=consent, report=progress)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other pairs go on
        progress(None)
        code = exit_code(error)
        if as_json:
            print_json(_failed_json(pair, error, code, dry_run))
        if isinstance(error, AirSyncError):
            tell(error, pair.name)
        else:
            tell_bug(error, pair.name)
        return code
    progress(None)
    linked.outdated()
    if as_json:
        cost = app.call_usage() if dry_run else None
        print_json(_result_json(result, dry_run) | ({"cost": _cost_json(result, cost)} if cost else {}))
    else:
        _tell_result(app, result, dry_run)
    return result.exit_code


# -- for people -----------------------------------------------------------------------------------------------------


def _tell_result(app: App, result: RunResult, dry_run: bool) -> None:
    plan, name = result.plan, plain(result.pair.name)
    if dry_run:
        from airsync_gui.explanation import operation_sentence

        click.echo(f"{name}: {counts('would be written', plan.operations)}.")
        tell_some(operation_sentence(op, result.pair) for op in plan.operations)
        tell_stops(plan.stops)
        if plan.operations:
            carry_out = f"airsync-gui sync {quoted(result.pair.name)} --plan {plan.id}"
            click.echo(
                f"  Plan {plan.id}, {many(plan.api_calls, 'write call')} to Airtable. Do exactly this: {carry_out}"
            )
        click.echo(f"  It costs {cost_words(result.api_calls + plan.api_calls, app.call_usage())}.")
    else:
        click.echo(f"{name}: {counts('written', result.completed)}.")
    _tell_open(result)


def _tell_open(result: RunResult) -> None:
    plan, pair = result.plan, result.pair
    if result.conflicts:
        listing = f"airsync-gui conflicts {quoted(pair.name)}"
        click.echo(f"  {many(len(result.conflicts), 'conflict')} for you to settle: {listing}")
    tell_refused(result.refused)
    tell_some(f"Held: {plain(held.label, 60)} {at_side(held.side)}: {plain(held.detail)}" for held in plan.held)
    tell_some(
        f"Left as it is {at_side(drift.side)} ({drift.kind} there): {plain(drift.label, 60)}" for drift in plan.drift
    )
    tell_some(
        note_sentence(note.code, note.label, pair.field_names.get(note.field or "", ""), note.detail)
        for note in plan.notes
    )


# -- for programs ---------------------------------------------------------------------------------------------------


def _result_json(result: RunResult, dry_run: bool) -> dict[str, Any]:
    plan = result.plan
    return {
        **_plan_json(result.pair, plan, plan.operations if dry_run else result.completed),
        "refused": refused_json(result.refused),
        "conflicts": opened_json(result.conflicts),
        "calls": result.api_calls,
        "dry_run": dry_run,
        "run": result.run_id,
        "exit_code": result.exit_code,
    }


def _cost_json(result: RunResult, usage: Usage) -> dict[str, Any]:
    """What carrying a plan out would cost, and the month's calls so far."""
    calls = result.api_calls + result.plan.api_calls
    return {"calls": calls, "used_this_month": usage.used, "allowance": usage.allowance, "forecast": usage.forecast}


def _failed_json(pair: Pair, error: Exception, code: int, dry_run: bool) -> dict[str, Any]:
    """The same shape for a run that ended early; ``items`` is what a guard held back."""
    plan = error.plan if isinstance(error, Stopped) and isinstance(error.plan, Plan) else Plan(id="")
    told = {"type": type(error).__name__, "message": str(messages.describe(error))}
    return {**_plan_json(pair, plan, plan.operations), "dry_run": dry_run, "exit_code": code, "error": told}


def _plan_json(pair: Pair, plan: Plan, operations: Sequence[Operation]) -> dict[str, Any]:
    numbers = Counter(f"{op.side}_{op.kind}" for op in operations)
    return {
        "id": pair.name,
        "plan": plan.id or None,
        "write_calls": plan.api_calls,
        "counts": {name: numbers[name] for name in _COUNTS},
        "items": operations_json(operations, pair),
        "conflicts": opened_json(plan.conflicts),
        "refused": [],
        "held": [
            {"id": h.uid, "side": str(h.side), "record": h.label, "reason": h.reason, "detail": h.detail}
            for h in plan.held
        ],
        "drift": [{"id": d.uid, "side": str(d.side), "record": d.label, "kind": d.kind} for d in plan.drift],
        "notes": [
            {"code": n.code, "record": n.label, "field": pair.field_names.get(n.field or ""), "detail": n.detail}
            for n in plan.notes
        ],
        "stops": stops_json(plan.stops),
        "calls": 0,
        "dry_run": False,
        "run": None,
        "exit_code": 0,
        "error": None,
    }


_COUNTS = [f"{side}_{kind}" for side in Side for kind in ("create", "update", "delete")]
