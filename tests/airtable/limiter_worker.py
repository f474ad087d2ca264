"""A process that sends through the limiter: ``python -m tests.airtable.limiter_worker FOLDER COUNT SEED``.

Prints when each request would have arrived at a server: a few milliseconds after it left, now and then many.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from airsync_gui.airtable.limiter import RequestLimiter


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class NoCancel:
    def check(self) -> None:
        pass

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


def main(folder: str, count: str, seed: str) -> None:
    dice = random.Random(int(seed))
    limiter = RequestLimiter(Path(folder), RealClock())
    for _ in range(int(count)):
        turn = limiter.wait_turn(["base-x", "token-x"], NoCancel())
        time.sleep(dice.choice([0.001, 0.002, 0.005, 0.12]))
        print(time.monotonic(), turn.at)
        time.sleep(0.001)
        limiter.answered(turn)


if __name__ == "__main__":
    main(*sys.argv[1:])
