"""``airsync-gui sync``: one pass over the named pairs, or all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.call_budget import Usage, cost_words
from airsync_gui.cli.common import app_command, json_option, tell, tell_bug
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import named, print_json, quoted
from airsync_gui.errors import AirSyncError, Stopped, UsageError
from airsync_gui.messages import plain
from airsync_gui.sync.events import Event, Reading, Waiting, Writing
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.records import Side
from airsync_gui.sync.run import Consent, RunResult
from airsync_gui.value_words import linked, many

SHOWN = 20
"""How many lines of each kind a person gets; ``--json`` has them all."""


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
    if plan_id is not None and dry_run:
        raise UsageError(detail="--dry-run shows a plan, --plan carries one out: give one of them.")
    pairs = _chosen(app, names)
    if plan_id is not None and len(pairs) != 1:
        raise UsageError(detail="A plan belongs to one pair: name it.")
    if not pairs and not as_json:
        click.echo("All pairs are paused: airsync-gui pair resume NAME, or name one to sync it anyway.")
    codes = []
    for pair in pairs:
        code = sync_one(app, pair, Consent(yes, plan_id), dry_run=dry_run, full=full, as_json=as_json)
        codes.append(code)
        if code == 130:
            break
    return messages.worst(codes)


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
        code = messages.exit_code(error)
        if as_json:
            print_json(_failed_json(pair, error, code, dry_run))
        else:
            click.echo(f"{plain(pair.name)}: {'cancelled' if code == 130 else 'not synced'}.", err=True)
        (tell if isinstance(error, AirSyncError) else tell_bug)(error)
        return code
    progress(None)
    linked.outdated()
    if as_json:
        cost = app.call_usage() if dry_run else None
        print_json(_result_json(result, dry_run) | ({"cost": _cost_json(result, cost)} if cost else {}))
    else:
        _tell_result(app, result, dry_run)
    return result.exit_code


# -- progress -------------------------------------------------------------------------------------------------------


def progress_line(pair: Pair) -> Callable[[Event | None], None]:
    """A line that is rewritten in place, on a terminal only; None ends it."""
    if not sys.stderr.isatty():
        return lambda _event: None
    name = plain(pair.name, 40)

    def show(event: Event | None) -> None:
        text = f"{name}: {_words(event)}" if event is not None else ""
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    return show


def _words(event: Event) -> str:
    if isinstance(event, Reading):
        return f"reading {messages.side_name(event.side)}, {many(event.rows, 'record')}"
    if isinstance(event, Writing):
        share = event.done * 20 // event.total if event.total else 20
        bar = "█" * share + "░" * (20 - share)
        return f"writing to {messages.side_name(event.side)} {bar} {event.done:,} of {event.total:,}"
    assert isinstance(event, Waiting)
    return f"{_WAITING[event.why]}, until {event.until.astimezone():%H:%M:%S}"


_WAITING = {
    "unknown_creates": "waiting for answers that were lost",
    "rate_limited": "Airtable asked for a pause",
    "retry": "trying again",
}


# -- for people -----------------------------------------------------------------------------------------------------


def _tell_result(app: App, result: RunResult, dry_run: bool) -> None:
    plan, name = result.plan, plain(result.pair.name)
    if dry_run:
        from airsync_gui.explanation import operation_sentence

        click.echo(f"{name}: {counts('would be written', plan.operations)}.")
        for op in plan.operations[:SHOWN]:
            click.echo(f"  {operation_sentence(op, result.pair)}")
        tell_more(len(plan.operations))
        for stop in plan.stops:
            click.echo(f"  A guard would stop this: {messages.stop_sentence(stop)}")
        if plan.operations:
            carry_out = f"airsync-gui sync {quoted(result.pair.name)} --plan {plan.id}"
            click.echo(
                f"  Plan {plan.id}, {many(plan.api_calls, 'write call')} to Airtable. Do exactly this: {carry_out}"
            )
        click.echo(f"  It costs {cost_words(result.api_calls + plan.api_calls, app.call_usage())}.")
    else:
        click.echo(f"{name}: {counts('written', result.completed)}.")
    _tell_open(result)


def counts(verb: str, operations: Sequence[Operation]) -> str:
    """What was done, by side: ``written: 3 new, 1 deleted in Airtable; 2 changed on this computer``."""
    found = Counter[tuple[Side, str]]((op.side, op.kind) for op in operations)
    parts = []
    for side in Side:
        words = [f"{found[side, kind]:,} {past}" for kind, past in _PAST.items() if found[side, kind]]
        if words:
            parts.append(f"{', '.join(words)} {messages.at_side(side)}")
    return f"{verb}: {'; '.join(parts)}" if parts else "nothing to write"


_PAST = {"create": "new", "update": "changed", "delete": "deleted"}


def tell_more(count: int) -> None:
    """That there are more lines than were shown."""
    if count > SHOWN:
        click.echo(f"  … and {count - SHOWN:,} more (--json lists them all)")


def _tell_open(result: RunResult) -> None:
    plan, pair = result.plan, result.pair
    if result.conflicts:
        listing = f"airsync-gui conflicts {quoted(pair.name)}"
        click.echo(f"  {many(len(result.conflicts), 'conflict')} for you to settle: {listing}")
    tell_some(
        f"Refused: {plain(refusal.operation.label, 60)}: {messages.describe(refusal.error)}"
        for refusal in result.refused
    )
    tell_some(
        f"Held: {plain(held.label, 60)} {messages.at_side(held.side)}: {plain(held.detail)}" for held in plan.held
    )
    tell_some(
        f"Left as it is {messages.at_side(drift.side)} ({drift.kind} there): {plain(drift.label, 60)}"
        for drift in plan.drift
    )
    tell_some(
        note_sentence(note.code, note.label, pair.field_names.get(note.field or "", ""), note.detail)
        for note in plan.notes
    )


def tell_some(sentences: Iterable[str]) -> None:
    """The first lines of many."""
    lines = list(sentences)
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    tell_more(len(lines))


def note_sentence(code: str, label: str, field: str, detail: str) -> str:
    """A note of a plan, for a person."""
    name, field = plain(label, 60), plain(field, 60)
    return {
        "computed_put_back": f"{name}: {field} is computed in Airtable; its local edit was put back.",
        "blank_ignored": f"Airtable has a wholly blank record ({name}); it is left out.",
        "sanitised": f"{name}: {field}: {plain(detail)} on the way to Airtable; the local value stays as it is.",
        "left_alone": f"{name} is out of the pair and left alone.",
        "link_waits": f"{name}: {field}: {plain(detail)}; the next sync brings it.",
        "rolled_out": f"{name} has left the local table by itself, and stays in Airtable.",
        "deletion_kept": f"{name} was deleted on one side and is kept on the other.",
    }.get(code, f"{name}: {plain(detail)}")


# -- for programs ---------------------------------------------------------------------------------------------------


def operation_json(op: Operation, pair: Pair, number: int) -> dict[str, Any]:
    """One operation as JSON; its id is its place in the plan."""
    return {
        "id": number,
        "side": str(op.side),
        "kind": op.kind,
        "record": op.label,
        "record_id": op.record_id,
        "values": named(op.values, pair.field_names),
        "before": named(op.before, pair.field_names),
        "rules": {pair.field_names.get(f, f): rule for f, rule in op.rules.items()},
    }


def _result_json(result: RunResult, dry_run: bool) -> dict[str, Any]:
    plan = result.plan
    return {
        **_plan_json(result.pair, plan, plan.operations if dry_run else result.completed),
        "refused": [
            {
                "id": f"{r.operation.uid}:{r.operation.side}",
                "record": r.operation.label,
                "side": str(r.operation.side),
                "error": str(messages.describe(r.error)),
            }
            for r in result.refused
        ],
        "conflicts": [open_conflict_json(c) for c in result.conflicts],
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
        "items": [operation_json(op, pair, number) for number, op in enumerate(operations, 1)],
        "conflicts": [open_conflict_json(c) for c in plan.conflicts],
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
        "stops": [
            {"code": s.code, "side": str(s.side), "records": list(s.labels), "of": s.of, "needs_plan": s.needs_plan_id}
            for s in plan.stops
        ],
        "calls": 0,
        "dry_run": False,
        "run": None,
        "exit_code": 0,
        "error": None,
    }


_COUNTS = [f"{side}_{kind}" for side in Side for kind in ("create", "update", "delete")]


def open_conflict_json(conflict: Conflict) -> dict[str, Any]:
    """A conflict that a run opened, in short."""
    return {"id": conflict.uid, "record": conflict.label, "kind": conflict.kind}
