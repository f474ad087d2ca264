"""Where Airtable is: the address that requests go to, checked before a token can be sent there."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from airsync_gui.errors import UsageError

AIRTABLE_URL = "https://api.airtable.com"
CONTENT_HOSTS = (".airtableusercontent.com", ".airtable.com")
ENDPOINT_VARIABLE = "AIRTABLE_ENDPOINT_URL"
"""Airtable's own JavaScript client reads the same variable: https://github.com/Airtable/airtable.js#configuration"""


class Endpoint(Struct, frozen=True):
    """An address that is safe to send a token to: https, or this computer itself.

    Attributes:
        url: without a slash at its end.
        host: what a token is bound to: the host, with the port where it is not the usual one.
        loopback: whether it is this computer; proxies are then passed by.
    """

    url: str
    host: str
    loopback: bool

    @classmethod
    def parse(cls, text: str | None) -> Endpoint:
        """The endpoint that this text names; Airtable itself when there is none.

        Raises:
            UsageError: not a URL, plain http to another computer, or a user name in it.
        """
        url = (text or "").strip().rstrip("/") or AIRTABLE_URL
        parts = _split(url)
        loopback = _is_loopback(parts.hostname or "")
        if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
            raise UsageError(detail=f"{ENDPOINT_VARIABLE} must begin with https:// (http:// only for this computer).")
        return cls(url, parts.netloc.lower(), loopback)

    def may_point_at(self, parts: SplitResult) -> bool:
        """Whether an address in an answer is one of Airtable's own; of an endpoint on this computer, this computer's.

        Attachments are at ``v5.airtableusercontent.com``: https://support.airtable.com/docs/airtable-attachment-url-behavior
        """
        host = (parts.hostname or "").lower()
        if self.loopback:
            return _is_loopback(host)
        own = parts.netloc.lower() == self.host or host.endswith(CONTENT_HOSTS)
        return parts.scheme == "https" and own and "@" not in parts.netloc


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known or any(c.isspace() or not c.isprintable() for c in url):
        # The text itself stays out of the message: it may hold a password.
        raise UsageError(detail=f"{ENDPOINT_VARIABLE} is not a web address.")
    if "@" in parts.netloc:
        raise UsageError(detail=f"{ENDPOINT_VARIABLE} must not hold a user name or password.")
    if parts.query or parts.fragment:
        raise UsageError(detail=f"{ENDPOINT_VARIABLE} must end with its host or path, without ? or #.")
    return parts


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
