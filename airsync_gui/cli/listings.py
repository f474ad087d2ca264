"""``status``, ``conflicts``, ``history`` and ``schema``: what AirSync knows, listed."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import json_value, named, print_items, print_table, quoted, shown, when
from airsync_gui.errors import NotFound
from airsync_gui.explanation import HOW_WORDS, KIND_WORDS
from airsync_gui.messages import plain, side_name
from airsync_gui.state.conflicts import ConflictRow
from airsync_gui.state.history import ChangeRow, RunRow
from airsync_gui.sync.pairs import Pair

pair_argument = click.argument("name", required=False, metavar="[PAIR]")


def pair_ids(app: App, name: str | None) -> tuple[str | None, dict[str, Pair]]:
    """(id of the named pair or None for all, pair id → pair)."""
    pairs = {pair.id: pair for pair in app.settings.pairs()}
    return (app.settings.pair(name).id if name else None), pairs


STATUS_HELP = """
States:
  in step         nothing waits
  needs you       conflicts to settle, or a guard stopped the last run
  some wait       records were refused or are held (airsync-gui queue)
  failed          the last run did not end well; the next one goes on
  cancelled       the last run was stopped by you; the next one goes on
  under way       a run goes on, or died: then the next one goes on
  never synced, paused
"""


@click.command(epilog=verbatim(STATUS_HELP))
@pair_argument
@json_option
@app_command
def status(app: App, name: str | None, as_json: bool) -> None:
    """Each pair: whether it is in step, its last run, and what waits."""
    from airsync_gui.service.readings import WAY_WORDS

    chosen, pairs = pair_ids(app, name)
    items = [_status(app, pair) for pair in pairs.values() if chosen in (None, pair.id)]
    if as_json:
        print_items(items)
        return
    rows = [
        (
            i["id"],
            i["state"],
            when(datetime.fromisoformat(i["last_run"]) if i["last_run"] else None),
            i["records"],
            i["conflicts"],
            i["refused"],
            i["held"],
            i["waiting"],
            WAY_WORDS[i["reads"]] + (", dead" if i["feed_dead"] else ""),
        )
        for i in items
    ]
    heads = ("pair", "state", "last run", "records", "conflicts", "refused", "held", "waiting", "reads by")
    print_table(heads, rows, "No pairs yet: airsync-gui pair add …")


def _status(app: App, pair: Pair) -> dict[str, Any]:
    from airsync_gui.service.readings import reading_lines
    from airsync_gui.state import history

    (reading,) = reading_lines(app.database, [pair], app.clock.now())
    with app.database.reading() as db:
        runs = history.runs(db, pair.id, most=1)
        counts = {
            what: db.execute(sql, (pair.id,)).fetchone()[0]
            for what, sql in (
                ("records", "SELECT COUNT(*) FROM memories WHERE pair_id = ? AND tombstone IS NULL"),
                ("conflicts", "SELECT COUNT(*) FROM conflicts WHERE pair_id = ?"),
                ("refused", "SELECT COUNT(*) FROM queue WHERE pair_id = ? AND state = 'refused'"),
                ("held", "SELECT COUNT(*) FROM held WHERE pair_id = ?"),
                ("waiting", "SELECT COUNT(*) FROM queue WHERE pair_id = ? AND state <> 'refused'"),
            )
        }
    last = runs[0] if runs else None
    return {
        "id": pair.name,
        "state": _state(pair, last, counts),
        "last_run": last.started.isoformat() if last else None,
        "last_run_id": last.id if last else None,
        "last_status": last.status if last else None,
        **counts,
        "reads": reading.way,
        "feed_dead": reading.dead,
    }


def _state(pair: Pair, last: RunRow | None, counts: dict[str, int]) -> str:
    if pair.paused:
        return "paused"
    if last is None:
        return "never synced"
    if last.status == "stopped" or counts["conflicts"]:
        return "needs you"
    if last.status != "done":
        return "under way" if last.status == "running" else last.status
    return "some wait" if counts["refused"] or counts["held"] or counts["waiting"] else "in step"


@click.command()
@pair_argument
@click.option("--closed", is_flag=True, help="List those that are settled already, newest first.")
@json_option
@app_command
def conflicts(app: App, name: str | None, closed: bool, as_json: bool) -> None:
    """What the rules don't settle: field by field, what was last in step and what each side has."""
    from airsync_gui.state import conflicts as conflict_table

    chosen, pairs = pair_ids(app, name)
    with app.database.reading() as db:
        open_rows = conflict_table.listed(db, chosen)
        log_rows = conflict_table.log(db, chosen) if closed else []
    if closed:
        _list_closed(log_rows, pairs, as_json)
    elif as_json:
        print_items([conflict_json(row, pairs) for row in open_rows])
    elif not open_rows:
        click.echo("No conflicts.")
    else:
        for row in open_rows:
            _tell_conflict(row, pairs)
        if any(row.conflict.kind != "schema" for row in open_rows):
            click.echo(
                "Settle one with: airsync-gui resolve ID --take local|airtable  (see airsync-gui resolve --help)"
            )


def _list_closed(rows: list[Any], pairs: dict[str, Pair], as_json: bool) -> None:
    if as_json:
        print_items(
            [
                {
                    "id": f"{row.conflict.uid}@{row.closed_at.isoformat()}",
                    "record": row.conflict.label,
                    "kind": row.conflict.kind,
                    "pair": pairs[row.pair_id].name if row.pair_id in pairs else None,
                    "opened": row.opened_at.isoformat(),
                    "closed": row.closed_at.isoformat(),
                    "how": row.how,
                }
                for row in rows
            ]
        )
        return
    lines = [(when(r.closed_at), r.conflict.label, KIND_WORDS[r.conflict.kind], HOW_WORDS[r.how]) for r in rows]
    print_table(("closed", "record", "kind", "how"), lines, "No conflict was settled yet.")


def conflict_json(row: ConflictRow, pairs: dict[str, Pair]) -> dict[str, Any]:
    """One open conflict as JSON, field by field."""
    c = row.conflict
    names = pairs[row.pair_id].field_names if row.pair_id in pairs else {}
    return {
        "id": c.uid,
        "pair": pairs[row.pair_id].name if row.pair_id in pairs else None,
        "record": c.label,
        "record_id": c.record_id,
        "kind": c.kind,
        "opened": row.opened_at.isoformat(),
        "seen": row.seen_at.isoformat(),
        "answered": row.answered,
        "fields": {
            names.get(f, f): {
                "ancestor": json_value(c.local_ancestor.get(f)),
                "local": json_value((c.local or {}).get(f)),
                "airtable": json_value((c.airtable or {}).get(f)),
            }
            for f in c.fields
        },
        "local": named(c.local, names),
        "airtable": named(c.airtable, names),
    }


def _tell_conflict(row: ConflictRow, pairs: dict[str, Pair]) -> None:
    c = row.conflict
    pair = pairs.get(row.pair_id)
    names = pair.field_names if pair else {}
    click.echo(f"{c.uid}  {plain(c.label, 60)} ({plain(pair.name) if pair else 'removed pair'}): {KIND_WORDS[c.kind]}")
    if c.kind == "schema":
        change = f"airsync-gui pair set {quoted(pair.name) if pair else 'PAIR'}"
        click.echo(f"    {plain(c.label)}: {plain(c.local_label)}. Map it again, or take it out:")
        click.echo(f"    {change} --map COLUMN=FIELD   or   {change} --unmap {quoted(c.label)}")
        return
    lines = [
        (
            names.get(f, f),
            shown(c.local_ancestor.get(f)) if f in c.local_ancestor else "–",
            "(deleted)" if c.local is None else shown(c.local.get(f)),
            "(deleted)" if c.airtable is None else shown(c.airtable.get(f)),
        )
        for f in c.fields or (() if c.local and c.airtable else tuple(c.local or c.airtable or ()))
    ]
    print_table(("    field", "last in step", "this computer", "airtable"), [("    " + a, *b) for a, *b in lines], "")
    if row.answered:
        click.echo("    Answered; the next sync finishes it.")


@click.command()
@pair_argument
@click.option("--run", "run_id", type=int, metavar="RUN", help="What one run did, record by record.")
@json_option
@app_command
def history(app: App, name: str | None, run_id: int | None, as_json: bool) -> None:
    """Every run, and what each did."""
    from airsync_gui.state import history as history_table

    chosen, pairs = pair_ids(app, name)
    with app.database.reading() as db:
        if run_id is not None:
            _check_run(db, run_id)
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
            pairs[r.pair_id].name if r.pair_id in pairs else "(removed)",
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
        "pair": pairs[run.pair_id].name if run.pair_id in pairs else None,
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
    def names(change: ChangeRow) -> Any:
        return pairs[change.pair_id].field_names if change.pair_id in pairs else {}

    if as_json:
        print_items(
            [
                {
                    "id": c.id,
                    "run": c.run_id,
                    "record": c.label,
                    "side": str(c.side),
                    "kind": c.kind,
                    "before": named(c.before, names(c)),
                    "after": named(c.after, names(c)),
                    "other_side": named(c.other, names(c)),
                    "rules": {names(c).get(f, f): rule for f, rule in c.rules.items()},
                    "overwritten": {names(c).get(f, f): str(side) for f, side in c.overwrites.items()},
                    "sanitised": {names(c).get(f, f): report for f, report in c.reports.items()},
                    "at": c.at.isoformat(),
                }
                for c in changes
            ]
        )
        return
    rows = []
    for c in changes:
        fields = c.after or c.before
        rows += [
            (
                c.label,
                c.kind,
                side_name(c.side),
                names(c).get(f, f),
                shown(c.before.get(f)),
                shown(c.after.get(f)),
                c.rules.get(f, ""),
            )
            for f in fields
        ]
    print_table(("record", "what", "side", "field", "before", "after", "rule"), rows, "That run wrote nothing.")


@click.command()
@pair_argument
@json_option
@app_command
def schema(app: App, name: str | None, as_json: bool) -> None:
    """What changed in Airtable's schema since a pair was set up, and when it was seen."""
    chosen, pairs = pair_ids(app, name)
    with app.database.reading() as db:
        rows = db.execute(
            "SELECT * FROM schema_log WHERE ?1 IS NULL OR pair_id = ?1 ORDER BY id DESC", (chosen,)
        ).fetchall()
    items = [
        {
            "id": row["id"],
            "pair": pairs[row["pair_id"]].name if row["pair_id"] in pairs else None,
            "field_id": row["field_id"],
            "change": row["change"],
            "before": row["before"],
            "after": row["after"],
            "at": row["at"],
        }
        for row in rows
    ]
    if as_json:
        print_items(items)
        return
    lines = [
        (when(datetime.fromisoformat(i["at"])), i["pair"] or "(removed)", i["change"], i["before"], i["after"])
        for i in items
    ]
    print_table(("seen", "pair", "change", "before", "after"), lines, "No schema changes were seen.")
