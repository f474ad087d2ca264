"""A secret in memory: a text that shows nowhere, and the access token as one."""

from __future__ import annotations

import hmac
import re
import unicodedata
from typing import Any, Final, NoReturn, TypeVar

from airsync_gui import logs
from airsync_gui.errors import KeyRejected
from airsync_gui.wording import noop

HIDDEN: Final = "…"

S = TypeVar("S", bound="Secret")


class Secret:
    """A text that does not show. It can't be changed, pickled, or turned into JSON by accident."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        fault = self._fault(text)
        self.__text = "" if fault else self._kept(text)
        del text  # not to be seen among this frame's variables
        if fault:
            raise KeyRejected(detail=fault, unfit=True)
        logs.keep_out(self.__text)

    @staticmethod
    def _kept(text: str) -> str:
        """What is kept of the text given."""
        return text

    @staticmethod
    def _fault(text: str) -> str | None:
        """Why it can't be used (never the text itself); None where it can."""
        return None

    def reveal(self) -> str:
        """The secret itself. For the one place that sends it."""
        return self.__text

    @property
    def label(self) -> str:
        """What may be shown."""
        return HIDDEN

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.label})"

    def __format__(self, spec: str) -> str:
        return format(self.label, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__text.encode(), other.reveal().encode())

    def __hash__(self) -> int:
        return hash(self.__text)

    def __copy__(self: S) -> S:
        return self

    def __deepcopy__(self: S, memo: dict[int, Any]) -> S:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a secret is not pickled")


class Token(Secret):
    """An Airtable access token: personal (``pat….…``), OAuth, or the sandbox's."""

    __slots__ = ()

    @staticmethod
    def _kept(text: str) -> str:
        return text.strip()

    @staticmethod
    def _fault(text: str) -> str | None:
        return token_fault(text)

    @property
    def label(self) -> str:
        """``patXXXXXXXXXXXXXX.…``: the id of a personal token, which Airtable shows too; else only ``…``."""
        found = re.fullmatch(r"(pat[A-Za-z0-9]{14})\..+", self.reveal())
        return f"{found[1]}.{HIDDEN}" if found else HIDDEN


def token_fault(text: str) -> str | None:
    """Why this can't be an access token (never the text itself); None where it may be one.

    Only what no header may carry is refused. The form of a token is Airtable's to change.
    """
    text = text.strip()
    if not text:
        return noop("it is blank")
    if any(character in "\r\n" for character in text):
        return noop("it has more than one line")
    if any(character.isspace() for character in text):
        return noop("it contains white space")
    if any(unicodedata.category(character) == "Cc" for character in text):
        return noop("it contains a control character")
    if not text.isascii():
        return noop("it contains a character that is not ASCII")
    return None
