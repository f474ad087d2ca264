"""The terminal at which the pages' commands are typed: a home, a folder, a sandbox, and the command line itself.

``airsync-gui`` runs in this process; whatever else stands in a block is the shell's. A sandbox stands for Airtable,
with the sample base as on 22 May.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click.testing
from msgspec import Struct, field

from airsync_gui.cli import program
from airsync_gui.cli.options import Context
from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, TableHandle, sample_sandbox
from tests.cli.desk import Desk
from tests.docs.pages import Block, Order

NOW = datetime(2026, 5, 22, 9, 30, tzinfo=UTC)
ANYTHING = "…"
_PROMPT = "$ "
_NAMES = re.compile(r"\b(?:rec[A-Za-z0-9]{14}|(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{6,})\b")
"""Ids, which are others in each run: the one that a page shows stands for the one that is printed in its place."""
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
HOME, HOST = "/home/ada", "127.0.0.1:8765"
"""What the pages call the home folder and the sandbox."""


def sample() -> Sandbox:
    """The base that the pages speak of."""
    return sample_sandbox(now=NOW, rate_limit=False)


class Typed(Struct, frozen=True):
    """A command and the lines that a page shows below it."""

    command: str
    shown: tuple[str, ...]


def typed(block: Block) -> list[Typed]:
    """The commands of a block, in their order."""
    found: list[tuple[str, list[str]]] = []
    for line in block.lines:
        if line.startswith(_PROMPT):
            found.append((line.removeprefix(_PROMPT), []))
            continue
        assert found, f"line {block.line}: a block begins with a command after “$ ”"
        command, shown = found[-1]
        if command.endswith("\\"):
            found[-1] = (command[:-1] + line.lstrip(), shown)
        elif _is_open(command):
            found[-1] = (f"{command}\n{line}", shown)
        else:
            shown.append(line)
    return [Typed(command, tuple(shown)) for command, shown in found]


def _is_open(command: str) -> bool:
    """Whether a text that the shell is given (``<<END``) has not ended yet."""
    here = re.search(r"<<'?(\w+)'?", command)
    return here is not None and not command.endswith(f"\n{here[1]}")


class Terminal(Struct):
    """Types what the pages show and compares what comes."""

    desk: Desk
    home: Path
    code: int = 0
    real: dict[str, str] = field(default_factory=dict)

    def run(self, block: Block) -> None:
        """A whole block. Its last command ends with what ``exits`` after the fence says, the others with 0."""
        commands = typed(block)
        wanted = int(found[1]) if (found := re.search(r"exits (\d+)", block.info)) else 0
        for place, each in enumerate(commands):
            is_last = place == len(commands) - 1
            out = self.type(each.command)
            assert self.code == (wanted if is_last else 0), f"{each.command}\nended with {self.code}:\n{out}"
            self._compare(each, out)

    def type(self, command: str) -> str:
        """One command; what it prints, with the pages' names for the home folder and the sandbox."""
        out = self._typed(command)
        return out.replace(str(self.home), HOME).replace(f"127.0.0.1:{self.desk.server.port}", HOST)

    def _typed(self, command: str) -> str:
        for shown, real in (*self.real.items(), (HOST, f"127.0.0.1:{self.desk.server.port}")):
            command = command.replace(shown, real)
        before, pipe, last = command.rpartition(" | ")
        if pipe and last.startswith("airsync-gui"):
            return self._airsync(last, self._shell(before))
        if command.startswith("airsync-gui"):
            return self._airsync(command, SANDBOX_TOKEN if " token set" in command else "")
        return _curl(shlex.split(command)[1:]) if command.startswith("curl ") else self._shell(command)

    def _airsync(self, command: str, stdin: str) -> str:
        bare, _, file = command.partition(" > ")
        arguments = shlex.split(bare.partition(" # ")[0])[1:]
        runner = click.testing.CliRunner()
        context = Context(make_app=self.desk.make_app)
        result = runner.invoke(program, arguments, input=stdin, obj=context, prog_name="airsync-gui")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        self.code = result.exit_code
        if not file:
            return result.output
        Path(file.strip()).write_text(result.stdout, encoding="utf-8")
        return result.stderr

    def _shell(self, command: str) -> str:
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=10, check=False)
        self.code = done.returncode
        return done.stdout + done.stderr

    # -- what is shown and what comes -------------------------------------------------------------------------------

    def _compare(self, each: Typed, out: str) -> None:
        if not each.shown:
            return
        found = self._pattern(each.shown).fullmatch("".join(f"{line.rstrip()}\n" for line in out.splitlines()))
        shown = "\n".join(each.shown)
        assert found, f"$ {each.command}\nThe page shows:\n{shown}\n\nIt prints:\n{out}"
        self.real.update({name: found[f"id{place}"] for place, name in enumerate(self._new_names(each.shown))})

    def _new_names(self, shown: Sequence[str]) -> list[str]:
        return [name for name in dict.fromkeys(_NAMES.findall("\n".join(shown))) if name not in self.real]

    def _pattern(self, shown: Sequence[str]) -> re.Pattern[str]:
        """The lines as a pattern: ``…`` is anything, alone on a line any lines; a time is any time."""
        groups = {name: f"id{place}" for place, name in enumerate(self._new_names(shown))}
        met: set[str] = set()

        def of_name(name: str) -> str:
            if name in self.real:
                return re.escape(self.real[name])
            if name in met:
                return f"(?P={groups[name]})"
            met.add(name)
            letters = "[A-Za-z0-9]" if name.startswith("rec") else "[0-9a-f]"
            return f"(?P<{groups[name]}>{letters}{{{len(name)}}})"

        def of_part(part: str) -> str:
            if part == ANYTHING:
                return ".*"
            if _TIME.fullmatch(part):
                return _TIME.pattern
            return of_name(part) if _NAMES.fullmatch(part) else re.escape(part)

        def of_line(line: str) -> str:
            if line.strip() == ANYTHING:
                return r"(?:.*\n)*"
            parts = re.split(f"({ANYTHING}|{_NAMES.pattern}|{_TIME.pattern})", line.rstrip())
            return "".join(map(of_part, parts)) + r"\n"

        return re.compile("".join(map(of_line, shown)))

    def learn(self, shown: object, real: object) -> None:
        """Which ids of a shown document stand for which."""
        if isinstance(shown, dict) and isinstance(real, dict):
            for name in shown.keys() & real.keys():
                self.learn(shown[name], real[name])
        elif isinstance(shown, list) and isinstance(real, list):
            for one, other in zip(shown, real, strict=False):
                self.learn(one, other)
        elif isinstance(shown, str) and isinstance(real, str) and _NAMES.fullmatch(shown) and len(shown) == len(real):
            self.real.setdefault(shown, real)

    # -- the other side ---------------------------------------------------------------------------------------------

    def obey(self, order: Order) -> None:
        """``edit``, ``add``, ``delete`` (KEY=VALUE, FIELD=JSON…) or ``rename`` (FIELD=NEW), each with BASE/TABLE."""
        what, place, *parts = shlex.split(order.text)
        table = self._table(place)
        pairs = [(name, _value(text)) for name, _, text in (part.partition("=") for part in parts)]
        if what == "add":
            table.add(dict(pairs))
        elif what == "rename":
            table.rename_field(pairs[0][0], str(pairs[0][1]))
        elif what == "edit":
            table.edit(table.find(**dict(pairs[:1])), dict(pairs[1:]))
        else:
            assert what == "delete", order
            table.delete(table.find(**dict(pairs)))

    def _table(self, place: str) -> TableHandle:
        base, _, table = place.partition("/")
        return self.desk.sandbox.base(base).table(table)


def _curl(arguments: list[str]) -> str:
    """``curl -s URL [-d DATA]``, also where there is no curl."""
    url = next(each for each in arguments if each.startswith("http://127.0.0.1:"))
    data = arguments[arguments.index("-d") + 1].encode() if "-d" in arguments else None
    with urllib.request.urlopen(url, data, timeout=10) as answer:
        text: str = answer.read().decode()
    return text


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
