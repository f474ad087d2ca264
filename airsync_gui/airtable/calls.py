"""What one request to Airtable is, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import quote

from msgspec import Struct

READ_RECORDS = "data.records:read"
WRITE_RECORDS = "data.records:write"
READ_SCHEMA = "schema.bases:read"
WRITE_SCHEMA = "schema.bases:write"
MANAGE_WEBHOOKS = "webhook:manage"
"""Scopes of a personal access token: https://airtable.com/developers/web/api/scopes"""


class Call(Struct, frozen=True):
    """One request, described.

    Attributes:
        method: HTTP's.
        template: the path with its parameters' names: ``/v0/{base}/{table}``; this is what the request log shows.
        at: those names and what to put there.
        query: parameters behind the path, in order.
        body: sent as JSON.
        writes: whether it changes anything in Airtable.
        once: never repeated when it may have been done (a create).
        names_records: whether a 404 can mean one of its records, and not only the table.
        needs: the scope that it takes.
    """

    method: Literal["GET", "POST", "PATCH", "DELETE"]
    template: str
    at: Mapping[str, str]
    query: Sequence[tuple[str, str]] = ()
    body: Any = None
    writes: bool = False
    once: bool = False
    names_records: bool = False
    needs: str = ""

    @property
    def base_id(self) -> str | None:
        """The base whose budget it uses, if it is about one."""
        return self.at.get("base")

    @property
    def path(self) -> str:
        """The path, with names percent-encoded."""
        return self.template.format_map({name: quote(value, safe="") for name, value in self.at.items()})
