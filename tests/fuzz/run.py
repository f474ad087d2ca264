"""Feeds a parser with inputs, and keeps one example of every way in which it fails."""

from __future__ import annotations

import gc
import resource
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from types import FrameType

from msgspec import Struct, field

from airsync_gui.errors import AirSyncError
from airsync_gui.messages import describe
from tests.fuzz.parsers import Parse, Parser

LONGEST_S = 5.0
"""No input may take longer, in time of the processor: what else the machine does is no matter."""
MOST_BYTES = 1 << 30
"""No parser may make the process grow by more than this."""
_PATIENCE_S = 5.0
_HERE = Path(__file__).parent


class TooSlow(BaseException):
    """An input that is not done in time. No Exception, so that no parser takes it for a fault of its own."""


class Failure(Struct):
    """One way to fail: the error and where it was raised, with the shortest input found."""

    parser: str
    error: str
    where: str
    trace: str
    data: bytes
    times: int = 1


class Report(Struct):
    """What came of one parser."""

    name: str
    inputs: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest_s: float = 0.0
    grown_bytes: int = 0
    failures: dict[tuple[str, str], Failure] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """Inputs that made it fail."""
        return sum(failure.times for failure in self.failures.values())


def fuzz(parser: Parser, folder: Path, inputs: int, seed: int) -> Report:
    """Feed a parser; the same seed gives the same inputs."""
    report = Report(parser.name)
    dice = Random(f"{seed} {parser.name}")
    make, parse = parser.start(folder)
    before, started = _peak_bytes(), time.process_time()
    with _alarm():
        for _ in range(inputs):
            _feed(report, parser, parse, make(dice))
    report.inputs, report.seconds = inputs, time.process_time() - started
    report.grown_bytes = _peak_bytes() - before
    if report.grown_bytes > MOST_BYTES:
        what = f"grew by {report.grown_bytes >> 20} MB"
        report.failures[what, ""] = Failure(parser.name, what, "", "", b"")
    for failure in report.failures.values():
        if failure.data:
            failure.data = shortened(parser, parse, failure)
    return report


def _feed(report: Report, parser: Parser, parse: Parse, data: bytes) -> None:
    began = time.process_time()
    outcome = outcome_of(parser, parse, data)
    report.slowest_s = max(report.slowest_s, time.process_time() - began)
    if isinstance(outcome, Failure):
        known = report.failures.setdefault((outcome.error, outcome.where), outcome)
        if known is not outcome:
            known.times += 1
            if len(data) < len(known.data):
                known.data = data
    elif outcome:
        report.refused += 1


def outcome_of(parser: Parser, parse: Parse, data: bytes) -> Failure | bool:
    """Whether an input was refused, in words that can be shown; or how it failed."""
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    try:
        parse(data)
    except AirSyncError as error:
        return _told(parser, error, data)
    except parser.allowed:
        return True
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - TooSlow among them: whatever else is a failure
        return _failure(parser, error, data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return False


def _told(parser: Parser, error: AirSyncError, data: bytes) -> Failure | bool:
    """A refusal must be one that a person can be told of."""
    try:
        str(describe(error)).encode()
    except Exception as bug:  # noqa: BLE001 - whatever it is, nobody can be told
        return _failure(parser, bug, data)
    return True


def _failure(parser: Parser, error: BaseException, data: bytes) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "airsync_gui" in frame.filename] or frames
    where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}" if ours else ""
    name = type(error).__name__
    trace = "".join(traceback.format_exception(error))
    error.__traceback__ = None
    return Failure(
        parser.name, name, where, trace if len(trace) < 6000 else f"{trace[:3000]}\n…\n{trace[-3000:]}", data
    )


def shortened(parser: Parser, parse: Parse, failure: Failure) -> bytes:
    """A shorter input with the same failure: parts are left out as long as it stays, ever smaller ones."""
    data, part = failure.data, len(failure.data) // 2
    until = time.process_time() + (_PATIENCE_S if failure.error != TooSlow.__name__ else 0.0)
    with _alarm():
        while part:
            place = 0
            while place < len(data) and time.process_time() < until:
                less = data[:place] + data[place + part :]
                found = outcome_of(parser, parse, less)
                if isinstance(found, Failure) and (found.error, found.where) == (failure.error, failure.where):
                    data = less
                else:
                    place += part
            part //= 2
    return data


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, ring)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _peak_bytes() -> int:
    with suppress(OSError):
        gc.collect()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
