"""One answer to many conflicts of a pair, in few calls: kept first, then carried out by one sync of the pair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from airsync_gui.app import App
from airsync_gui.sync.answers import Unfit, work_out_all
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.events import Event
from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.ports import Cancel
from airsync_gui.sync.records import Uid
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent, RunResult
from airsync_gui.sync.schema import of_mapped


class BulkResult(Struct, frozen=True):
    """What became of one answer to many conflicts.

    Attributes:
        run: the sync that carried the answers out.
        settled: conflicts that are closed now.
        left: those that are still open, or moved and were shown again.
        unfit: those that the answer does not fit.
    """

    run: RunResult
    settled: tuple[Uid, ...]
    left: tuple[Uid, ...]
    unfit: tuple[Unfit, ...]


def resolve_all(
    app: App,
    pair: Pair,
    uids: Collection[Uid],
    answer: Answer,
    *,
    consent: Consent | None = None,
    report: Callable[[Event], None] = lambda _event: None,
    cancel: Cancel | None = None,
) -> BulkResult:
    """Settle these conflicts alike. Those that are not open any more are passed over.

    Raises:
        Stopped: a guard holds the sync back; the answers are kept for when it is lifted.
        AirSyncError: what ended the sync; the answers are kept.
    """
    unfit = _keep(app, pair, uids, answer, cancel)
    run = app.sync(pair, consent=consent, cancel=cancel, report=report)
    still_open = _open_uids(app, pair)
    asked = set(uids) - {each.conflict.uid for each in unfit}
    settled = tuple(uid for uid in uids if uid in asked and uid not in still_open)
    left = tuple(uid for uid in uids if uid in asked and uid in still_open)
    return BulkResult(run, settled, left, tuple(unfit))


def _keep(app: App, pair: Pair, uids: Collection[Uid], answer: Answer, cancel: Cancel | None) -> Sequence[Unfit]:
    """Journal the answers while no other run of the pair goes on."""
    from airsync_gui.state import conflicts

    with app.holding(pair, cancel):
        rules = Rules(pair, of_mapped(app.schema(pair), pair.columns))
        wanted = set(uids)
        with app.database.reading() as db:
            chosen = [row.conflict for row in conflicts.listed(db, pair.id) if row.conflict.uid in wanted]
        resolutions, unfit = work_out_all(chosen, answer, rules)
        with app.database.transaction() as db:
            for resolution in resolutions:
                conflicts.answer(db, pair.id, resolution)
        return unfit


def _open_uids(app: App, pair: Pair) -> frozenset[Uid]:
    from airsync_gui.state import conflicts

    with app.database.reading() as db:
        return conflicts.parked(db, pair.id)[0]
