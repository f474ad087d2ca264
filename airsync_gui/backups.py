"""Copies of local tables, each from before a run that changed much of one.

``backups/meals-3f2a91c07d5e/20261126T004207Z-run-12/meals.csv``: the pair, when and for which run, the file. What is
there is also the record of it: nothing else needs to know, and a copy that a person removes is gone from history too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from airsync_gui.paths import private_folder

MOST_KEPT = 10
"""Copies of one pair."""
MOST_AGE = timedelta(days=90)
_NAME = re.compile(r"(\d{8}T\d{6}Z)-run-(\d+)")
_TIME = "%Y%m%dT%H%M%SZ"


class Backups:
    """All copies of one profile. Whoever adds one holds the pair's tables.

    Args:
        folder: where they are; made when the first one is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, pair_id: str, pair_name: str, run_id: int, at: datetime, copy: Callable[[Path], None]) -> Path:
        """Make a copy, and forget those of which there are enough. Where it is.

        Args:
            at: the present, UTC.
            copy: puts the files into an empty folder.

        Raises:
            OSError: no copy was made.
        """
        home = self._home(pair_id) or self.folder / f"{_slug(pair_name)}-{pair_id}"
        private_folder(home)
        unfinished = home / ".unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        private_folder(unfinished)
        try:
            copy(unfinished)
            for earlier in (path for path in _copies(home) if _run_of(path) == run_id):
                shutil.rmtree(earlier)  # the table moved while the same run was about to write it
            done = unfinished.rename(home / f"{at.astimezone(UTC):{_TIME}}-run-{run_id}")
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        self.forget_old(at)
        for path in {*_copies(home)[:-MOST_KEPT]} - {done}:
            shutil.rmtree(path, ignore_errors=True)
        return done

    def of(self, pair_id: str) -> dict[int, Path]:
        """Run → its copy: the file, or the folder with several."""
        home = self._home(pair_id)
        return {_run_of(path): _shown(path) for path in _copies(home)} if home else {}

    def _home(self, pair_id: str) -> Path | None:
        """The pair's folder, under whichever name the pair had when it was made."""
        with suppress(OSError):
            return next((path for path in self.folder.iterdir() if path.name.endswith(f"-{pair_id}")), None)
        return None

    def forget_old(self, now: datetime) -> None:
        """Remove what is too old, of every pair; what can't be removed stays."""
        homes: list[Path] = []
        with suppress(OSError):
            homes = list(self.folder.iterdir())
        for path in (path for home in homes for path in _copies(home) if now - _time_of(path) > MOST_AGE):
            shutil.rmtree(path, ignore_errors=True)


def _slug(name: str) -> str:
    """A pair's name as part of a folder's."""
    return re.sub(r"[^\w]+", "-", name.lower())[:40].strip("-") or "pair"


def _copies(home: Path) -> list[Path]:
    """The copies in a pair's folder, the oldest first; anything else there is not ours."""
    with suppress(OSError):
        found = [path for path in home.iterdir() if _NAME.fullmatch(path.name)]
        return sorted(found, key=lambda path: (_time_of(path), _run_of(path)))
    return []


def _run_of(path: Path) -> int:
    return int(path.name.rpartition("-")[2])


def _time_of(path: Path) -> datetime:
    return datetime.strptime(path.name.partition("-")[0], _TIME).replace(tzinfo=UTC)


def _shown(path: Path) -> Path:
    with suppress(OSError):
        files = list(path.iterdir())
        return files[0] if len(files) == 1 else path
    return path
