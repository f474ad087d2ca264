"""``airsync-gui sync``: one pass over the named pairs, or all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import click

from airsync_gui import messages
from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option, tell
from airsync_gui.cli.output import named, print_json, shown
from airsync_gui.errors import AirSyncError, Stopped, UsageError
from airsync_gui.messages import plain
from airsync_gui.sync.events import Event, Reading, Waiting, Writing
from airsync_gui.sync.operations import Operation
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.plan import Plan
from airsync_gui.sync.records import Side
from airsync_gui.sync.run import Consent, RunResult

SHOWN_OPERATIONS = 20
"""How many operations a preview lists for a person; ``--json`` has them all."""


@click.command()
@click.argument("names", nargs=-1, metavar="[PAIR]…")
@click.option("--dry-run", is_flag=True, help="Show what would be done; change nothing.")
@click.option("--yes", is_flag=True, help="Go on where a guard asks about many deletions or changes.")
@click.option("--plan", "plan_id", metavar="ID", help="Carry out exactly the plan with this id, whatever guards say.")
@click.option("--full", is_flag=True, help="Read everything anew, the schema too.")
@json_option
@app_command
def sync(
    app: App, names: Sequence[str], dry_run: bool, yes: bool, plan_id: str | None, full: bool, as_json: bool
) -> int:
    """One pass over the named pairs, or all that are not paused.

    Exit codes: 0 in step, 1 error, 2 usage, 3 conflicts wait, 4 a guard stopped it, 5 no key or not allowed,
    6 Airtable unreachable (work kept), 7 some records refused or held, 130 cancelled.
    """
    pairs = _chosen(app, names)
    if plan_id is not None and len(pairs) != 1:
        raise UsageError(detail="A plan belongs to one pair: name it.")
    codes = []
    for pair in pairs:
        code = _sync_one(app, pair, Consent(yes, plan_id), dry_run=dry_run, full=full, as_json=as_json)
        codes.append(code)
        if code == 130:
            break
    return messages.worst(codes)


def _chosen(app: App, names: Sequence[str]) -> list[Pair]:
    if names:
        return [app.settings.pair(name) for name in dict.fromkeys(names)]
    pairs = app.settings.pairs()
    if not pairs:
        raise UsageError(detail="There are no pairs yet. Add one with: airsync-gui pair add")
    return [pair for pair in pairs if not pair.paused]


def _sync_one(app: App, pair: Pair, consent: Consent, *, dry_run: bool, full: bool, as_json: bool) -> int:
    progress = _progress(pair)
    try:
        if full:
            app.metadata(pair.account).tables(pair.base_id, refresh=True)
        result = app.sync(pair, dry_run=dry_run, consent=consent, report=progress)
    except AirSyncError as error:
        progress(None)
        code = messages.exit_code(error)
        if as_json:
            print_json(_failed_json(pair, error, code, dry_run))
        else:
            click.echo(f"{plain(pair.name)}: stopped", err=True)
        tell(error)
        return code
    progress(None)
    if as_json:
        print_json(_result_json(result, dry_run))
    else:
        _tell_result(result, dry_run)
    return result.exit_code


# -- progress -------------------------------------------------------------------------------------------------------


def _progress(pair: Pair) -> Callable[[Event | None], None]:
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
        return f"reading {messages.side_name(event.side)}, {event.rows:,} records"
    if isinstance(event, Writing):
        share = event.done * 20 // event.total if event.total else 20
        bar = "█" * share + "░" * (20 - share)
        return f"writing to {messages.side_name(event.side)} {bar} {event.done:,} of {event.total:,}"
    assert isinstance(event, Waiting)
    return f"waiting until {event.until.astimezone():%H:%M:%S}"


# -- for people -----------------------------------------------------------------------------------------------------


def _tell_result(result: RunResult, dry_run: bool) -> None:
    plan = result.plan
    done = plan.operations if dry_run else result.completed
    verb = "would be" if dry_run else "were"
    click.echo(f"{plain(result.pair.name)}: {_counts_sentence(done, verb)}")
    if dry_run:
        for op in plan.operations[:SHOWN_OPERATIONS]:
            click.echo(f"  {operation_sentence(op, result.pair)}")
        if len(plan.operations) > SHOWN_OPERATIONS:
            click.echo(f"  … and {len(plan.operations) - SHOWN_OPERATIONS:,} more (--json lists them all)")
        click.echo(f"  Plan {plan.id}: {plan.api_calls} write call{'s' if plan.api_calls != 1 else ''} to Airtable.")
        for stop in plan.stops:
            click.echo(f"  A guard would stop this: {messages.stop_sentence(stop)}")
    _tell_open(result)


def _counts_sentence(operations: Sequence[Operation], verb: str) -> str:
    counts = Counter[tuple[Side, str]]((op.side, op.kind) for op in operations)
    if not counts:
        return "nothing to write."
    parts = []
    for side in Side:
        words = [
            f"{counts[side, kind]:,} {past}"
            for kind, past in (("create", "added"), ("update", "changed"), ("delete", "deleted"))
            if counts[side, kind]
        ]
        if words:
            parts.append(f"on {messages.side_name(side)} {', '.join(words)}")
    return f"records {verb} written: {'; '.join(parts)}."


def operation_sentence(op: Operation, pair: Pair) -> str:
    """One operation for a person: what, where, from what to what."""
    where = messages.side_name(op.side)
    name = plain(op.label, 60)
    if op.kind == "delete":
        return f"delete {name} on {where}"
    changes = ", ".join(
        f"{plain(pair.field_names.get(f, f), 40)} {shown(op.before.get(f))} → {shown(value)}"
        if op.kind == "update"
        else f"{plain(pair.field_names.get(f, f), 40)} {shown(value)}"
        for f, value in op.values.items()
    )
    return f"{op.kind} {name} on {where}: {plain(changes, 200)}"


def _tell_open(result: RunResult) -> None:
    plan, pair = result.plan, result.pair
    if result.conflicts:
        click.echo(f"  {_many(len(result.conflicts), 'conflict')} for you to settle: airsync-gui conflicts")
    for refusal in result.refused[:SHOWN_OPERATIONS]:
        click.echo(f"  Refused: {plain(refusal.operation.label, 60)}: {messages.describe(refusal.error)}")
    for held in plan.held[:SHOWN_OPERATIONS]:
        name = messages.side_name(held.side)
        click.echo(f"  Held: {plain(held.label, 60)} on {name}: {plain(held.detail)}")
    for drift in plan.drift[:SHOWN_OPERATIONS]:
        click.echo(
            f"  Left as it is on {messages.side_name(drift.side)} ({drift.kind} there): {plain(drift.label, 60)}"
        )
    for note in plan.notes[:SHOWN_OPERATIONS]:
        click.echo(f"  {note_sentence(note.code, note.label, pair.field_names.get(note.field or '', ''), note.detail)}")


def note_sentence(code: str, label: str, field: str, detail: str) -> str:
    """A note of a plan, for a person."""
    name, field = plain(label, 60), plain(field, 60)
    return {
        "computed_put_back": f"{name}: {field} is computed in Airtable; its local edit was put back.",
        "blank_ignored": f"Airtable has a wholly blank record ({name}); it is left out.",
        "sanitised": f"{name}: {field}: {plain(detail)} on the way to Airtable; the local value stays as it is.",
        "left_alone": f"{name} is out of the pair and left alone.",
        "deletion_kept": f"{name} was deleted on one side and is kept on the other.",
    }.get(code, f"{name}: {plain(detail)}")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' if count != 1 else ''}"


# -- for programs ---------------------------------------------------------------------------------------------------


def operation_json(op: Operation, pair: Pair, number: int | str) -> dict[str, Any]:
    """One operation as JSON."""
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
    plan, pair = result.plan, result.pair
    done = plan.operations if dry_run else result.completed
    return {
        **_plan_json(pair, plan, done),
        "dry_run": dry_run,
        "run": result.run_id,
        "exit_code": result.exit_code,
        "calls": result.api_calls,
        "conflicts": [{"id": c.uid, "record": c.label, "kind": c.kind} for c in result.conflicts],
        "refused": [
            {"record": r.operation.label, "side": str(r.operation.side), "error": str(messages.describe(r.error))}
            for r in result.refused
        ],
        "error": None,
    }


_COUNTS = [f"{side}_{kind}" for side in Side for kind in ("create", "update", "delete")]


def _plan_json(pair: Pair, plan: Plan, operations: Sequence[Operation]) -> dict[str, Any]:
    counts = Counter(f"{op.side}_{op.kind}" for op in operations)
    return {
        "id": pair.name,
        "plan": plan.id,
        "write_calls": plan.api_calls,
        "counts": {
            f"{side}_{kind}": counts[f"{side}_{kind}"] for side in Side for kind in ("create", "update", "delete")
        },
        "items": [operation_json(op, pair, number) for number, op in enumerate(operations, 1)],
        "held": [
            {"side": str(h.side), "where": h.label, "reason": h.reason, "detail": h.detail, "id": h.uid}
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
    }


def _failed_json(pair: Pair, error: AirSyncError, code: int, dry_run: bool) -> dict[str, Any]:
    told = {"type": type(error).__name__, "message": str(messages.describe(error))}
    ended = {"dry_run": dry_run, "run": None, "exit_code": code, "error": told}
    if isinstance(error, Stopped) and isinstance(error.plan, Plan):
        return {**_plan_json(pair, error.plan, error.plan.operations), **ended}
    return {"id": pair.name, "plan": None, "items": [], **ended}
