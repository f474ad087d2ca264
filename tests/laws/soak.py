"""The laws for a long time, new lives each time.

    packaging/dev soak [--minutes N] [--seed S] [--rounds N] [--machine M] [--crashes]

A *round* is one stretch of a life: people edit, runs fail and die, conflicts are answered and runs undone; then it is
synced until nothing is left to do, and every law is looked at. Ends with 1 at the first violation, after shrinking it,
and says how to see it again. ``--crashes`` lets the program die at every moment of every story instead. The last line
is what was seen, as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="packaging/dev soak", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, help="of the first lives; the others follow from it")
    parser.add_argument("--rounds", type=int, help="stop after so many, whatever the time")
    parser.add_argument("--crashes", action="store_true", help="every moment of every story of the crash tests")
    parser.add_argument("--no-shrink", action="store_true", help="show a violation as it was found, at once")
    parser.add_argument("--machine", choices=("Lives", "WideLives"), help="lives of this kind only")
    options = parser.parse_args(arguments)
    if options.crashes:
        return die_everywhere()
    first = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    return live(options.minutes, first, options.rounds, only=options.machine, shrink=not options.no_shrink)


def die_everywhere() -> int:
    """Every kill point of every story; each end is compared with that of the same story without a death."""
    from tests.laws.stories import STORIES

    kill_points, differences = 0, []
    for story in STORIES:
        with tempfile.TemporaryDirectory(prefix="airsync-crashes-") as folder:
            found = story.sweep(Path(folder))
        kill_points += found.kill_points
        differences += found.differences
        told = f"{found.kill_points} kill points, {len(found.differences)} differences"
        print("\n".join([f"{story.name}: {told}", *found.differences]), flush=True)
    print(f"{kill_points} kill points, {len(differences)} differences")
    print(json.dumps({"kill_points": kill_points, "differences": len(differences)}))
    return int(bool(differences))


def live(minutes: float, first: int, most_rounds: int | None, *, only: str | None, shrink: bool) -> int:
    """Lives until the time is up, enough rounds were seen, or a law is broken."""
    os.environ["AIRSYNC_LAWS"] = "soak"
    from tests.laws.conftest import LAWS
    from tests.laws.test_machine import Lives
    from tests.laws.test_wide_lives import WideLives
    from tests.laws.world import tally

    laws = LAWS if shrink else settings(LAWS, phases=[Phase.generate])
    started = time.monotonic()
    for number in count():
        machine = Lives if (only or ("Lives" if number % 4 == 3 else "")) == "Lives" else WideLives
        failed = False
        try:
            run_state_machine_as_test(seed(first + number)(machine), settings=laws)
        except Exception:  # noqa: BLE001 - whatever it is, it is a violation
            traceback.print_exc()
            failed = True
        minutes_taken = (time.monotonic() - started) / 60
        say(failures=int(failed))
        if failed or minutes_taken >= minutes or (most_rounds is not None and tally["rounds"] >= most_rounds):
            break
    if failed:
        again = f"--seed {first + number} --machine {machine.__name__} --rounds 1"
        print(f"See it again: packaging/dev soak {again}")
    print(json.dumps({**seen(), "failures": int(failed), "seed": first, "minutes": round(minutes_taken, 1)}))
    return int(failed)


SEEN = ("rounds", "lives", "steps", "runs", "operations", "kills", "faults")


def seen() -> dict[str, int]:
    """What all lives so far have seen."""
    from tests.laws.world import tally

    return {what: tally[what] for what in SEEN}


def say(failures: int) -> None:
    """One line of it, for who watches."""
    print(", ".join(f"{number} {what}" for what, number in {**seen(), "failures": failures}.items()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
