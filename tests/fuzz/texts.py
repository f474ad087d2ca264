"""Texts that a person writes or types: settings, set-ups, keys, sources, addresses, values; and our own logs."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from airsync_gui import log_reading
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.cli.common import split_pair
from airsync_gui.credentials import Token
from airsync_gui.errors import AirSyncError
from airsync_gui.key_file import read_key_file
from airsync_gui.local.cells import form_of, read_cell
from airsync_gui.local.server_names import join_table, parse_server, split_table
from airsync_gui.local.source_names import is_pattern, split_source
from airsync_gui.local.sources import absolute_source, open_local_table
from airsync_gui.schedule import parsed, quiet_hours_of, times_of
from airsync_gui.settings import Settings
from airsync_gui.sync.records import CellProblem
from tests.fuzz.fields import EVERY
from tests.fuzz.mutate import mutated
from tests.fuzz.parsers import Make, Parse, Parser

SETTINGS = (
    b'version = 1\nhistory_days = 30\nplan = "team"\nsync_every_minutes = 60\nsync_at = ["07:00", "19:30"]\n'
    b'colors = "dark"\nquiet_hours = "22:00-07:00"\nlog_level = "debug"\n\n[new_pairs]\npolicy = "ask"\n',
    b'version = 1\n[pairs.People]\nid = "0123"\nlocal = "/home/ada/people.csv"\nbase_id = "app1"\ntable_id = "tbl1"\n'
    b'base = "Club"\ntable = "People"\npolicy = "ask"\ncheck_hours = 24.0\nbudget = 100\nschedule = "every 60 min"\n'
    b'[[pairs.People.fields]]\ncolumn = "Name"\nfield = "Name"\nid = "fld1"\nkey = true\nmax_length = 80\n'
    b'[[pairs.People.fields]]\ncolumn = "Price"\nfield = "Price"\nid = "fld2"\ntype = "number"\nstyle = "day first"',
    b'pairs = { "a b" = { id = "1", local = "postgresql://ada@host/db#t", base_id = "a", table_id = "b", '
    b'fields = [{ column = "N", id = "f", key = true, policy = "local" }] } }'
    b'\ntokens = [{ account = "x", host = "y" }]\n',
    b'version = 0x7\nplan = """\nteam\\u00e9"""\nhistory_days = 1_000\nx = 1979-05-27T07:32:00.999999-07:00'
    b'\ny = 07:32:00\n',
)  # fmt: skip
KEYS = (b"patAbCdEfGhIjKlMn." + b"5ecret0f" * 8, b"key0123456789abcd\n", b"\xef\xbb\xbfpatAbCdEfGhIjKlMn.00\r\n")
SOURCES = (
    b"meals.csv", b"health.db#workouts", b"book.xlsx#Sheet1", b"log.json#entries", b"log.json#a.b.{}", b"notes/",
    b"notes/**/", b"daily_*.json#meals", b"openclaw:data/habits.json", b"openclaw:calories.db#entries", b"~/meals.tsv",
    b"my#list.csv", b"entries.jsonl", b"postgresql://ada:pw@db.example.org:5433/club?sslmode=require#members.people",
    b"mysql://ada@[::1]:3306/club#people", b"mariadb:///club?unix_socket=/run/my.sock#%23t", b"sqlite:///x.db",
)  # fmt: skip
ADDRESSES = (
    b"https://api.airtable.com", b"http://127.0.0.1:8080/", b"http://[::1]:80", b"https://user:pw@host",
    b"http://localhost",
    b"https://h\xc3\xb6st/path", b"https://host:99999", b"https://host?x#y",
)  # fmt: skip
VALUES = (
    b"Name=Ada", b"1,234.50", b"1.234,50", b"-3 %", b"12:34:56", b"1h 20m", b"yes", b"TRUE", b"vip, \"new, old\"",
    b"2026-05-12", b"12/05/2026", b"12.5.26", b"2026-05-12T07:00:00.000Z", b"2026-05-12 07:00 +02:00", b"1e5",
    b"\xe2\x82\xac 5",
    b"a;b\nc", b"photo.jpg", b"5", b"#ERROR!", b"Feb 29, 2023", b"2026-10-25 02:30",
)  # fmt: skip
PLANS = (
    b"every 60 min",
    b"at 07:00, 19:30",
    b"on change",
    b"22:00-07:00",
    b"07:00",
    b"on change, every 5 min, at 12:00",
)
LOG = (
    b"2026-05-12T07:00:00.000Z INFO airsync_gui.app: started\n2026-05-12T07:00:01.000Z ERROR airsync_gui.jobs: broke\n"
    b"Traceback (most recent call last):\n  File x\nValueError: 5\n2026-05-12T07:00:01.000Z DEBUG x: y\n",
    b"2026-12-31T23:59:59.999Z WARNING airsync_gui: \xf0\x9f\x98\x80\n",
)  # fmt: skip
_STYLES = ("", "decimal comma", "day first", "percent", "semicolon", "nonsense, comma")


def of_bytes(seeds: Sequence[bytes]) -> Make:
    """Inputs made of these by their bytes."""
    return lambda dice: mutated(dice, seeds)


def over_file(name: str, parse: Callable[[Path], object], mode: int = 0o600) -> Callable[[Path], Parse]:
    """Puts an input into a file of a folder and has it read there."""

    def start(folder: Path) -> Parse:
        path = folder / name

        def read(data: bytes) -> object:
            path.write_bytes(data)
            return parse(path)

        path.touch(mode)
        return read

    return start


def text_of(data: bytes) -> str:
    """As an argument of a command comes: bytes that are no UTF-8 are halves of characters."""
    return data.decode("utf-8", "surrogateescape")


def _settings(folder: Path) -> tuple[Make, Parse]:
    def parse(path: Path) -> None:
        settings = Settings(path)
        settings.read()
        settings.pairs()
        settings.exported(())

    return of_bytes(SETTINGS), over_file("settings.toml", parse)(folder)


def _set_ups(folder: Path) -> tuple[Make, Parse]:
    def parse(path: Path) -> None:
        own = path.with_name("own.toml")
        own.unlink(missing_ok=True)
        Settings(path).set_option("notifications", False)  # written by another parser than it is read by
        Settings(own).import_from(path)
        Settings(own).read()

    return of_bytes(SETTINGS[1:3]), over_file("set-up.toml", parse)(folder)


def _keys(folder: Path) -> tuple[Make, Parse]:
    read = over_file("api_key", read_key_file)(folder)

    def parse(data: bytes) -> None:
        try:
            read(data)
        except AirSyncError:
            Token(text_of(data))  # the same, typed

    return of_bytes(KEYS), parse


def _sources(_folder: Path) -> tuple[Make, Parse]:
    def parse(data: bytes) -> None:
        source = text_of(data)
        parts = split_source(source)
        _ = parts.name, parts.suffix, parts.is_parted, is_pattern(parts), parts.source_of("t")
        absolute_source(source)
        if parts.server is None and not parts.is_claw:
            table = open_local_table(source)
            if str(table.path).startswith(str(Path.cwd())):  # nothing else of this computer is read
                table.headers()

    return of_bytes(SOURCES), parse


def _addresses(_folder: Path) -> tuple[Make, Parse]:
    def parse(data: bytes) -> None:
        text = text_of(data)
        schema, table = split_table(text)
        join_table(schema, table)
        try:
            Endpoint.parse(text)
        finally:
            parse_server(text)

    return of_bytes((*ADDRESSES, *SOURCES[-4:])), parse


def _values(_folder: Path) -> tuple[Make, Parse]:
    def parse(data: bytes) -> None:
        text, number = text_of(data), zlib.crc32(data)
        field = EVERY[number % len(EVERY)]
        form = form_of(field, Counter([text]), _STYLES[number // 100 % len(_STYLES)])
        value = read_cell(form, text)
        if isinstance(value, CellProblem):
            value.rule.encode()
        split_pair(text, "a FIELD=VALUE")

    return of_bytes(VALUES), parse


def _plans(_folder: Path) -> tuple[Make, Parse]:
    def parse(data: bytes) -> None:
        text = text_of(data)
        for read in (parsed, quiet_hours_of, lambda text: times_of(text.split(","))):
            try:
                read(text)
            except ValueError as error:
                if type(error) is not ValueError:
                    raise LookupError("not the promised ValueError") from error

    return of_bytes(PLANS), parse


def _logs(folder: Path) -> tuple[Make, Parse]:
    def parse(path: Path) -> None:
        log_reading.latest(path.parent)

    return of_bytes(LOG), over_file("airsync.log", parse)(folder)


PARSERS = (
    Parser("settings", "settings.toml", _settings, share=0.5),
    Parser("set-ups", "saved set-ups", _set_ups, share=0.1),
    Parser("keys", "key files and typed tokens", _keys),
    Parser("sources", "what names a local table", _sources),
    Parser("addresses", "addresses of Airtable and of database servers", _addresses),
    Parser("values", "typed values", _values),
    Parser("schedules", "typed schedules", _plans),
    Parser("logs", "our log, read again", _logs),
)
