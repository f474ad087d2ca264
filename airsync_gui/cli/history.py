"""``airsync-gui history``: every run, and what each did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.output import named, print_items, print_table, shown, when
from airsync_gui.cli.pair_names import REMOVED, field_names, name_of, pair_argument, pair_ids
from airsync_gui.errors import NotFound
from airsync_gui.plan_words import side_name
from airsync_gui.state.history import ChangeRow, RunRow
from airsync_gui.sync.pairs import Pair


@click.command()
@pair_argument
@click.option("--run", "run_id", type=int, metavar="RUN", help="What one run did, record by record.")
@json_option
@app_command
def history(app: App, name: str | None, run_id: int | None, as_json: bool) -> None:
    """Every run, and what each did."""
    from airsync_gui.state import history as history_table
    from airsync_gui.state.schema_log import with_past_names

    chosen, pairs = pair_ids(app, name)
    with app.database.reading() as db:
        if run_id is not None:
            _check_run(db, run_id)
            pairs = {pair_id: with_past_names(db, pair) for pair_id, pair in pairs.items()}
        changes = history_table.changes(db, run_id) if run_id is not None else []
        runs = history_table.runs(db, chosen) if run_id is None else []
    if run_id is not None:
        _list_changes(changes, pairs, as_json)
        if not as_json and (copy := _copies(app, {change.pair_id for change in changes}).get(run_id)):
            click.echo(f"A copy from before that run: {copy}")
        return
    copies = _copies(app, {run.pair_id for run in runs})
    if as_json:
        print_items([_run_json(run, pairs, copies.get(run.id)) for run in runs])
        return
    rows = [
        (
            r.id,
            when(r.started),
            name_of(pairs, r.pair_id) or REMOVED,
            r.kind,
            r.status,
            r.changes,
            r.api_calls,
            *([copies.get(r.id, "")] if copies else []),
        )
        for r in runs
    ]
    heads = ("run", "started", "pair", "kind", "status", "records", "calls", *(["copy from before"] if copies else []))
    print_table(heads, rows, "No runs yet.")


def _copies(app: App, pair_ids: set[str]) -> dict[int, str]:
    """Run → where the copy of the local table from before it is."""
    found = {run: path for pair_id in pair_ids for run, path in app.backups.of(pair_id).items()}
    return {run: str(path) for run, path in found.items()}


def _check_run(db: sqlite3.Connection, run_id: int) -> None:
    if db.execute("SELECT 1 FROM runs WHERE id = ?", (run_id,)).fetchone() is None:
        raise NotFound(what="run", name=str(run_id), where="the history")


def _run_json(run: RunRow, pairs: dict[str, Pair], copy: str | None) -> dict[str, Any]:
    return {
        "id": run.id,
        "pair": name_of(pairs, run.pair_id),
        "kind": run.kind,
        "started": run.started.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "status": run.status,
        "error": run.error or None,
        "calls": run.api_calls,
        "records": run.changes,
        "undoes": run.undoes,
        "copy": copy,
    }


def _list_changes(changes: list[ChangeRow], pairs: dict[str, Pair], as_json: bool) -> None:
    if as_json:
        print_items([_change_json(change, field_names(pairs, change.pair_id)) for change in changes])
        return
    rows = [row for change in changes for row in _change_rows(change, field_names(pairs, change.pair_id))]
    print_table(("record", "what", "side", "field", "before", "after", "rule"), rows, "That run wrote nothing.")


def _change_json(change: ChangeRow, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": change.id,
        "run": change.run_id,
        "record": change.label,
        "side": str(change.side),
        "kind": change.kind,
        "before": named(change.before, names),
        "after": named(change.after, names),
        "other_side": named(change.other, names),
        "rules": {names.get(f, f): rule for f, rule in change.rules.items()},
        "overwritten": {names.get(f, f): str(side) for f, side in change.overwrites.items()},
        "sanitised": {names.get(f, f): report for f, report in change.reports.items()},
        "at": change.at.isoformat(),
    }


def _change_rows(change: ChangeRow, names: Mapping[str, str]) -> Iterator[Sequence[object]]:
    """A row of the table for each field."""
    for field_id in change.after or change.before:
        yield (
            change.label,
            change.kind,
            side_name(change.side),
            names.get(field_id, field_id),
            shown(change.before.get(field_id)),
            shown(change.after.get(field_id)),
            change.rules.get(field_id, ""),
        )
