"""What the pair wizard asks: tokens, bases, tables, a local file's first rows, and a pair that is not kept yet."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from airsync_gui.credentials import Secret, Token
from airsync_gui.jobs.wizard_choices import BaseChoice, FilePreview, TableChoice, WorkspaceTable
from airsync_gui.local.source_names import (
    DATABASE_SUFFIXES,
    JSON_SUFFIXES,
    LINES_SUFFIXES,
    WORKBOOK_SUFFIXES,
    SourceParts,
    split_source,
)
from airsync_gui.settings.pair_entries import new_pair_id
from airsync_gui.sync.schema import Field
from airsync_gui.wording import noop, plural, tr

if TYPE_CHECKING:
    from airsync_gui.app import App
    from airsync_gui.jobs.service import Report
    from airsync_gui.pair_setup import KeyCheck, LocalTableChoice, Wishes
    from airsync_gui.sync.pairs import Pair
    from airsync_gui.sync.ports import Cancel
    from airsync_gui.sync.records import Row
    from airsync_gui.sync.run import RunResult

SHOWN_ROWS = 20
LOOKED_AT = 1_000
"""So many rows tell what a column holds."""

KEYRINGS = {
    "keyring.backends.SecretService": noop("the desktop's keyring (Secret Service)"),
    "keyring.backends.macOS": noop("the macOS keychain"),
    "keyring.backends.Windows": noop("the Windows Credential Manager"),
    "keyring.backends.kwallet": "KWallet",
}


def keyring_name(app: App) -> str:
    """Where tokens are kept, in words. Raises KeyringUnavailable."""
    name = app.secrets.backend_name()
    known = KEYRINGS.get(name.rpartition(".")[0])
    return tr(known) if known else name


def has_token(app: App, account: str) -> bool:
    """Whether a token is at hand; the keyring itself is not asked."""
    given = app.given_token is not None or app.endpoint.loopback
    return given or app.settings.has_token(account, app.endpoint.host)


def store_token(app: App, account: str, given: Secret, cancel: Cancel) -> list[BaseChoice]:
    """Keep a token once Airtable has accepted it."""
    from airsync_gui.airtable.metadata import Metadata

    token = Token(given.reveal())
    trial = app.trying(token)
    try:
        metadata = Metadata(trial.client(account).view(cancel), trial.clock)
        metadata.whoami()
        found = [BaseChoice(base.id, base.name, base.permission_level) for base in metadata.bases()]
    finally:
        trial.close()
    app.keep_token(account, token)
    return found


def bases(app: App, account: str, cancel: Cancel) -> list[BaseChoice]:
    """The bases that the account's token sees."""
    metadata = app.metadata(account).through(app.client(account).view(cancel))
    return [BaseChoice(base.id, base.name, base.permission_level) for base in metadata.bases()]


def tables(app: App, account: str, base_id: str, cancel: Cancel) -> list[TableChoice]:
    """The tables of a base as they are now."""
    metadata = app.metadata(account).through(app.client(account).view(cancel))
    found = metadata.tables(base_id, refresh=True)
    return [TableChoice(base_id, table.table_id, table.name, table.fields) for table in found]


# -- a local file ---------------------------------------------------------------------------------------------------


def file_preview(app: App, source: str) -> FilePreview:
    """A local table's first rows, every cell as text."""
    from airsync_gui.local.sources import absolute_source

    app.passwords.offer(source)
    source = absolute_source(source)
    table = app.open_source(source)
    columns = table.headers()
    as_text = {name: Field(f"{place}", name, "multilineText") for place, name in enumerate(columns)}
    rows = [
        tuple(_cell(row, str(place)) for place in range(len(columns)))
        for row in table.read(as_text).rows
        if not row.malformed
    ]
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    return FilePreview(
        source=source,
        about=", ".join([_written(split_source(source)), plural("{n} row", "{n} rows", len(rows))]),
        columns=tuple(columns),
        rows=tuple(rows[:SHOWN_ROWS]),
        row_count=len(rows),
        key_columns=tuple(n for n, cells in zip(columns, by_column, strict=True) if _may_be_key(cells)),
        guesses=tuple((n, _guess(cells[:LOOKED_AT])) for n, cells in zip(columns, by_column, strict=True)),
    )


def _cell(row: Row, field_id: str) -> str:
    """A value as text; what is no text (a list, say) in a word."""
    problem = row.problems.get(field_id)
    return problem.text if problem else str(row.values.get(field_id) or "")


def workspace_tables() -> list[WorkspaceTable]:
    """The tables in this person's OpenClaw workspaces; nothing is changed there."""
    from airsync_gui.local.openclaw import tables

    return [WorkspaceTable(t.name, t.source, t.info.row_count, t.info.unusable, rolling=t.rolling) for t in tables()]


def local_tables(app: App, source: str) -> list[LocalTableChoice]:
    """The tables in a file by name, each with the source to name it by; none for a file that is one table."""
    from airsync_gui.local.sources import absolute_source
    from airsync_gui.pair_setup import LocalTableChoice

    app.passwords.offer(source)
    parts = split_source(absolute_source(source))
    if not parts.is_parted:
        return []
    found = app.tables_in(source)
    if [t.name for t in found] == [""]:
        return []  # a list that is the whole file
    return [
        LocalTableChoice(parts.source_of(t.name), t.name, t.row_count, t.key, t.read_only, t.unusable) for t in found
    ]


_FORMATS = {
    **dict.fromkeys(DATABASE_SUFFIXES, "SQLite"),
    **dict.fromkeys(JSON_SUFFIXES, "JSON"),
    **dict.fromkeys(LINES_SUFFIXES, "JSON Lines"),
    **dict.fromkeys(WORKBOOK_SUFFIXES, noop("Workbook")),
}
_SERVERS = {"postgresql": "PostgreSQL", "mysql": "MySQL"}
_ENCODINGS = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}
_DELIMITERS = {",": noop("comma"), ";": noop("semicolon"), "\t": noop("tab"), "|": noop("vertical bar")}


def _written(parts: SourceParts) -> str:
    """``UTF-8, comma`` for a text file, ``SQLite`` for a database."""
    from airsync_gui.local.csv_text import parse
    from airsync_gui.local.whole_file import read_whole

    if parts.is_folder:
        return tr("Markdown notes")
    if parts.server:
        return _SERVERS[parts.server.kind]
    if parts.suffix in _FORMATS:
        return tr(_FORMATS[parts.suffix])
    text = parse(read_whole(parts.path)[0], parts.path)
    encoding, delimiter = text.encoding.name, text.delimiter.character
    said = tr(_DELIMITERS[delimiter]) if delimiter in _DELIMITERS else delimiter
    return f"{_ENCODINGS.get(encoding, encoding)}, {said}"


def _may_be_key(cells: Sequence[str]) -> bool:
    return bool(cells) and all(cell.strip() for cell in cells) and len(set(cells)) == len(cells)


_KINDS = (
    (noop("whole numbers"), re.compile(r"[+-]?\d+")),
    (noop("numbers"), re.compile(r"[+-]?\d[\d.,  ']*%?")),
    (noop("dates"), re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")),
    (noop("dates with times"), re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")),
    (noop("yes or no"), re.compile(r"(?i)true|false|yes|no|checked|unchecked|x")),
)


_TEXT = noop("text")


def _guess(cells: Iterable[str]) -> str:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return tr("blank")
    return tr(next((kind for kind, shape in _KINDS if all(shape.fullmatch(cell) for cell in filled)), _TEXT))


# -- a pair that is not kept yet ------------------------------------------------------------------------------------


def wished(app: App, wishes: Wishes, base_id: str, table_id: str) -> Pair:
    """The pair that was asked for. Raises UsageError, NotFound."""
    from airsync_gui.local.sources import absolute_source
    from airsync_gui.pair_setup import make_pair

    app.settings.check_new_name(wishes.name)
    source = absolute_source(wishes.source)
    columns = app.open_source(source).headers()
    schema = app.metadata(wishes.account).table(base_id, table_id)
    wishes = replace(wishes, source=source)
    return make_pair(wishes, columns, schema, pair_id=new_pair_id(), endpoint=app.endpoint_name)


def key_check(app: App, pair: Pair, styles: Mapping[str, str]) -> KeyCheck:
    """How good the key is in the local table."""
    from airsync_gui.pair_setup import check_key

    fields = app.schema(pair).by_id()
    reading = app.local_table(pair, styles=styles).read({column: fields[f] for f, column in pair.columns.items()})
    return check_key(pair, reading.rows)


def preview(app: App, pair: Pair, styles: Mapping[str, str], report: Report, cancel: Cancel) -> RunResult:
    """What the pair's first sync would do, over a state of its own that is thrown away."""
    from airsync_gui.state.database import Database
    from airsync_gui.state.store import SqliteStore
    from airsync_gui.sync.run import run
    from airsync_gui.sync.toolbox import Toolbox

    with tempfile.TemporaryDirectory(prefix="airsync-") as folder:
        database = Database(Path(folder) / "state.sqlite")
        try:
            local, airtable = app.local_table(pair, styles=styles), app.airtable_table(pair, cancel)
            return run(pair, Toolbox(local, airtable, SqliteStore(database), app.clock, cancel, report), dry_run=True)
        finally:
            database.close()
