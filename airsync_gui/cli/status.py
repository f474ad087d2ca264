"""``airsync-gui status``: each pair, its last run, and what waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import print_items, print_table, when
from airsync_gui.cli.pair_names import pair_argument, pair_ids
from airsync_gui.state.history import RunRow
from airsync_gui.sync.pairs import Pair

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
