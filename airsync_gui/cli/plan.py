"""``airsync-gui plan``: how many calls a month Airtable allows, and how many were made."""

from __future__ import annotations

import click

from airsync_gui.app import App
from airsync_gui.call_budget import PLANS, month_end, used_words
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import print_json, print_table
from airsync_gui.errors import UsageError

PLAN_HELP = """
Examples:
  airsync-gui plan                  how many calls were made this month
  airsync-gui plan free             1,000 calls a month
  airsync-gui plan team             100,000 calls a month
  airsync-gui plan business         no limit (enterprise too)
  airsync-gui plan 5000             a number of your own
"""


@click.command(epilog=verbatim(PLAN_HELP))
@click.argument("plan", required=False, metavar="[PLAN]")
@json_option
@app_command
def plan(app: App, plan: str | None, as_json: bool) -> None:
    """This month's calls against what the plan of the Airtable workspace allows; with PLAN, say which plan that is.

    Airtable does not tell: only calls made by AirSync, on this computer, are counted.
    """
    if plan is not None:
        app.settings.set_plan(*_meant(plan))
    usage, shares = app.call_usage(), app.calls_by_pair()
    pairs = app.settings.pairs()
    if as_json:
        items = [{"id": p.name, "calls": shares.get(p.id, 0), "budget": p.budget} for p in pairs]
        counted = {"calls": usage.used, "forecast": usage.forecast}
        print_json({"plan": app.settings.plan_name(), "allowance": usage.allowance, **counted, "items": items})
        return
    ends = f"{month_end(app.clock.now()):%d %B}".lstrip("0")
    click.echo(f"{_plan_words(app.settings.plan_name(), usage.allowance)} {used_words(usage.used, usage.allowance)} by")
    click.echo(f"AirSync; at the pace of the last days, {usage.forecast:,} when it ends on {ends}.")
    rows = [(p.name, f"{shares.get(p.id, 0):,}", f"{p.budget:,}" if p.budget is not None else "") for p in pairs]
    print_table(("pair", "calls", "at most"), rows, "No pairs yet.")


def _meant(plan: str) -> tuple[str, int | None]:
    name = plan.strip().lower()
    if name in PLANS:
        return name, None
    if name.replace(",", "").isdecimal() and int(name.replace(",", "")) > 0:
        return "", int(name.replace(",", ""))
    raise UsageError(detail=f"Say which plan: {', '.join(PLANS)}, or a number of calls a month.")


def _plan_words(name: str, allowance: int | None) -> str:
    if allowance is not None:
        return f"{name.capitalize() or 'Own limit'}: {allowance:,} calls a month."
    return f"{name.capitalize()}: no limit." if name else "Which plan it is was not told (airsync-gui plan free)."
