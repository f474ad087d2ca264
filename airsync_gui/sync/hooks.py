"""The hook of a base that tells what changed: found or made, kept alive, given up.

It is found by its exact specification, so that one which was made and never noted is used, not made twice; what is
ours and tells no more is taken away, as a base can have but ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, NotFound, NotPermitted, Refused, ServerFault, Transient, Unreachable
from airsync_gui.sync import feed
from airsync_gui.sync.feed import Barred, BaseFeed, Doubt, Hook, Mark, Why
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.ports import ChangeFeed, Images

_LOST = (NotFound, NotPermitted, Refused)
_SILENT = (ServerFault, Unreachable)


@contextmanager
def answered() -> Iterator[None]:
    """A feed that answers otherwise than it should is in doubt; a rate limit, a used-up month and the like go on."""
    try:
        yield
    except _LOST as error:
        raise Doubt(Why.LOST) from error
    except _SILENT as error:
        raise Doubt(Why.SILENT) from error


class Hooks:
    """A base's hook, for one reading of one pair. ``now`` is Airtable's time."""

    def __init__(self, pair: Pair, images: Images, told_by: ChangeFeed, now: datetime) -> None:
        self._images, self._feed, self._now = images, told_by, now
        self._base = pair.endpoint, pair.base_id

    def check(self, mark: Mark) -> None:
        """Raise Doubt where the hook may have been told less than everything since."""
        why = feed.why_not_feed(mark, self._known(), self._now)
        if why is not None:
            raise Doubt(why)

    def keep_alive(self) -> None:
        """Refresh the hook in time. Raises Doubt."""
        hook = self._known().hook
        if hook is not None and feed.needs_refresh(hook, self._now):
            with answered():
                self._note(BaseFeed(self._refreshed(hook)))

    def start(self, mark: Mark | None, why: Why) -> Hook | None:
        """The hook and the number to go on from, taken before all records are read; None where there is none.

        Args:
            why: everything is read.
        """
        known = self._known()
        if not feed.may_ask_for_hook(known, self._now, anyway=why is Why.ASKED):
            return None
        given_up = known.hook.id if known.hook is not None and why is Why.BROKEN else None
        try:
            hook = self._found(known, given_up) or self._made()
        except (*_LOST, *_SILENT) as error:
            return self._without(error, mark)
        self._note(BaseFeed(hook))
        return hook

    def _without(self, error: AirSyncError, mark: Mark | None) -> Hook | None:
        """No hook for now: silence passes, and the old number still holds; anything else is asked again tomorrow."""
        if isinstance(error, Transient):
            hook = self._known().hook
            return replace(hook, cursor=mark.cursor) if hook and mark and mark.hook_id == hook.id else None
        barred = Barred.NOT_PERMITTED if isinstance(error, NotPermitted) else Barred.REFUSED
        too_many = error.type == "TOO_MANY_WEBHOOKS_IN_BASE"
        self._note(BaseFeed(barred=Barred.TOO_MANY if too_many else barred, barred_at=self._now))
        return None

    def _found(self, known: BaseFeed, given_up: str | None) -> Hook | None:
        """A living hook of ours, the one in use first; the dead ones are taken away."""
        in_use = known.hook.id if known.hook is not None else ""
        living = None
        for hook in sorted(self._feed.find(), key=lambda each: (each.id != in_use, each.id)):
            useful = hook.alive and hook.id != given_up
            if useful and living is None:
                living = self._living(hook)
                useful = living is not None
            if not useful:
                with suppress(*_LOST, *_SILENT):
                    self._feed.delete(hook.id)
        return living

    def _living(self, hook: Hook) -> Hook | None:
        """The hook, if it is told everything from now on for some time; for days, unless it may not be refreshed."""
        if hook.expires_at is not None and hook.expires_at <= self._now:
            return None
        if not feed.needs_refresh(hook, self._now):
            return hook
        try:
            return self._refreshed(hook)
        except _LOST:
            return hook if feed.hook_is_good(hook, self._now) else None

    def _refreshed(self, hook: Hook) -> Hook:
        until = self._feed.refresh(hook.id)
        return replace(hook, expires_at=until or self._now + feed.LIFE)

    def _made(self) -> Hook:
        try:
            hook = self._feed.create()
        except Transient as error:
            if not error.outcome_unknown:
                raise
            made = self._found(BaseFeed(), None)  # it may be there all the same
            if made is None:
                raise
            hook = made
        return replace(hook, expires_at=hook.expires_at or self._now + feed.LIFE)

    def _known(self) -> BaseFeed:
        return self._images.base_feed(*self._base)

    def _note(self, known: BaseFeed) -> None:
        self._images.note_feed(*self._base, known)
