"""Lists are emptied one by one."""

from __future__ import annotations

from airsync_gui.sync.letting_go import let_go


class Watched:
    """Notes what was in the list when it went."""

    def __init__(self, kept: list[Watched], left: list[int]) -> None:
        self._kept, self._left = kept, left

    def __del__(self) -> None:
        self._left.append(len(self._kept))


def test_one_goes_after_the_other() -> None:
    kept: list[Watched] = []
    left: list[int] = []
    kept += [Watched(kept, left) for _ in range(3)]
    let_go(kept, [])
    assert left == [2, 1, 0]
