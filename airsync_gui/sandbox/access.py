"""Tokens: who a caller is and what it may do. Scopes, the list of bases and the role must all allow a call."""

from __future__ import annotations

from msgspec import Struct, field

from airsync_gui.sandbox import errors
from airsync_gui.sandbox.model import User

SANDBOX_TOKEN = "patSandbox0000000." + "5a" * 32
"""The token of every sandbox. It opens nothing but a sandbox on this machine, so it is no secret."""

ALL_SCOPES = frozenset(
    {
        "data.records:read",
        "data.records:write",
        "schema.bases:read",
        "schema.bases:write",
        "webhook:manage",
        "user.email:read",
    }
)
ROLES = ("none", "read", "comment", "edit", "create")
"""permissionLevel, from the lowest: records are written with ``edit``, schemas with ``create``."""


class Token(Struct):
    """A personal access token, and the person who made it. May be changed while the sandbox runs."""

    secret: str
    user: User
    scopes: frozenset[str] = ALL_SCOPES
    bases: frozenset[str] | None = None
    """Ids of the bases it may see; None is all."""
    role: str = "create"
    roles: dict[str, str] = field(default_factory=dict)
    """Base id to role, where it is another than ``role``."""
    revoked: bool = False
    oauth: bool = False
    """Not a personal one but an integration's: it is told its scopes, and sees only the webhooks it made."""

    def role_in(self, base_id: str) -> str:
        """The role in a base; ``none`` where the token may not see it."""
        if self.bases is not None and base_id not in self.bases:
            return "none"
        return self.roles.get(base_id, self.role)

    def sees(self, base_id: str) -> bool:
        """Whether the base exists for this token."""
        return self.role_in(base_id) != "none"

    def check(self, base_id: str, scope: str, role: str) -> None:
        """Refuse a call that needs this scope, and at least this role in the base."""
        if scope not in self.scopes or not self.sees(base_id):
            raise errors.model_not_found()
        if ROLES.index(self.role_in(base_id)) < ROLES.index(role):
            raise errors.not_permitted()


class Tokens:
    """All tokens by secret."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}

    def add(self, token: Token) -> None:
        """Let a token in."""
        self._tokens[token.secret] = token

    def __getitem__(self, secret: str) -> Token:
        return self._tokens[secret]

    def authenticate(self, header: str | None) -> Token:
        """The token of an Authorization header; anything else is a 401."""
        kind, _, secret = (header or "").partition(" ")
        token = self._tokens.get(secret.strip())
        if kind.lower() != "bearer" or token is None or token.revoked:
            raise errors.authentication_required()
        return token
