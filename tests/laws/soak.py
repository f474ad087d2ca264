"""The laws for a long time, new lives each round.

    packaging/dev soak [--minutes N] [--seed S] [--rounds N] [--crashes]

Ends with 1 at the first violation, after shrinking it, and says how to see it again. ``--crashes`` lets the program die
at every moment of every story instead.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence

from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="packaging/dev soak", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, help="of the first round; the others follow from it")
    parser.add_argument("--rounds", type=int, help="stop after so many, whatever the time")
    parser.add_argument("--crashes", action="store_true", help="every moment of every story of the crash tests")
    parser.add_argument("--no-shrink", action="store_true", help="show a violation as it was found, at once")
    options = parser.parse_args(arguments)
    if options.crashes:
        return die_everywhere()
    first = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    return live(options.minutes, first, options.rounds, shrink=not options.no_shrink)


def die_everywhere() -> int:
    environment = {**os.environ, "AIRSYNC_CRASH_STEP": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/laws/test_crashes.py"]
    return subprocess.run(command, env=environment, check=False).returncode


def live(minutes: float, first: int, most_rounds: int | None, *, shrink: bool) -> int:
    os.environ["AIRSYNC_LAWS"] = "soak"
    from tests.laws.conftest import LAWS
    from tests.laws.test_machine import Lives
    from tests.laws.test_wide_lives import WideLives

    laws = LAWS if shrink else settings(LAWS, phases=[Phase.generate])
    ends = time.monotonic() + 60 * minutes
    rounds = 0
    while time.monotonic() < ends and (most_rounds is None or rounds < most_rounds):
        machine = Lives if rounds % 4 == 3 else WideLives
        try:
            run_state_machine_as_test(seed(first + rounds)(machine), settings=laws)
        except Exception:  # noqa: BLE001 - whatever it is, it is a violation
            traceback.print_exc()
            say(rounds, failures=1)
            print(f"See it again: packaging/dev soak --seed {first + rounds} --rounds 1 (machine {machine.__name__})")
            return 1
        rounds += 1
        say(rounds, failures=0)
    return 0


def say(rounds: int, failures: int) -> None:
    from tests.laws.world import tally

    counts = ", ".join(f"{tally[what]} {what}" for what in ("steps", "runs", "operations", "kills", "faults"))
    print(f"{rounds} rounds: {counts}, {failures} failures", flush=True)


if __name__ == "__main__":
    sys.exit(main())
