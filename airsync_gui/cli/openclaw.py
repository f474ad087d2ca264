"""``airsync-gui openclaw``: the tables in an OpenClaw workspace, and the skill that tells its agent about AirSync."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from airsync_gui.app import App
from airsync_gui.cli.common import app_command, json_option
from airsync_gui.cli.options import verbatim
from airsync_gui.cli.output import print_items, print_table
from airsync_gui.errors import TableNotWritable, UsageError
from airsync_gui.messages import plain
from airsync_gui.paths import resources

if TYPE_CHECKING:
    from airsync_gui.local.openclaw import ClawTable

EXAMPLES = """
Examples:
  airsync-gui openclaw
  airsync-gui pair add Habits --local openclaw:data/habits.json --airtable Health/Habits --key date
  airsync-gui openclaw --install-skill
"""


@click.command(epilog=verbatim(EXAMPLES))
@click.option("--install-skill", is_flag=True, help="Put a skill into the workspace by which the agent calls AirSync.")
@json_option
@app_command
def openclaw(app: App, install_skill: bool, as_json: bool) -> None:
    """List the tables in this person's OpenClaw workspaces. Nothing is changed there but with --install-skill."""
    from airsync_gui.local.openclaw import tables
    from airsync_gui.local.openclaw_places import workspaces
    from airsync_gui.local.source_names import CLAW

    roots = workspaces()
    if install_skill:
        _install(roots)
        return
    if as_json:
        print_items(
            [
                {
                    "id": f"{CLAW}{table.name}",
                    "source": table.source,
                    "rows": table.info.row_count or None,
                    "unusable": table.info.unusable or None,
                    "rolling": table.rolling,
                }
                for table in tables()
            ]
        )
        return
    for root in roots:
        click.echo(f"Workspace: {plain(root)}")
    if len(roots) > 1:
        click.echo("There is more than one: see which of them the agent uses.")
    rows = [
        (
            f"{CLAW}{table.name}",
            table.info.row_count or "",
            table.info.unusable or table.info.read_only or _note(table),
        )
        for table in tables()
    ]
    print_table(("TABLE", "ROWS", "NOTE"), rows, "No OpenClaw workspace with tables was found on this computer.")


def _note(table: ClawTable) -> str:
    return "of one day: add the pair with --rolling if it holds the present day only" if table.rolling else ""


def _install(roots: list[Path]) -> None:
    if not roots:
        raise UsageError(detail="No OpenClaw workspace was found: OPENCLAW_WORKSPACE_DIR can say where it is.")
    text = (resources() / "openclaw" / "airsync" / "SKILL.md").read_bytes()
    file = roots[0] / "skills" / "airsync" / "SKILL.md"
    if file.exists() and file.read_bytes() != text:
        raise UsageError(detail=f"There is another skill in {file}. Take it away first, if it is not wanted any more.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    except OSError as error:
        raise TableNotWritable(path=str(file), detail=error.strerror or str(error)) from error
    click.echo(f"The skill is in {plain(file)}. The agent sees it from its next session on.")
