"""What is done for a pair just now, and how one sync is done on the pool."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.progress import Progress
from airsync_gui.sync.events import Event, Writing
from airsync_gui.sync.records import Side

if TYPE_CHECKING:
    from airsync_gui.jobs.service import Service
    from airsync_gui.sync.run import Consent, RunResult

Kind = Literal["sync", "resolve", "undo", "merge", "edit", "preview"]


class Work(Struct, eq=False):
    """Something that is done for a pair just now.

    Attributes:
        event: the latest that it said.
        cancel: set it to stop the work.
    """

    pair_id: str
    kind: Kind
    progress: Progress
    cancel: CancelFlag = field(default_factory=CancelFlag)
    event: Event | None = None
    queue_told_s: float = 0.0


def sync_and_stamp(
    service: Service,
    pair_id: str,
    consent: Consent,
    report: Callable[[Event], None],
    cancel: CancelFlag,
    *,
    full: bool,
) -> tuple[RunResult, str]:
    """A run on the pool, and the local table's stamp as the run left it: what comes later is a person's edit."""
    stamps = [service.local_stamp(pair_id)]

    def reported(event: Event) -> None:
        if isinstance(event, Writing) and event.side is Side.LOCAL:
            stamps.append(service.local_stamp(pair_id))
        report(event)

    return service.sync(pair_id, consent, reported, cancel, full=full), stamps[-1]
