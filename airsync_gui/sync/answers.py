"""One answer to many conflicts: each is worked out and kept, and the pair's next run carries all of them out.

What moves in the meantime is not overwritten: a run finishes an answer only while each side has what was shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from airsync_gui.errors import UsageError
from airsync_gui.sync.decision import Rules
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.resolve import Answer, Resolution, work_out


class Unfit(Struct, frozen=True):
    """A conflict that the answer does not fit, and why; it stays as it is."""

    conflict: Conflict
    error: UsageError


def work_out_all(conflicts: Iterable[Conflict], answer: Answer, rules: Rules) -> tuple[list[Resolution], list[Unfit]]:
    """The answer for each conflict that it fits, and the others."""
    resolutions: list[Resolution] = []
    unfit: list[Unfit] = []
    for conflict in conflicts:
        try:
            resolutions.append(work_out(conflict, answer, rules))
        except UsageError as error:
            unfit.append(Unfit(conflict, error))
    return resolutions, unfit
