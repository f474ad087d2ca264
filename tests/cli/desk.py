"""A desk to work at: a profile, a CSV, a sandbox on this computer, and the command line in this process."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click.testing
import pytest
from msgspec import Struct, field

from airsync_gui.airtable.limiter import RequestLimiter
from airsync_gui.app import App, SystemClock
from airsync_gui.cli import program
from airsync_gui.cli.options import Context
from airsync_gui.credentials import SecretStore, Token
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.sandbox import Sandbox, Server, TableHandle
from tests.fakes.keyring import MemoryKeyring

FIELDS: list[Any] = [
    ("Name", "singleLineText"),
    ("Age", "number", {"precision": 0}),
    ("City", "singleLineText"),
    ("Notes", "multilineText"),
    ("Tags", "multipleSelects", {"choices": ["new", "old", "vip"]}),
    ("Kind", "singleSelect", {"choices": ["friend", "work"]}),
    ("Version", "number", {"precision": 0}),
    ("Stamp", "dateTime"),
]
HEADS = ("Name", "Age", "City", "Notes", "Tags")


class Hasty(CancelFlag):
    """Does not sleep between two tries."""

    def wait(self, seconds: float) -> None:
        super().wait(min(seconds, 0.01))


class Outcome(Struct):
    """What a command printed, and what it ended with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def items(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.json["items"]
        return found

    @property
    def sentence(self) -> str:
        """The one line on standard error; nothing else is there."""
        assert self.err.endswith("\n"), self
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.out + self.err
        return self.err.strip()


class Desk(Struct):
    """Runs commands, and has a hand on both sides of their tables."""

    folder: Path
    sandbox: Sandbox
    server: Server
    keyring: MemoryKeyring
    monkeypatch: pytest.MonkeyPatch
    env: dict[str, str] = field(default_factory=dict)

    @property
    def profile(self) -> Path:
        return self.folder / "profile"

    @property
    def people(self) -> TableHandle:
        return self.sandbox.base("Club").table("People")

    def __call__(
        self, *args: str, stdin: str | bytes | None = None, env: Mapping[str, str | None] | None = None
    ) -> Outcome:
        """``airsync-gui ARGS``."""
        runner = click.testing.CliRunner(env={**self.env, **(env or {})})
        context = Context(make_app=self.make_app)
        result = runner.invoke(program, args, input=stdin, obj=context, prog_name="airsync-gui")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    def make_app(self, *args: Any, **kwargs: Any) -> App:
        limiter = RequestLimiter(
            self.folder / "pace", SystemClock(), requests_per_second=10_000, token_requests_per_second=10_000
        )
        secrets = SecretStore(Token, backend=self.keyring)
        return App(*args, **kwargs, limiter=limiter, secrets=secrets, cancel=Hasty())

    def write(self, *rows: Sequence[object], heads: Sequence[str] = HEADS, name: str = "people.csv") -> Path:
        """A CSV; short rows are filled up with blanks."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = [heads, *([*row, *[""] * (len(heads) - len(row))] for row in rows)]
            csv.writer(file).writerows(lines)
        return path

    def read(self, name: str = "people.csv") -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def replace(self, old: str, new: str, name: str = "people.csv") -> None:
        """Edit the CSV as a person would."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add_pair(
        self, name: str = "People", *options: str, file: str = "people.csv", table: str = "Club/People"
    ) -> Outcome:
        """``pair add``, which must succeed."""
        done = self(
            "pair", "add", name, "--local", str(self.folder / file), "--airtable", table, "--key", "Name", *options
        )
        assert done.code == 0, done
        return done

    def airtable(self) -> dict[str, dict[str, Any]]:
        """Name → fields, as Airtable has them."""
        return {str(r["fields"].get("Name")): r["fields"] for r in self.people.records()}

    def edit(self, name: str, **fields: Any) -> None:
        """Edit a record in Airtable."""
        self.people.edit(self.people.find(Name=name), fields)

    def in_step(self, *options: str, rows: Sequence[Sequence[object]] = (("Ada", 36), ("Ben", 41))) -> None:
        """A pair that has been synced once."""
        self.write(*rows)
        self.add_pair("People", *options)
        assert self("sync").code == 0

    def conflict(self) -> str:
        """Ada's city differs on both sides; the conflict's id."""
        self.in_step(rows=(("Ada", 36, "London"), ("Ben", 41, "Rome")))
        self.replace("London", "Paris")
        self.edit("Ada", City="Oslo")
        assert self("sync").code == 3
        return str(self("conflicts", "--json").items[0]["id"])


def club(**options: Any) -> Sandbox:
    """A sandbox with one base and one empty table."""
    sandbox = Sandbox(rate_limit=False, **options)
    sandbox.add_base("Club").add_table("People", FIELDS)
    return sandbox


def child_environment(desk: Desk) -> dict[str, str]:
    """For a real process at the same desk."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1", **desk.env}
