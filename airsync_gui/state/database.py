"""The state file: one connection a thread, WAL, short transactions, and errors in our own words.

SQLite in WAL mode with ``synchronous=FULL`` keeps every committed transaction through a crash of the program and of
the machine (https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from airsync_gui.errors import StateDamaged
from airsync_gui.paths import private_file, private_folder
from airsync_gui.state import migrate

NO_SUCH_COLUMN = "No item with that key"
"""What a row of SQLite's says where the file's own list of columns was damaged."""
BUSY_TIMEOUT_S = 20.0
"""How long one transaction waits for another process's."""


class Database:
    """The state file of one profile. Threads may share this object; each gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections: dict[int, sqlite3.Connection] = {}
        with _in_our_words(path):
            private_folder(path.parent)
            if not path.exists():
                private_file(path)
            migrate.to_newest(self.connection(), path)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode: transactions are begun by :meth:`transaction`.

        Threads are told apart by their number. What Python keeps by thread (``threading.local``) is gone whenever one
        of Qt's threads leaves Python, after each task: that would be a new connection for every question.
        """
        thread = threading.get_ident()
        connection = self._connections.get(thread)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            # What a temporary table was like before a transaction is of use to this process only.
            connection.execute("PRAGMA temp.journal_mode = MEMORY")
            self._connections[thread] = connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block, or nothing of it.

        Raises:
            StateDamaged: the file can't be read or written.
        """
        with self._committed("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the file for the length of the block."""
        with _in_our_words(self.path):
            connection = self.connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def staging(self) -> Iterator[sqlite3.Connection]:
        """One view of the file, for the length of the block, in which temporary tables are written; nobody waits."""
        with self._committed("BEGIN") as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[sqlite3.Connection]:
        """For one statement that is asked often: it is a consistent view by itself."""
        with _in_our_words(self.path):
            yield self.connection()

    @contextmanager
    def _committed(self, begin: str) -> Iterator[sqlite3.Connection]:
        with _in_our_words(self.path):
            connection = self.connection()
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()  # if SQLite has not done so itself; the connection serves again
                raise

    def close(self) -> None:
        """Close every thread's connection; call when no thread uses it any more."""
        while self._connections:
            self._connections.popitem()[1].close()


@contextmanager
def _in_our_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StateDamaged(path=str(path), detail=str(error)) from error
    except UnicodeDecodeError as error:  # what SQLite says of the damage holds bytes of the file
        raise StateDamaged(path=str(path), detail="it is damaged") from error
    except IndexError as error:
        if error.args != (NO_SUCH_COLUMN,):
            raise
        raise StateDamaged(path=str(path), detail="it is damaged") from error
    except OSError as error:
        raise StateDamaged(path=str(path), detail=error.strerror or str(error)) from error
