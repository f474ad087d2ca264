"""From any older state file to this version, one numbered SQL file after another, after a copy was kept.

The version stands in ``PRAGMA user_version``. A released migration is never edited; a new one is added.
"""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path

from airsync_gui.errors import StateTooNew
from airsync_gui.paths import private_file


def migrations() -> list[tuple[int, str]]:
    """(number, SQL) of every migration, in order; numbers run from 1 without a gap."""
    folder = resources.files("airsync_gui.state") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(int(f.name.split("_", 1)[0]), f.read_text(encoding="utf-8")) for f in files]


def version(connection: sqlite3.Connection) -> int:
    """The version of an open state file; 0 for a new one."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def to_newest(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date.

    Raises:
        StateTooNew: it was written by a newer AirSync; nothing is touched.
    """
    steps = migrations()
    newest = steps[-1][0]
    found = version(connection)
    if found > newest:
        raise StateTooNew(path=str(path), found=found, known=newest)
    if 0 < found < newest:
        _keep_copy(connection, path, found)
    for number, sql in steps:
        if number > version(connection):
            _step(connection, number, sql)


def _step(connection: sqlite3.Connection, number: int, sql: str) -> None:
    """One migration and its version as one transaction; a second process that waited finds it done."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version(connection) < number:
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(sql: str) -> list[str]:
    statements, part = [], ""
    for line in sql.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            statements.append(part)
            part = ""
    return statements


def _keep_copy(connection: sqlite3.Connection, path: Path, found: int) -> None:
    """``state.sqlite.v3`` beside the file, for going back by hand."""
    copy_path = path.with_name(f"{path.name}.v{found}")
    if not copy_path.exists():
        unfinished = copy_path.with_name(f"{copy_path.name}.part")
        unfinished.unlink(missing_ok=True)
        private_file(unfinished)
        copy = sqlite3.connect(unfinished)
        connection.backup(copy)
        copy.close()
        unfinished.replace(copy_path)
