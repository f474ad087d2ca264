"""Feeds every parser of what comes from outside with odd inputs: each is read, or refused with an error of ours.

    packaging/dev fuzz [PARSER…] [--inputs N] [--seed S]
    packaging/dev fuzz PARSER --again FILE

N inputs in all are spread over the parsers, fewer to slow ones. An input that makes a parser fail is cut down and kept
in .fuzz; --again feeds it once more and shows the whole traceback. Ends with 1 if anything failed.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.parsers import Parser, all_parsers
from tests.fuzz.run import Failure, Report, fuzz, outcome_of

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".fuzz"
HEAD = f"{'parser':<12} {'inputs':>9} {'refused':>9} {'CPU s':>7} {'a second':>9} {'slowest':>8} {'grown':>7}  failures"


def main(arguments: Sequence[str] | None = None) -> int:
    known = {parser.name: parser for parser in all_parsers()}
    told = argparse.ArgumentParser(prog="packaging/dev fuzz", description=__doc__.splitlines()[0])
    told.add_argument("names", nargs="*", metavar="PARSER", help=f"of {', '.join(known)}")
    told.add_argument("--inputs", type=int, default=100_000, metavar="N", help="in all (100,000)")
    told.add_argument("--seed", type=int, default=0, metavar="S", help="other inputs (0)")
    told.add_argument("--again", type=Path, metavar="FILE", help="feed this input to PARSER")
    options = told.parse_args(arguments)
    if unknown := set(options.names) - set(known):
        told.error(f"no parser is called {min(unknown)}; there are {', '.join(known)}")
    chosen = [known[name] for name in options.names] or list(known.values())
    with scratch() as folder:
        if options.again:
            return again(chosen[0], Path(folder), options.again.read_bytes())
        reports = fuzz_all(chosen, Path(folder), options.inputs, options.seed)
    kept = [keep(failure) for report in reports for failure in report.failures.values()]
    print("\n".join(kept))
    whole = sum(report.inputs for report in reports)
    print(f"{whole:,} inputs, {sum(report.failed for report in reports):,} failures in {len(kept)} ways")
    return 1 if kept else 0


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where there is one: the disk would be all that is measured."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(prefix="airsync-fuzz-", dir=memory if os.access(memory, os.W_OK) else None)


def spread(parsers: Sequence[Parser], inputs: int) -> list[int]:
    """How many inputs each gets."""
    whole = sum(parser.share for parser in parsers)
    return [max(1, round(inputs * parser.share / whole)) for parser in parsers]


def fuzz_all(parsers: Sequence[Parser], folder: Path, inputs: int, seed: int) -> list[Report]:
    """One after another, with a line for each."""
    print(HEAD, flush=True)
    reports = []
    for parser, count in zip(parsers, spread(parsers, inputs), strict=True):
        place = folder / parser.name
        place.mkdir()
        reports.append(fuzz(parser, place, count, seed))
        print(line_of(reports[-1]), flush=True)
    return reports


def line_of(report: Report) -> str:
    rate = report.inputs / report.seconds if report.seconds else 0.0
    return (
        f"{report.name:<12} {report.inputs:>9,} {report.refused:>9,} {report.seconds:>7.1f} {rate:>9,.0f}"
        f" {report.slowest_s * 1000:>5.0f} ms {report.grown_bytes >> 20:>4} MB  {report.failed or 'none'}"
    )


def keep(failure: Failure) -> str:
    """Save an input; how to see its failure again."""
    KEPT.mkdir(exist_ok=True)
    name = "".join(c if c.isalnum() else "-" for c in f"{failure.error}-{failure.where}")[:80]
    file = KEPT / f"{failure.parser}-{name}"
    file.write_bytes(failure.data)
    last = failure.trace.strip().splitlines()[-1:] or [""]
    return (
        f"{failure.parser}: {failure.error} at {failure.where}, {failure.times:,} times: {last[0][:200]}\n"
        f"    packaging/dev fuzz {failure.parser} --again {file.relative_to(ROOT)}"
    )


def again(parser: Parser, folder: Path, data: bytes) -> int:
    """Feed one input, and show what comes of it."""
    signal.signal(signal.SIGPROF, signal.default_int_handler)
    _, parse = parser.start(folder)
    began = time.perf_counter()
    outcome = outcome_of(parser, parse, data)
    print(outcome.trace if isinstance(outcome, Failure) else "refused" if outcome else "read")
    print(f"{len(data):,} bytes, {time.perf_counter() - began:.3f} s")
    return 1 if isinstance(outcome, Failure) else 0


if __name__ == "__main__":
    raise SystemExit(main())
