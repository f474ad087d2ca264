"""``airsync-gui health``: requests to Airtable and whether that is healthy, and how each pair's records are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.output import print_json, print_table, when
from airsync_gui.cli.pair_names import pair_argument, pair_ids
from airsync_gui.jobs.health_states import share
from airsync_gui.messages import plain

if TYPE_CHECKING:
    from airsync_gui.jobs.health_report import HealthReport, ReadingLine
    from airsync_gui.jobs.health_states import HealthPart


@click.command()
@pair_argument
@click.option(
    "--range",
    "range_name",
    type=click.Choice(["hour", "day", "month"]),
    default="day",
    show_default=True,
    help="How far back requests are looked at.",
)
@json_option
@app_command
def health(app: App, name: str | None, range_name: Any, as_json: bool) -> None:
    """Requests to Airtable, whether that is healthy, and by what each pair finds out what changed.

    The figures are of all pairs, as they share what Airtable allows.
    """
    from airsync_gui.service import AppService

    chosen, _pairs = pair_ids(app, name)
    report = AppService(app).health(range_name)
    readings = [reading for reading in report.readings if chosen in (None, reading.pair_id)]
    if as_json:
        print_json({**_figures(report), "items": [_item(reading) for reading in readings]})
        return
    click.echo(f"{'Healthy' if report.healthy else 'Unhealthy'}. {plain(report.why, 400)}")
    for state in report.states:
        click.echo(f"- {plain(state.words, 400)}")
    click.echo(_in_words(report))
    _tell(readings)


def _figures(report: HealthReport) -> dict[str, Any]:
    return {
        "healthy": report.healthy,
        "why": report.why,
        "range": report.range_name,
        **_requests(report),
        "calls_this_month": report.calls_this_month,
        "allowance": report.allowance,
        "forecast": report.forecast,
        "states": [
            {"state": state.kind, "id": state.name, "why": state.words, "unhealthy": state.ill}
            for state in report.states
        ],
        "parts": [{"of": part.of, "id": part.key, "name": part.name, **_requests(part)} for part in report.parts],
        "tokens": [{"id": token.account, "days": token.days, "old": token.old} for token in report.tokens],
        "limits": {name: getattr(report.limits, name) for name in report.limits.__struct_fields__},
    }


def _requests(of: HealthReport | HealthPart) -> dict[str, Any]:
    return {
        "requests": of.requests,
        "errors": of.errors,
        "error_percent": round(100 * share(of.errors, of.requests), 2),
        "rate_limited": of.rate_limited,
        "rate_limited_percent": round(100 * share(of.rate_limited, of.requests), 2),
        "mean_ms": round(of.mean_ms, 1),
        "p95_ms": round(of.p95_ms, 1),
    }


def _item(reading: ReadingLine) -> dict[str, Any]:
    return {
        "id": reading.name,
        "reads": reading.way,
        "dead": reading.dead,
        "why": reading.words,
        "checked": reading.checked_at.isoformat() if reading.checked_at else None,
    }


def _in_words(report: HealthReport) -> str:
    allowance = f" of {report.allowance:,}" if report.allowance is not None else ""
    calls = f"{report.calls_this_month:,}{allowance} calls this month by AirSync"
    month = f"{calls}, {report.forecast:,} by its end at this pace."
    if not report.requests:
        return month
    times = f"{report.requests:,} requests, {report.mean_ms:.0f} ms each, p95 {report.p95_ms:.0f} ms"
    return f"{times}; {report.rate_limited:,} rate limited. {month}"


def _tell(readings: list[ReadingLine]) -> None:
    from airsync_gui.service.readings import WAY_WORDS

    rows = [
        (
            reading.name,
            f"{WAY_WORDS[reading.way]}{', dead' if reading.dead else ''}",
            when(reading.checked_at),
            reading.words,
        )
        for reading in readings
    ]
    print_table(("pair", "reads by", "all read", "why"), rows, "No pairs yet: airsync-gui pair add …")
