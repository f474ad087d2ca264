"""A PostgreSQL and a MariaDB of the tests' own: on loopback, in a temporary folder, as a user with no rights.

They come from Debian's packages, whose own services are left alone. They die with the process that started them.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import psycopg
import pymysql
import pytest
from msgspec import Struct

PASSWORD = "pa#ss:w/rd@1"
"""Of the user ``locked``; in a URL it has to be escaped."""


class Server(Struct, dict=True):
    """A running server with one empty database, ``club``, and two users: ``ada``, and ``locked`` with a password."""

    kind: Literal["postgresql", "mysql"]
    port: int

    @property
    def url(self) -> str:
        return f"{self.kind}://ada@127.0.0.1:{self.port}/club"

    def source(self, table: str = "people") -> str:
        return f"{self.url}#{table}"

    def connected(self) -> Any:
        """Another program's connection; each statement counts at once. Names stand in double quotes."""
        if self.kind == "postgresql":
            return psycopg.connect(host="127.0.0.1", port=self.port, user="ada", dbname="club", autocommit=True)
        return pymysql.connect(
            host="127.0.0.1",
            port=self.port,
            user="ada",
            database="club",
            autocommit=True,
            ssl_disabled=True,
            init_command="SET sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES', time_zone = '+00:00'",
        )

    @cached_property
    def other(self) -> Any:
        """The connection of a program that stays connected."""
        return self.connected()

    def __call__(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What that program does, or sees."""
        with self.other.cursor() as cursor:
            cursor.execute(sql, values or None)
            return list(cursor.fetchall()) if cursor.description else []

    def clear(self) -> None:
        """An empty database."""
        if self.kind == "postgresql":
            self("DROP SCHEMA IF EXISTS members CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        else:
            self("DROP DATABASE club")
            self("CREATE DATABASE club CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
            self("USE club")


def lacking(what: str) -> None:
    """Without the server's programs there is nothing to test; where all must be tested, that is an error."""
    reason = f"no {what} here: apt-get install postgresql mariadb-server-core"
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the length of the block."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not programs or not (programs[-1] / "initdb").exists():
        lacking("PostgreSQL")
    with folder_of_nobody() as folder:
        data, port = folder / "data", free_port()
        made = [str(programs[-1] / "initdb"), "-D", str(data), "-U", "ada", "-A", "trust", "--no-sync", "-E", "UTF8"]
        as_nobody(folder, [*made, "--locale=C.UTF-8"])
        (data / "pg_hba.conf").write_text(
            "host all locked 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
        )
        settings = {"fsync": "off", "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": port}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(programs[-1] / "postgres"), "-D", str(data), *options]
        with running(folder, command, b"ready to accept connections", signal.SIGINT):
            with psycopg.connect(host="127.0.0.1", port=port, user="ada", dbname="postgres", autocommit=True) as db:
                db.execute("CREATE DATABASE club")
                db.execute(f"CREATE ROLE locked LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
            server = Server("postgresql", port)
            yield server
            server.other.close()


@contextmanager
def mariadb() -> Iterator[Server]:
    """A MariaDB server for the length of the block."""
    daemon, install = program("mariadbd"), program("mariadb-install-db")
    if not daemon or not install:
        lacking("MariaDB")
    with folder_of_nobody() as folder:
        data, port = folder / "data", free_port()
        as_nobody(
            folder,
            [
                install,
                "--no-defaults",
                f"--datadir={data}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ],
        )
        options = {"datadir": data, "socket": folder / "socket", "pid-file": folder / "pid", "port": port}
        quick = ["--skip-log-bin", "--performance-schema=off", "--innodb-flush-log-at-trx-commit=0"]
        quick += ["--innodb-doublewrite=0", "--innodb-fast-shutdown=2", "--innodb-buffer-pool-size=8M"]
        command = [daemon, "--no-defaults", "--bind-address=127.0.0.1", *quick]
        command += [f"--{name}={value}" for name, value in options.items()]
        with running(folder, command, b"ready for connections", signal.SIGTERM):
            with (
                pymysql.connect(host="127.0.0.1", port=port, user="root", ssl_disabled=True) as db,
                db.cursor() as cursor,
            ):
                cursor.execute("CREATE DATABASE club CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
                cursor.execute("CREATE USER ada")
                cursor.execute("CREATE USER locked IDENTIFIED BY %s", (PASSWORD,))
                cursor.execute("GRANT ALL ON *.* TO ada WITH GRANT OPTION")
                cursor.execute("GRANT ALL ON *.* TO locked")
            server = Server("mysql", port)
            yield server
            server.other.close()


def program(name: str) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin") or ""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def folder_of_nobody() -> Iterator[Path]:
    """A folder that a user without rights may use: pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="airsync-db-", dir="/tmp", ignore_cleanup_errors=True) as name:
        if os.getuid() == 0:
            shutil.chown(name, "nobody", "nogroup")
        yield Path(name)


def unprivileged() -> list[str]:
    """Both servers refuse to run as root. What is started so dies with this process."""
    found = ["setpriv", "--pdeathsig=KILL"]
    return [*found, "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else found


def as_nobody(folder: Path, command: Sequence[str]) -> None:
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    done = subprocess.run(
        [*unprivileged(), *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def running(folder: Path, command: Sequence[str], ready: bytes, stop: signal.Signals) -> Iterator[None]:
    """A server from the moment it says it is ready."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    server = subprocess.Popen(
        [*unprivileged(), *command], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert server.stderr is not None
    said: list[bytes] = []
    for line in server.stderr:
        said.append(line)
        if ready in line:
            break
    else:
        pytest.fail(b"".join(said).decode(errors="replace"))
    # A full pipe would stop it.
    drain = threading.Thread(target=server.stderr.read, daemon=True)
    drain.start()
    try:
        yield
    finally:
        server.send_signal(stop)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(20)
        drain.join(5)
        server.stderr.close()
