"""Where a database server's table is: ``postgresql://ada@db.example.org:5433/club#members.people``.

A password may stand in such a text when a person types it. It is taken out here, into a :class:`Secret`, before
anything else sees the text: neither settings nor messages ever hold it, and no error of this module shows the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from msgspec import Struct

from airsync_gui.credentials import Secret
from airsync_gui.errors import UsageError

ServerKind = Literal["postgresql", "mysql"]
SCHEMES: Final[dict[str, ServerKind]] = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
}
PORTS: Final[dict[ServerKind, int]] = {"postgresql": 5432, "mysql": 3306}
OPTIONS: Final[dict[ServerKind, frozenset[str]]] = {
    "postgresql": frozenset({"host", "sslmode", "sslrootcert", "sslcert", "sslkey"}),
    "mysql": frozenset({"unix_socket", "ssl_ca", "ssl_cert", "ssl_key", "ssl_verify_identity"}),
}
"""What may stand behind the ``?``, with the names that the drivers give it."""
_THIS_COMPUTER: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


class ServerAddress(Struct, frozen=True):
    """One database on a server, and who asks; no password.

    Attributes:
        host: empty for a socket of this computer.
        port: 0 where none is named.
        options: name → value, as they stand behind the ``?``.
    """

    kind: ServerKind
    user: str
    host: str
    port: int
    database: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """As a person would write it."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        options = f"?{urlencode(self.options, safe='/')}" if self.options else ""
        return f"{self.kind}://{user}{host}{port}/{quote(self.database, safe='')}{options}"

    @property
    def place(self) -> str:
        """``localhost:5432``: who a password is for, and nobody else."""
        host = "localhost" if self.on_this_computer else self.host.lower()
        return f"{host}:{self.port or PORTS[self.kind]}"

    @property
    def on_this_computer(self) -> bool:
        """Whether nothing leaves this computer."""
        return self.host.lower() in _THIS_COMPUTER

    @property
    def account(self) -> str:
        """What the keyring calls the user: ``postgresql ada``."""
        return f"{self.kind} {self.user}"

    @property
    def name(self) -> str:
        """``club on db.example.org``."""
        return f"{self.database} on {self.host or 'this computer'}"


Passwords = Callable[[ServerAddress], Secret | None]
"""Where a password is got when a connection is made; None where there is none."""


def scheme_of(source: str) -> str | None:
    """``postgresql`` of ``postgresql://…``; None where none stands at the beginning."""
    found = _SCHEME.match(source)
    return found[1].lower() if found else None


def parse_server(source: str) -> tuple[ServerAddress, str, Secret | None]:
    """Address, table (perhaps none) and password (perhaps none).

    Raises:
        UsageError: it can't be understood; what was typed is not shown, since a password may stand in it.
    """
    scheme = scheme_of(source) or ""
    kind = SCHEMES.get(scheme)
    if kind is None:
        raise UsageError(detail=f"AirSync can't sync {scheme}:// tables, only postgresql:// and mysql:// ones.")
    try:
        source.encode()  # bytes that were no text come as halves of characters
        parts = urlsplit(source)
        port = parts.port or 0
    except ValueError:
        # "from None": the cause would carry the text.
        raise UsageError(detail=_wanted(kind)) from None
    database = unquote(parts.path.removeprefix("/"))
    if not database or "/" in database or "@" in parts.fragment:
        raise UsageError(detail=_wanted(kind))
    address = ServerAddress(
        kind, unquote(parts.username or ""), parts.hostname or "", port, database, _options(kind, parts)
    )
    password = Secret(unquote(parts.password)) if parts.password else None
    return address, parts.fragment, password


def _options(kind: ServerKind, parts: SplitResult) -> tuple[tuple[str, str], ...]:
    found = parse_qsl(parts.query, keep_blank_values=True)
    for name, _ in found:
        if name not in OPTIONS[kind]:
            known = ", ".join(sorted(OPTIONS[kind]))
            raise UsageError(
                detail=f"Behind the ? of a {kind}:// address there can be: {known}. Nothing else is taken."
            )
    return tuple(found)


def _wanted(kind: ServerKind) -> str:
    return (
        f"Write the table as {kind}://user@host/database#table. In a user, password or database, write what is no "
        "letter or digit as in a web address: %40 for @, %23 for #, %2F for /."
    )


def split_table(text: str) -> tuple[str, str]:
    """Schema (empty where none is named) and table; a part with a dot in it stands in double quotes."""
    found = re.fullmatch(r'(?:("(?:[^"]|"")+"|[^".]+)\.)?("(?:[^"]|"")+"|[^"]+)', text)
    if found is None:
        return "", text
    return _bare(found[1] or ""), _bare(found[2])


def join_table(schema: str, table: str) -> str:
    """The inverse of :func:`split_table`."""
    parts = [part for part in (schema, table) if part]
    return ".".join('"' + part.replace('"', '""') + '"' if re.search(r'[."]', part) else part for part in parts)


def _bare(part: str) -> str:
    return part[1:-1].replace('""', '"') if len(part) > 1 and part[0] == part[-1] == '"' else part
