"""A small world for the real program: a sandbox and AirSync in processes of their own, a CSV file, nothing mocked."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

COLUMNS = ("Name", "Email", "City", "Age", "Notes")


HURRIED = str(Path(__file__).with_name("hurried.py"))


class World:
    """One folder with a profile, a CSV of contacts, and a sandbox whose table Contacts is empty at first.

    Attributes:
        hurried: whether the program gives lost answers up after seconds, see :mod:`tests.acceptance.hurried`.
    """

    hurried = False

    def __init__(self, folder: Path, people: int, sandbox_options: Sequence[str] = ()) -> None:
        self.folder = folder
        self.file = folder / "contacts.csv"
        self.people = people
        self.environment = {
            **os.environ,
            "AIRSYNC_PROFILE": str(folder / "profile"),
            "AIRSYNC_RUNTIME": str(folder / "runtime"),
        }
        self.write_people(people)
        self.start_sandbox(sandbox_options)

    # -- the sandbox ------------------------------------------------------------------------------------------------

    def start_sandbox(self, options: Sequence[str] = ()) -> None:
        """Start it, with its rate limit on unless an option says otherwise."""
        command = [sys.executable, "-m", "airsync_gui.sandbox", "--port", "0", "--with-parent", *options]
        self.sandbox = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.sandbox.stdout is not None
        found = re.search(r"http://\S+", self.sandbox.stdout.readline())
        assert found, "the sandbox did not start"
        self.url = found[0]
        self.environment["AIRTABLE_ENDPOINT_URL"] = self.url

    def stop_sandbox(self) -> None:
        """End it; its data are gone then."""
        self.sandbox.terminate()
        self.sandbox.wait(20)
        for pipe in (self.sandbox.stdin, self.sandbox.stdout):
            if pipe:
                pipe.close()

    def state(self) -> Any:
        """All that the sandbox holds."""
        with urlopen(f"{self.url}/_sandbox/state") as answer:
            return json.load(answer)

    def requests(self) -> list[tuple[str, str, int]]:
        """(method, path, status) of every request so far."""
        with urlopen(f"{self.url}/_sandbox/requests") as answer:
            return [tuple(request) for request in json.load(answer)["requests"]]

    def records(self) -> dict[str, dict[str, Any]]:
        """Record id → field name → value, of Contacts."""
        table = next(t for t in self.state()["bases"][0]["tables"] if t["name"] == "Contacts")
        names = {field["id"]: field["name"] for field in table["fields"]}
        return {r["id"]: {names.get(k, k): v for k, v in r["fields"].items()} for r in table["records"]}

    def record_id(self, name: str) -> str:
        """The one record with this name."""
        (found,) = [record_id for record_id, fields in self.records().items() if fields.get("Name") == name]
        return found

    def edit_in_airtable(self, name: str, **fields: Any) -> None:
        """As somebody in Airtable's own window would."""
        self._post("edit", {"id": self.record_id(name), "fields": fields})

    def delete_in_airtable(self, record_id: str) -> None:
        """The same, a deletion."""
        self._post("delete", {"id": record_id})

    def _post(self, what: str, body: dict[str, Any]) -> None:
        data = json.dumps({"base": "Habits", "table": "Contacts", **body}).encode()
        request = Request(f"{self.url}/_sandbox/{what}", data=data, headers={"Content-Type": "application/json"})
        urlopen(request).close()

    # -- this computer ----------------------------------------------------------------------------------------------

    def write_people(self, count: int) -> None:
        """A CSV of so many people, each with a name of their own."""
        with self.file.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows((f"Person {n}", f"p{n}@example.org", "Rome", 20 + n % 50, f"note {n}") for n in range(count))

    def edit_here(self, old: str, new: str) -> None:
        """Replace one piece of the file's text."""
        text = self.file.read_bytes()
        assert text.count(old.encode()) == 1
        self.file.write_bytes(text.replace(old.encode(), new.encode()))

    # -- the program ------------------------------------------------------------------------------------------------

    def command(self, *arguments: str) -> list[str]:
        """How AirSync is started."""
        program = [HURRIED] if self.hurried else ["-m", "airsync_gui"]
        return [sys.executable, *program, *arguments]

    def run(self, *arguments: str, expect: int | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, and check its exit code."""
        ended = subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )
        if expect is not None:
            assert ended.returncode == expect, f"exit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
        assert "Traceback" not in ended.stdout + ended.stderr
        return ended

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command and go on."""
        return subprocess.Popen(
            self.command(*arguments), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def add_pair(self) -> None:
        """Bind the file to Contacts by the name."""
        arguments = ("--local", str(self.file), "--airtable", "Habits/Contacts", "--key", "Name")
        self.run("pair", "add", "Contacts", *arguments, expect=0)

    def assert_all_there_once(self) -> None:
        """Airtable has every person of the file exactly once."""
        names = [fields["Name"] for fields in self.records().values()]
        assert sorted(names) == sorted(f"Person {n}" for n in range(self.people))
