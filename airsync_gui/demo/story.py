"""The headless demo: the whole story told in a terminal, with real commands against the built-in sandbox.

It starts the sandbox in a process of its own, works in a throw-away folder, and leaves nothing behind. Every line that
begins with ``$`` is a command as a person would type it, and what follows is what it printed.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

from airsync_gui.demo.hands import InAirtable, InFile
from airsync_gui.demo.sandbox_process import SandboxProcess
from airsync_gui.demo.throw_away import ThrowAwayFolder
from airsync_gui.own_command import own_command

KEY = "Meal id"
COLUMNS = (KEY, "Dish", "Day", "Kind", "Calories", "Tags", "Home cooked", "Notes")
ROWS = (
    ("mine-1", "Shakshuka", "2026-11-20", "Breakfast", "410", "", "true", "with feta"),
    ("mine-2", "Ramen", "2026-11-21", "Dinner", "650", "home", "", ""),
)


def main() -> int:
    """Tell the story; 0 when every command ended as it should."""
    with ThrowAwayFolder() as folder, SandboxProcess() as sandbox:
        Story(folder.path, sandbox.url).tell()
    return 0


class Story:
    """One demo: a folder, a sandbox, and the commands in their order."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.file = InFile(folder / "meals.csv", KEY)
        self.airtable = InAirtable(url, "Habits", "Meals", KEY)
        self.environment = {
            **os.environ,
            "AIRTABLE_ENDPOINT_URL": url,
            "AIRSYNC_PROFILE": str(folder / "profile"),
            "AIRSYNC_RUNTIME": str(folder / "runtime"),
        }

    def tell(self) -> None:
        """Every step, with what it is for."""
        self.say(
            "A demo of AirSync, headless: a sample Airtable runs on this computer, nothing leaves it, and",
            f"everything is thrown away at the end. Its files are in {self.folder}.",
        )
        self.start_with_a_file()
        self.edit_different_fields()
        self.edit_the_same_field()
        self.say("That was the demo. Everything it made is removed now.")

    def start_with_a_file(self) -> None:
        """A first sync: the file has two meals of its own, Airtable forty."""
        self.file.write(COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in ROWS])
        self.say(
            "meals.csv holds two meals, and Airtable's table Meals forty others. A pair binds them; its key, the",
            "Meal id, tells records apart. A preview shows what a sync would do before anything is written.",
        )
        place = ("--local", str(self.file.path), "--airtable", "Habits/Meals")
        self.run("pair", "add", "Meals", *place, "--key", KEY)
        self.run("sync", "Meals", "--dry-run", most_lines=6)
        self.run("sync", "Meals")
        self.run("sync", "Meals")

    def edit_different_fields(self) -> None:
        """Both sides edit one record, in different fields."""
        self.say(
            "Now both sides edit the same meal: its calories here, its notes in Airtable. Each side is compared",
            "with what it had when they were last in step, so both edits survive, and nobody is asked.",
        )
        self.edit_here("mine-1", "Calories", "430")
        self.edit_in_airtable("mine-1", "Notes", "with feta and herbs")
        self.run("sync", "Meals")
        self.show_row("mine-1")

    def edit_the_same_field(self) -> None:
        """Both sides edit one field: a conflict, and its resolution."""
        self.say(
            "Both sides edit the same field of one meal. No rule settles that, so it waits for a person (exit code",
            "3), and neither side is written.",
        )
        self.edit_here("mine-2", "Calories", "700")
        self.edit_in_airtable("mine-2", "Calories", 620)
        self.run("sync", "Meals", expect=3)
        self.run("conflicts")
        conflict = json.loads(self.output("conflicts", "--json"))["items"][0]["id"]
        self.say("Settle it: here with Airtable's value. Then everything is in step again.")
        self.run("resolve", conflict, "--take", "airtable")
        self.run("sync", "Meals")
        self.show_row("mine-2")
        self.run("history")

    # -- doing things -----------------------------------------------------------------------------------------------

    def say(self, *lines: str) -> None:
        """A paragraph of the story."""
        print("\n" + "\n".join(lines), flush=True)

    def run(self, *arguments: str, expect: int = 0, most_lines: int = 30) -> None:
        """One command as a person would type it, with what it prints."""
        print("\n$ airsync-gui " + shlex.join(arguments), flush=True)
        ended = self._run(arguments)
        lines = (ended.stdout + ended.stderr).splitlines()
        more = [f"… ({len(lines) - most_lines} more lines)"] if len(lines) > most_lines else []
        print("\n".join(lines[:most_lines] + more), flush=True)
        if ended.returncode != expect:
            raise SystemExit(f"The demo failed: exit code {ended.returncode}, and {expect} was expected.")

    def output(self, *arguments: str) -> str:
        """What a command prints, without showing it."""
        return self._run(arguments).stdout

    def _run(self, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            own_command(*arguments),
            env=self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def edit_here(self, meal: str, column: str, text: str) -> None:
        """Edit the file as a text editor would."""
        before = self.file.edit(meal, {column: text})
        print(f"  (this computer) {meal}: {column} {before[column]} → {text}", flush=True)

    def edit_in_airtable(self, meal: str, field: str, value: Any) -> None:
        """Edit a record as somebody in Airtable's own window would."""
        self.airtable.edit(meal, {field: value})
        print(f"  (Airtable)      {meal}: {field} → {value}", flush=True)

    def show_row(self, meal: str) -> None:
        """The line of the file."""
        lines = self.file.path.read_text(encoding="utf-8").splitlines()
        print(f"\nmeals.csv: {next(line for line in lines if line.startswith(meal))}", flush=True)
