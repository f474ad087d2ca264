"""Settings: one TOML file that a person can read, edit and keep under version control. It holds no secret.

It is read with the standard library and validated by msgspec; it is written through tomlkit, which keeps a person's
comments and order. A file that can't be understood is never overwritten.
"""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from airsync_gui.call_budget import PLANS
from airsync_gui.errors import NotFound, StateError, StateTooNew, UsageError
from airsync_gui.health_limits import USUAL, HealthLimits
from airsync_gui.locks import held_file
from airsync_gui.messages import plain
from airsync_gui.paths import private_folder
from airsync_gui.schedule import Schedule, clock_text
from airsync_gui.settings.document import VERSION, Colors, Document, NewPairs, Option, PairEntry, fault_of
from airsync_gui.settings.pair_entries import new_pair_id, to_entry, to_pair
from airsync_gui.settings.toml_edits import change, change_fields, new_table, plain_entry, set_value
from airsync_gui.sync.pairs import Pair
from airsync_gui.whole_text import write_whole
from airsync_gui.wording import tr

__all__ = ["LONGEST_NAME", "Settings"]

LONGEST_NAME = 80
"""Characters of a pair's name."""


class Settings:
    """The settings file of one profile."""

    def __init__(self, path: Path) -> None:
        self.path = path

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self) -> Document:
        """The file as it is now; an absent one is empty.

        Raises:
            StateError: it can't be read, is no TOML, or says something that makes no sense (with the place).
            StateTooNew: a newer AirSync wrote it.
        """
        return self._parsed(self._text())

    def _text(self) -> str:
        """The file as it is; empty where there is none."""
        try:
            return self.path.read_text(encoding="utf-8-sig")  # Notepad begins a file with a mark
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise StateError(path=str(self.path), detail="it is not UTF-8 text") from error
        except OSError as error:
            raise StateError(path=str(self.path), detail=error.strerror or str(error)) from error

    def _parsed(self, text: str) -> Document:
        try:
            data = tomllib.loads(text)
            version = data.get("version", VERSION)
            if isinstance(version, int) and version > VERSION:  # before the rest, which may have new names
                raise StateTooNew(path=str(self.path), found=version, known=VERSION)
            document = _converted(data, Document)
        except (ValueError, msgspec.ValidationError) as error:  # no TOML, or a number of thousands of digits
            raise StateError(path=str(self.path), detail=str(error)) from error
        except RecursionError as error:
            raise StateError(path=str(self.path), detail="it has too many levels") from error
        if fault := fault_of(document):
            raise StateError(path=str(self.path), detail=fault)
        return document

    def pairs(self) -> list[Pair]:
        """All pairs, in the file's order."""
        return [to_pair(name, entry) for name, entry in self.read().pairs.items()]

    def pair(self, name_or_id: str) -> Pair:
        """The pair with this name, or this id.

        Raises:
            NotFound: there is none; the names that there are come with it.
        """
        pairs = self.pairs()
        for pair in pairs:
            if name_or_id in (pair.name, pair.id):
                return pair
        raise NotFound(what="pair", name=name_or_id, where=str(self.path), choices=[pair.name for pair in pairs])

    def styles(self, pair_name: str) -> dict[str, str]:
        """Column → how its cells are to be read, where the pair says so."""
        known = self.read().pairs.get(pair_name)
        return {entry.column: entry.style for entry in known.fields if entry.style} if known else {}

    def learn_styles(self, pair_name: str, proven: Mapping[str, str]) -> None:
        """Keep how columns proved to be written, where the pair does not say it; a unit says nothing of that."""
        known = self.read().pairs.get(pair_name)
        fields = known.fields if known else []
        new = {
            f.column: ", ".join(filter(None, (proven[f.column], f.style)))
            for f in fields
            if (not f.style or f.style.startswith("unit ")) and proven.get(f.column)
        }
        if not new:
            return
        with self._editing() as document:
            for entry in document["pairs"][pair_name]["fields"]:
                if entry["column"] in new:
                    entry["style"] = new[entry["column"]]

    def history_days(self) -> int:
        """How many days history is kept; 0 for ever."""
        return self.read().history_days

    def plan_name(self) -> str:
        """The workspace's plan; empty where it was not told, or is a number of its own."""
        document = self.read()
        return "" if document.calls_per_month is not None else document.plan

    def allowance(self) -> int | None:
        """How many calls a month Airtable allows; None where there is no limit, or the plan was not told."""
        document = self.read()
        return PLANS.get(document.plan) if document.calls_per_month is None else document.calls_per_month

    def set_plan(self, plan: str, calls_per_month: int | None = None) -> None:
        """Note which plan the workspace has, or how many calls it allows."""
        with self._editing() as document:
            for name, value in (("plan", plan), ("calls_per_month", calls_per_month)):
                document.pop(name, None)
                if value:
                    document[name] = value

    def set_rates(self, requests_per_second: float | None, token_requests_per_second: float | None) -> None:
        """Note how much Airtable takes, for a base and for a token; None as from everybody. Raises StateError."""
        with self._editing() as document:
            for name, rate in (
                ("requests_per_second", requests_per_second),
                ("token_requests_per_second", token_requests_per_second),
            ):
                document.pop(name, None)
                if rate is not None:
                    document[name] = rate

    def set_schedule(self, schedule: Schedule) -> None:
        """Note when the window syncs by itself. Raises StateError where the minutes make no sense."""
        with self._editing() as document:
            set_value(document, "sync_on_change", schedule.on_change)
            set_value(document, "sync_every_minutes", schedule.every_minutes)
            set_value(document, "sync_at", [clock_text(at) for at in schedule.at])

    def set_option(self, name: Option, value: bool | str) -> None:
        """Note one of the window's options. Raises StateError where the value makes no sense."""
        with self._editing() as document:
            set_value(document, name, value)

    def set_new_pairs(self, rules: NewPairs) -> None:
        """Note the rules that new pairs begin with."""
        with self._editing() as document:
            document.pop("new_pairs", None)
            if rules != NewPairs():
                document["new_pairs"] = plain_entry(rules)

    def health_limits(self) -> HealthLimits:
        """From where on something counts as not healthy."""
        return self.read().health

    def set_health_limits(self, limits: HealthLimits) -> None:
        """Note from where on something counts as not healthy. Raises StateError where a limit makes no sense."""
        with self._editing() as document:
            document.pop("health", None)
            if limits != USUAL:
                document["health"] = plain_entry(limits)

    def set_colors(self, colors: Colors) -> None:
        """Note which colours the window has."""
        with self._editing() as document:
            set_value(document, "colors", colors)

    def has_token(self, account: str, host: str) -> bool:
        """Whether a token was stored for this account and host (the keyring is not asked)."""
        return any(entry.account == account and entry.host == host for entry in self.read().tokens)

    # -- writing ----------------------------------------------------------------------------------------------------

    def check_new_name(self, name: str) -> None:
        """Raise UsageError for a name that a pair can't have, or that one has already."""
        _check_name(name)
        if name in self.read().pairs:
            raise _taken(name)

    def add(self, pair: Pair, styles: Mapping[str, str] | None = None) -> None:
        """Add a pair under a new name."""
        with self._editing() as document:
            pairs = document.setdefault("pairs", new_table())
            if pair.name in pairs:
                raise _taken(pair.name)
            pairs[pair.name] = plain_entry(to_entry(pair, styles or {}))

    def change(self, name_or_id: str, edit: Callable[[Pair], Pair]) -> Pair:
        """Change a pair from what it is at this moment, so that no change made meanwhile is lost; the pair as changed.

        What the edit leaves as it was stays as a person wrote it, comments and column styles too. Under another name
        the pair keeps its state. The edit may raise: then nothing is written. It writes no settings itself.
        """
        with self._editing() as document:
            name = _name_of(document, name_or_id, self.path)
            table = document["pairs"][name]
            old = _converted(table.unwrap(), PairEntry)
            changed = edit(to_pair(name, old))
            new = to_entry(changed, {f.column: f.style for f in old.fields if f.style})
            change(table, old, new)
            change_fields(table, {f.id: f for f in old.fields}, {f.id: f for f in new.fields})
            _rename(document["pairs"], name, changed.name)
        return changed

    def exported(self, names: Sequence[str]) -> str:
        """These pairs (all, where none is named) as the text of a settings file of their own."""
        import tomlkit

        document = self.read()
        chosen = {name: entry for name, entry in document.pairs.items() if not names or name in names}
        return tomlkit.dumps(
            {"version": VERSION, "pairs": {name: plain_entry(entry) for name, entry in chosen.items()}}
        )

    def import_from(self, file: Path) -> list[str]:
        """Add the pairs of another settings file under new ids; returns their names.

        Raises:
            UsageError: a name is taken, or none that a pair can have, or there is no pair in the file; then none is
                added.
        """
        incoming = Settings(file).read().pairs
        if not incoming:
            raise UsageError(detail=tr("{file} holds no pair.", file=file))
        for name in incoming:
            _check_name(name)
        with self._editing() as document:
            pairs = document.setdefault("pairs", new_table())
            if taken := [name for name in incoming if name in pairs]:
                raise UsageError(
                    detail=tr(
                        "There is a pair named {pair} already. Nothing was added: rename one of them first "
                        "(airsync-gui pair set NAME --rename NEW).",
                        pair=taken[0],
                    )
                )
            for name, entry in incoming.items():
                pairs[name] = plain_entry(msgspec.structs.replace(entry, id=new_pair_id()))
        return list(incoming)

    def remove(self, name: str) -> None:
        """Take a pair out."""
        with self._editing() as document:
            del _pairs(document, name, self.path)[name]

    def note_token(self, account: str, host: str, *, stored: bool) -> None:
        """Remember (or forget) that the keyring holds a token for this account and host."""
        with self._editing() as document:
            known = document.get("tokens", [])
            kept = [t for t in known if (t["account"], t["host"]) != (account, host)]
            if stored and len(kept) < len(known):
                return  # another token in the same place: what a person wrote around it stays
            if stored:
                kept.append({"account": account, "host": host})
            document.pop("tokens", None)
            if kept:
                document["tokens"] = kept

    @contextmanager
    def _editing(self) -> Iterator[Any]:
        """The parsed file to change; written back whole, atomically, while no other process does the same."""
        import tomlkit

        try:
            folder = private_folder(self.path.parent)
        except OSError as error:
            raise StateError(path=str(self.path), detail=error.strerror or str(error)) from error
        with held_file(folder / ".settings.lock", wait_s=10.0, what="the settings"):
            text = self._text() or f"version = {VERSION}\n"
            self._parsed(text)  # refuses a file that could not be understood
            document = tomlkit.parse(text)
            yield document
            new = tomlkit.dumps(document)
            self._parsed(new)  # a file that we could not read again is never left behind
            _replace_file(self.path, new)


_S = TypeVar("_S", bound=msgspec.Struct)
_working_out = threading.Lock()


def _converted(data: Any, kind: type[_S]) -> _S:
    """By one thread at a time: two that meet a type for the first time end the process (msgspec 0.22)."""
    with _working_out:
        return msgspec.convert(data, kind)


def _replace_file(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        raise StateError(path=str(path), detail=error.strerror or str(error)) from error


def _check_name(name: str) -> None:
    if not name.strip() or plain(name) != name or len(name) > LONGEST_NAME or name.startswith("-"):
        raise UsageError(
            detail=tr(
                "A pair's name is 1 to {most} visible characters on one line, the first one no dash.",
                most=LONGEST_NAME,
            )
        )


def _taken(name: str) -> UsageError:
    return UsageError(detail=tr("There is a pair named {pair} already. Choose another name.", pair=name))


def _rename(pairs: Any, old: str, new: str) -> None:
    """The same entry under another name; under its own it stays where it is."""
    if new == old:
        return
    if new in pairs:
        raise _taken(new)
    pairs[new] = pairs.pop(old)


def _name_of(document: Any, name_or_id: str, path: Path) -> str:
    """The name of the pair with this name, or this id."""
    known = document.get("pairs", {})
    name = next((name for name, entry in known.items() if name_or_id in (name, entry["id"])), name_or_id)
    _pairs(document, name, path)
    return str(name)


def _pairs(document: Any, name: str, path: Path) -> Any:
    """The table of pairs, which has this one; another process may have taken it out meanwhile."""
    pairs = document.get("pairs", {})
    if name not in pairs:
        raise NotFound(what="pair", name=name, where=str(path), choices=list(pairs))
    return pairs
