"""Which access token speaks to Airtable, and how one is kept."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Self

from airsync_gui.app.profile import Profile
from airsync_gui.errors import KeyringUnavailable, NoKey, StateError

if TYPE_CHECKING:
    from airsync_gui.credentials import Token

DEFAULT_ACCOUNT = "default"


class Tokens(Profile):
    """The tokens of the profile's accounts."""

    @property
    def given_token(self) -> Token | None:
        """The token that holds for this process only, if one was given."""
        return self._token

    def token_of(self, account: str) -> Token:
        """The token of an account for the present endpoint.

        Raises:
            NoKey, KeyringUnavailable, KeyRejected.
        """
        if self._token is not None:
            return self._token
        if account not in self._tokens:
            self._tokens[account] = self._load_token(account)
        return self._tokens[account]

    def keep_token(self, account: str, token: Token) -> None:
        """Put a token into the keyring and use it from now on, in place of the one that was there."""
        self.settings.read()  # a settings file that can't be noted in is told of before anything is stored
        now = self.clock.now().replace(microsecond=0)
        self.secrets.store(account, self.endpoint.host, token, now)
        self.settings.note_token(account, self.endpoint.host, stored=True)
        self._tokens.pop(account, None)
        self._note_date(account, now)

    def forget_token(self, account: str, host: str) -> bool:
        """Take a token out of the keyring; whether there was one. Raises KeyringUnavailable."""
        was_there = self.secrets.forget(account, host)
        if self.settings.has_token(account, host):
            self.settings.note_token(account, host, stored=False)
        self._tokens.pop(account, None)
        self._forget_date(account, host)
        return was_there

    def _note_date(self, account: str, stored_at: datetime) -> None:
        """Health tells of a token's age without asking the keyring, which may keep it waiting."""
        from airsync_gui.state import token_dates

        with suppress(StateError):
            token_dates.note(self.database, account, self.endpoint.host, stored_at)

    def _forget_date(self, account: str, host: str) -> None:
        from airsync_gui.state import token_dates

        with suppress(StateError):
            token_dates.forget(self.database, account, host)

    def trying(self, token: Token) -> Self:
        """The same profile with another token, to try it before it is kept. Close it after use."""
        return type(self)(self.paths, token=token, secrets=self._secrets, limiter=self._given_limiter)

    def _load_token(self, account: str) -> Token:
        host = self.endpoint.host
        if self.endpoint.loopback and not self.settings.has_token(account, host):
            return _sandbox_token()
        try:
            token, stored_at = self.secrets.load_dated(account, host)
        except (NoKey, KeyringUnavailable):
            if self.endpoint.loopback:
                return _sandbox_token()
            raise
        self._note_date(account, stored_at)
        return token


def _sandbox_token() -> Token:
    """The sandbox's own token: no secret, and good on this computer only."""
    from airsync_gui.credentials import Token
    from airsync_gui.sandbox.access import SANDBOX_TOKEN

    return Token(SANDBOX_TOKEN)
