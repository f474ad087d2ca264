"""Settings: one TOML file that a person can read, edit and keep under version control. It holds no secret.

It is read with the standard library and validated by msgspec; it is written through tomlkit, which keeps a person's
comments and order. A file that can't be understood is never overwritten.
"""

from __future__ import annotations

import re
import threading
import tomllib
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from airsync_gui.call_budget import PLANS
from airsync_gui.errors import NotFound, StateError, StateTooNew, UsageError
from airsync_gui.health_limits import USUAL, HealthLimits, limit_fault
from airsync_gui.locks import held_file
from airsync_gui.messages import plain
from airsync_gui.paths import private_folder
from airsync_gui.schedule import Schedule, clock_text, interval_fault, parsed, quiet_hours_of, times_of
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy
from airsync_gui.whole_text import write_whole
from airsync_gui.wording import tr

VERSION = 1
LONGEST_NAME = 80
"""Characters of a pair's name."""
Colors = Literal["system", "light", "dark"]
LogLevel = Literal["debug", "info", "warning"]
Option = Literal["keep_in_tray", "notifications", "quiet_hours", "log_level", "language"]
_PASSWORD = re.compile(r"[a-z]+://[^/@]*:[^/]*@", re.IGNORECASE)


class FieldEntry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One mapped column and its Airtable field: ``[[pairs.Meals.fields]]``."""

    column: str
    field: str
    id: str
    type: str = ""
    key: bool = False
    required: bool = False
    max_length: int | None = None
    policy: Policy | None = None
    style: str = ""


class PairEntry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One pair: ``[pairs.Meals]``."""

    id: str
    local: str
    base_id: str
    table_id: str
    base: str = ""
    table: str = ""
    account: str = "default"
    endpoint: str = "api.airtable.com"
    direction: Direction = Direction.BOTH
    drift: Drift = Drift.LEAVE
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK
    version_field: str | None = None
    stamp_field: str | None = None
    time_column: str | None = None
    create_choices: bool = False
    escape_formulas: bool = False
    rolling: bool = False
    ask_first: bool = False
    change_feed: bool = True
    check_hours: float = 6.0
    paused: bool = False
    budget: int | None = None
    schedule: str = ""
    fields: list[FieldEntry] = []


class TokenEntry(msgspec.Struct, forbid_unknown_fields=True):
    """That a token was stored for an account and a host; the token itself is in the keyring."""

    account: str
    host: str


class NewPairs(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The rules that a new pair begins with: ``[new_pairs]``."""

    direction: Direction = Direction.BOTH
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK


class Document(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file.

    Attributes:
        history_days: how long history is kept, and with it the way back; 0 is for ever.
        plan: of the Airtable workspace: ``free``, ``team``, ``business``, ``enterprise``; empty where it was not told.
        calls_per_month: what the plan allows, where it is none of these.
        sync_on_change: the window syncs a pair when its local table changes.
        sync_every_minutes: the window syncs every pair so often by itself, or less often where the month's calls would
            not last; 5 to 10080 (a week), or 0 for never.
        sync_at: the window syncs every pair at these times of the day: ``["07:00", "19:30"]``.
        colors: the window's: ``system``, ``light``, ``dark``.
        language: the window's: ``system``, or a code such as ``de``; English where that is not there.
        keep_in_tray: closing the window leaves AirSync at work where the desktop has a tray.
        notifications: the desktop is told of what needs a person.
        quiet_hours: but not between these times: ``22:00-07:00``.
        log_level: what the log holds: ``debug``, ``info``, ``warning``.
        new_pairs: the rules that a new pair begins with.
        health: from where on something counts as not healthy.
    """

    version: int = VERSION
    history_days: int = 0
    plan: str = ""
    calls_per_month: int | None = None
    sync_on_change: bool = True
    sync_every_minutes: int = 60
    sync_at: list[str] = []
    colors: Colors = "system"
    language: Annotated[str, msgspec.Meta(pattern="^[A-Za-z_]{2,20}$")] = "system"
    keep_in_tray: bool = False
    notifications: bool = True
    quiet_hours: str = ""
    log_level: LogLevel = "info"
    new_pairs: NewPairs = NewPairs()
    health: HealthLimits = USUAL
    pairs: dict[str, PairEntry] = {}
    tokens: list[TokenEntry] = []


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
        if fault := _fault(document):
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
        """Keep how columns proved to be written, where the pair does not say it already."""
        known = self.read().pairs.get(pair_name)
        fields = known.fields if known else []
        new = {f.column: proven[f.column] for f in fields if not f.style and proven.get(f.column)}
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

    def set_schedule(self, schedule: Schedule) -> None:
        """Note when the window syncs by itself. Raises StateError where the minutes make no sense."""
        with self._editing() as document:
            _set(document, "sync_on_change", schedule.on_change)
            _set(document, "sync_every_minutes", schedule.every_minutes)
            _set(document, "sync_at", [clock_text(at) for at in schedule.at])

    def set_option(self, name: Option, value: bool | str) -> None:
        """Note one of the window's options. Raises StateError where the value makes no sense."""
        with self._editing() as document:
            _set(document, name, value)

    def set_new_pairs(self, rules: NewPairs) -> None:
        """Note the rules that new pairs begin with."""
        with self._editing() as document:
            document.pop("new_pairs", None)
            if rules != NewPairs():
                document["new_pairs"] = _plain(rules)

    def health_limits(self) -> HealthLimits:
        """From where on something counts as not healthy."""
        return self.read().health

    def set_health_limits(self, limits: HealthLimits) -> None:
        """Note from where on something counts as not healthy. Raises StateError where a limit makes no sense."""
        with self._editing() as document:
            document.pop("health", None)
            if limits != USUAL:
                document["health"] = _plain(limits)

    def set_colors(self, colors: Colors) -> None:
        """Note which colours the window has."""
        with self._editing() as document:
            _set(document, "colors", colors)

    def has_token(self, account: str, host: str) -> bool:
        """Whether a token was stored for this account and host (the keyring is not asked)."""
        return any(entry.account == account and entry.host == host for entry in self.read().tokens)

    # -- writing ----------------------------------------------------------------------------------------------------

    def check_new_name(self, name: str) -> None:
        """Raise UsageError for a name that a pair can't have, or that one has already."""
        if not name.strip() or plain(name) != name or len(name) > LONGEST_NAME or name.startswith("-"):
            raise UsageError(
                detail=tr(
                    "A pair's name is 1 to {most} visible characters on one line, the first one no dash.",
                    most=LONGEST_NAME,
                )
            )
        if name in self.read().pairs:
            raise _taken(name)

    def add(self, pair: Pair, styles: Mapping[str, str] | None = None) -> None:
        """Add a pair under a new name."""
        with self._editing() as document:
            pairs = document.setdefault("pairs", _table())
            if pair.name in pairs:
                raise _taken(pair.name)
            pairs[pair.name] = _plain(to_entry(pair, styles or {}))

    def replace(self, pair: Pair) -> None:
        """Change a pair; what it leaves as it was stays as a person wrote it, comments and column styles too."""
        with self._editing() as document:
            table = _pairs(document, pair.name, self.path)[pair.name]
            old = _converted(table.unwrap(), PairEntry)
            styles = {f.column: f.style for f in old.fields if f.style}
            new = to_entry(pair, styles)
            _change(table, old, new)
            _change_fields(table, {f.id: f for f in old.fields}, {f.id: f for f in new.fields})

    def rename(self, old: str, new: str) -> None:
        """Give a pair another name; its id, and so its state, stays."""
        with self._editing() as document:
            pairs = _pairs(document, old, self.path)
            if new in pairs:
                raise _taken(new)
            pairs[new] = pairs.pop(old)

    def exported(self, names: Sequence[str]) -> str:
        """These pairs (all, where none is named) as the text of a settings file of their own."""
        import tomlkit

        document = self.read()
        chosen = {name: entry for name, entry in document.pairs.items() if not names or name in names}
        return tomlkit.dumps({"version": VERSION, "pairs": {name: _plain(entry) for name, entry in chosen.items()}})

    def import_from(self, file: Path) -> list[str]:
        """Add the pairs of another settings file under new ids; returns their names.

        Raises:
            UsageError: a name is taken, or there is no pair in the file; then none is added.
        """
        incoming = Settings(file).read().pairs
        if not incoming:
            raise UsageError(detail=tr("{file} holds no pair.", file=file))
        with self._editing() as document:
            pairs = document.setdefault("pairs", _table())
            if taken := [name for name in incoming if name in pairs]:
                raise UsageError(
                    detail=tr(
                        "There is a pair named {pair} already. Nothing was added: rename one of them first "
                        "(airsync-gui pair set NAME --rename NEW).",
                        pair=taken[0],
                    )
                )
            for name, entry in incoming.items():
                pairs[name] = _plain(msgspec.structs.replace(entry, id=new_pair_id()))
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


def _set(document: Any, name: str, value: bool | int | str | list[str]) -> None:
    """Write one of the file's own values; what is as it is by default need not stand there."""
    document.pop(name, None)
    if value != getattr(Document(), name):
        document[name] = value


def _change(table: Any, old: msgspec.Struct, new: msgspec.Struct) -> None:
    """Write what differs into a TOML table; what is as it is by default need not stand there."""
    written = _plain(new)
    for name in new.__struct_fields__:
        if name == "fields" or getattr(old, name) == getattr(new, name):
            continue
        if name in written:
            table[name] = written[name]
        else:
            table.pop(name, None)


def _change_fields(table: Any, old: Mapping[str, FieldEntry], new: Mapping[str, FieldEntry]) -> None:
    """The same for the list of fields: each keeps its place, new ones come last."""
    from tomlkit.items import AoT

    if set(old) != set(new) and not isinstance(table["fields"], AoT):
        # tomlkit loses its way among the commas and comments of [{…}, {…}] when one comes or goes.
        table["fields"] = [_plain(entry) for entry in new.values()]
        return
    entries = table["fields"]
    for index in reversed(range(len(entries))):
        field_id = str(entries[index]["id"])
        if field_id in new:
            _change(entries[index], old[field_id], new[field_id])
        else:
            del entries[index]
    for field_id, entry in new.items():
        if field_id not in old:
            entries.append(_plain(entry))


def _taken(name: str) -> UsageError:
    return UsageError(detail=tr("There is a pair named {pair} already. Choose another name.", pair=name))


def _pairs(document: Any, name: str, path: Path) -> Any:
    """The table of pairs, which has this one; another process may have taken it out meanwhile."""
    pairs = document.get("pairs", {})
    if name not in pairs:
        raise NotFound(what="pair", name=name, where=str(path), choices=list(pairs))
    return pairs


def _fault(document: Document) -> str | None:
    """What a file says that its types allow and that makes no sense; with the place."""
    if document.history_days < 0:
        return "`history_days` is below 0; 0 keeps history for ever"
    if document.plan and document.plan not in PLANS:
        return f"`plan` is none of {', '.join(PLANS)}"
    if document.calls_per_month is not None and document.calls_per_month < 1:
        return "`calls_per_month` is below 1; leave it out where there is no limit"
    if document.new_pairs.policy is Policy.OPTIMISTIC_LOCK:
        return "`new_pairs.policy` can't be optimistic-lock, for which each pair needs a field of its own"
    if fault := limit_fault(document.health):
        return f"`health`: {fault}"
    for name, look in _READ_AGAIN:
        try:
            look(document)
        except ValueError as error:
            return f"`{name}`: {error}"
    ids = Counter(entry.id for entry in document.pairs.values())
    faults = (_pair_fault(entry, known_twice=ids[entry.id] > 1) for entry in document.pairs.values())
    return next((f"`pairs.{name}` {fault}" for name, fault in zip(document.pairs, faults, strict=True) if fault), None)


def _look_at_interval(document: Document) -> None:
    if fault := interval_fault(document.sync_every_minutes):
        raise ValueError(f"{fault} 0 is never.")


_READ_AGAIN: Sequence[tuple[str, Callable[[Document], object]]] = (
    ("sync_every_minutes", _look_at_interval),
    ("sync_at", lambda document: times_of(document.sync_at)),
    ("quiet_hours", lambda document: quiet_hours_of(document.quiet_hours)),
)
"""What is written as text, and how it is read; each raises ValueError with a sentence."""


def _pair_fault(entry: PairEntry, *, known_twice: bool) -> str | None:
    if known_twice:
        return "has the same id as another pair"
    if not 0 <= entry.check_hours < float("inf"):
        return "has `check_hours` below 0 or without end; 0 reads all records at each sync"
    if _PASSWORD.match(entry.local):
        remedy = "take it out there, and store it: airsync-gui password set"
        return f"has a password in `local`, where everybody can read it: {remedy}"
    if entry.budget is not None and entry.budget < 1:
        return "has a `budget` below 1; leave it out where there is none"
    if entry.schedule:
        try:
            parsed(entry.schedule)
        except ValueError as error:
            return f"has a `schedule` that makes no sense. {error}"
    if not any(f.key for f in entry.fields):
        return "has no key: write key = true at one of its fields"
    for what, names in (("field id", [f.id for f in entry.fields]), ("column", [f.column for f in entry.fields])):
        twice = [each for each, count in Counter(names).items() if count > 1]
        if twice:
            return f"has the {what} {twice[0]} twice"
    return None


def _table() -> Any:
    import tomlkit

    return tomlkit.table()


def _plain(entry: msgspec.Struct) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    return plain


def to_pair(name: str, entry: PairEntry) -> Pair:
    """A pair as the engine knows it."""
    return Pair(
        id=entry.id,
        name=name,
        source=entry.local,
        base_id=entry.base_id,
        table_id=entry.table_id,
        columns={f.id: f.column for f in entry.fields},
        key=tuple(f.id for f in entry.fields if f.key),
        account=entry.account,
        endpoint=entry.endpoint,
        base_name=entry.base,
        table_name=entry.table,
        direction=entry.direction,
        drift=entry.drift,
        deletes=entry.deletes,
        policy=entry.policy,
        field_policies={f.id: f.policy for f in entry.fields if f.policy},
        version_field=entry.version_field,
        stamp_field=entry.stamp_field,
        time_column=entry.time_column,
        required=frozenset(f.id for f in entry.fields if f.required),
        max_length={f.id: f.max_length for f in entry.fields if f.max_length is not None},
        field_names={f.id: f.field for f in entry.fields},
        field_types={f.id: f.type for f in entry.fields if f.type},
        create_choices=entry.create_choices,
        escape_formulas=entry.escape_formulas,
        rolling=entry.rolling,
        ask_first=entry.ask_first,
        change_feed=entry.change_feed,
        check_hours=entry.check_hours,
        paused=entry.paused,
        budget=entry.budget,
        schedule=entry.schedule,
    )


def to_entry(pair: Pair, styles: Mapping[str, str]) -> PairEntry:
    """A pair as the file has it; key fields come first, in the key's order."""
    rest = [field_id for field_id in pair.columns if field_id not in pair.key]
    return PairEntry(
        id=pair.id,
        local=pair.source,
        base_id=pair.base_id,
        table_id=pair.table_id,
        base=pair.base_name,
        table=pair.table_name,
        account=pair.account,
        endpoint=pair.endpoint,
        direction=pair.direction,
        drift=pair.drift,
        deletes=pair.deletes,
        policy=pair.policy,
        version_field=pair.version_field,
        stamp_field=pair.stamp_field,
        time_column=pair.time_column,
        create_choices=pair.create_choices,
        escape_formulas=pair.escape_formulas,
        rolling=pair.rolling,
        ask_first=pair.ask_first,
        change_feed=pair.change_feed,
        check_hours=pair.check_hours,
        paused=pair.paused,
        budget=pair.budget,
        schedule=pair.schedule,
        fields=[
            FieldEntry(
                column=pair.columns[field_id],
                field=pair.field_names.get(field_id, field_id),
                id=field_id,
                type=pair.field_types.get(field_id, ""),
                key=field_id in pair.key,
                required=field_id in pair.required,
                max_length=pair.max_length.get(field_id),
                policy=pair.field_policies.get(field_id),
                style=styles.get(pair.columns[field_id], ""),
            )
            for field_id in (*pair.key, *rest)
        ],
    )


def new_pair_id() -> str:
    """An id for a new pair; its state is kept under it."""
    return uuid.uuid4().hex
