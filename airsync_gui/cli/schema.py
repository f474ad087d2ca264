"""``airsync-gui schema``: what changed in Airtable's fields."""

from __future__ import annotations

from datetime import datetime

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.output import print_items, print_table, when
from airsync_gui.cli.pair_names import REMOVED, name_of, pair_argument, pair_ids
from airsync_gui.type_words import type_words


@click.command()
@pair_argument
@json_option
@app_command
def schema(app: App, name: str | None, as_json: bool) -> None:
    """What changed in Airtable's schema since a pair was set up, and when it was seen."""
    from airsync_gui.state.schema_log import with_past_names

    chosen, pairs = pair_ids(app, name)
    with app.database.reading() as db:
        rows = db.execute(
            "SELECT * FROM schema_log WHERE ?1 IS NULL OR pair_id = ?1 ORDER BY id DESC", (chosen,)
        ).fetchall()
        names = {pair_id: with_past_names(db, pair).field_names for pair_id, pair in pairs.items()}
    items = [
        {
            "id": row["id"],
            "pair": name_of(pairs, row["pair_id"]),
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
    fields = [names.get(row["pair_id"], {}).get(row["field_id"], row["field_id"]) for row in rows]
    lines = [
        (when(datetime.fromisoformat(i["at"])), i["pair"] or REMOVED, field, i["change"], *_before_and_after(i))
        for i, field in zip(items, fields, strict=True)
    ]
    heads = ("seen", "pair", "field", "change", "before", "after")
    print_table(heads, lines, "No schema changes were seen.")


def _before_and_after(item: dict[str, str]) -> tuple[str, str]:
    """Both names for people; a type in words."""
    words = type_words if item["change"] == "retyped" else str
    return words(item["before"]), words(item["after"])
