"""Rate and month: when a call is refused with 429.

https://airtable.com/developers/web/api/rate-limits: 5 requests a second per base whoever sends them, 50 a second per
user, and 30 seconds of refusals after that.
"""

from __future__ import annotations

from collections import deque

from msgspec import Struct, field

from airsync_gui.sandbox import errors
from airsync_gui.sandbox.model import World

PER_BASE = 5
"""Requests a second to one base."""
PER_BASE_SLOWED = 2
"""The same, above the month's allowance of a plan that slows down in place of refusing."""
PER_TOKEN = 50
"""Requests a second by one token."""
WINDOW_S = 1.0
PENALTY_S = 30.0
"""Seconds for which calls are refused after one too many."""


class _Window(Struct):
    """The accepted calls of the last second, for one base or one token."""

    limit: int
    accepted: deque[float] = field(default_factory=deque)
    refused_until: float = -float("inf")

    def full(self, now: float) -> bool:
        """Whether a call now would be one too many."""
        while self.accepted and self.accepted[0] <= now - WINDOW_S:
            self.accepted.popleft()
        return len(self.accepted) >= self.limit


class Limits:
    """Counts calls and refuses some. Called with the world's lock held."""

    def __init__(self, world: World, *, rate_limit: bool = True, allowance: int | None = None) -> None:
        self.rate_limit = rate_limit
        """Whether the rate counts at all."""
        self.allowance = allowance
        """Calls in this month before all are refused; None is no end."""
        self.month_calls = 0
        """Calls counted since the month began (or the sandbox started)."""
        self._world = world
        self._month = ""
        self._windows: dict[str, _Window] = {}

    def admit(self, token: str, base_id: str | None) -> None:
        """Count a call, or refuse it.

        Args:
            token: the caller's secret.
            base_id: the base that the call is for; None if it is for none.
        """
        self._turn_month()
        try:
            if self.rate_limit:
                self._admit_by_rate(token, base_id)
            if self._is_over_allowance() and self._world.switches.over_allowance == "refuse":
                raise errors.billing_limited()
        except errors.ApiError:
            self.month_calls += self._world.switches.refused_calls_count
            raise
        self.month_calls += 1

    def reset(self) -> None:
        """Forget all calls and penalties."""
        self._windows.clear()
        self.month_calls = 0

    def _admit_by_rate(self, token: str, base_id: str | None) -> None:
        now = self._world.clock.monotonic()
        windows = [self._window(token, PER_TOKEN)]
        if base_id:
            windows.append(self._window(base_id, PER_BASE))
            windows[-1].limit = PER_BASE_SLOWED if self._is_over_allowance() else PER_BASE
        for window in windows:
            self._refuse_if_full(window, now)
        for window in windows:
            window.accepted.append(now)

    def _is_over_allowance(self) -> bool:
        return self.allowance is not None and self.month_calls >= self.allowance

    def _window(self, key: str, limit: int) -> _Window:
        return self._windows.setdefault(key, _Window(limit))

    def _refuse_if_full(self, window: _Window, now: float) -> None:
        switches = self._world.switches
        punished = now < window.refused_until
        if not punished and not window.full(now):
            return
        if switches.refuse_all_when_limited and (not punished or switches.prolong_penalty):
            window.refused_until = now + PENALTY_S
        raise self.refusal()

    def refusal(self) -> errors.ApiError:
        """The rate's 429, by the switch with ``Retry-After``."""
        return errors.rate_limited({"Retry-After": f"{PENALTY_S:.0f}"} if self._world.switches.retry_after else None)

    def _turn_month(self) -> None:
        month = self._world.now().strftime("%Y-%m")
        if month != self._month:
            self._month, self.month_calls = month, 0
