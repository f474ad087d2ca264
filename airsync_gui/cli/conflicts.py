"""``airsync-gui conflicts``: what the rules don't settle, open and closed."""

from __future__ import annotations

from typing import Any

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.output import json_value, named, print_items, print_table, quoted, shown, when
from airsync_gui.cli.pair_names import field_names, name_of, pair_argument, pair_ids
from airsync_gui.explanation import HOW_WORDS, KIND_WORDS
from airsync_gui.kept_words import field_news
from airsync_gui.messages import plain
from airsync_gui.state.conflicts import ConflictRow
from airsync_gui.sync.pairs import Pair


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
        print_items([_conflict_json(row, pairs) for row in open_rows])
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
                    "pair": name_of(pairs, row.pair_id),
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


def _conflict_json(row: ConflictRow, pairs: dict[str, Pair]) -> dict[str, Any]:
    """One open conflict as JSON, field by field."""
    c = row.conflict
    names = field_names(pairs, row.pair_id)
    return {
        "id": c.uid,
        "pair": name_of(pairs, row.pair_id),
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
        click.echo(f"    {plain(c.label)}: {field_news(plain(c.local_label))}. Map it again, or take it out:")
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
