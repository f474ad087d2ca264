"""Puts one planted bug after another into a copy of AirSync and sees whether the tests notice.

    packaging/dev planted [--laws] [NAME…]

Ends with 1 if a bug survives or no longer applies. ``--laws`` also tries the random lives of ``tests/laws`` on each,
always with the same seed, and says which bugs they find by themselves.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.planted.bugs import ROOT, Bug, apply, bugs

COPIED = ("airsync_gui", "tests", "pyproject.toml")
LINKED = ("packaging", "resources")
LAWS = "tests/laws/test_machine.py"
LIMIT_S = 300
PASSED, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="packaging/dev planted", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only bugs whose name has this in it")
    parser.add_argument("--laws", action="store_true", help="try the random lives on each, too (minutes)")
    options = parser.parse_args(arguments)
    chosen = [bug for bug in bugs() if not options.names or any(name in bug.name for name in options.names)]
    with tempfile.TemporaryDirectory(prefix="airsync-planted-") as folder:
        copy = Path(folder)
        make_copy(copy)
        if trouble := without_bugs(copy, chosen):
            print(trouble)
            return 1
        survivors = [bug.name for bug in chosen if not caught(bug, copy, laws=options.laws)]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} planted bugs are caught")
    for name in survivors:
        print(f"NOT CAUGHT: {name}")
    return 1 if survivors else 0


def make_copy(folder: Path) -> None:
    """The package and its tests; ``python -m pytest`` in that folder imports these before the installed ones."""
    ignore = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree(source, folder / name, ignore=ignore) if source.is_dir() else shutil.copy(source, folder))
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)


def without_bugs(copy: Path, chosen: Sequence[Bug]) -> str:
    """What already fails without any bug, which would make the rest worthless."""
    found = subprocess.run(
        [sys.executable, "-c", "import airsync_gui; print(airsync_gui.__file__)"],
        cwd=copy, env=_environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(found.stdout.strip()).is_relative_to(copy), f"another AirSync is tested: {found.stdout}"
    tests = sorted({test for bug in chosen for test in bug.tests})
    status, lines = run_tests(copy, tests)
    return "" if status == PASSED else "\n".join(["These tests fail without any bug:", *lines])


def caught(bug: Bug, copy: Path, *, laws: bool) -> bool:
    """Whether the bug's own tests notice it; says which one did."""
    if trouble := apply(bug, copy, check=True):
        print(f"{bug.name}: does not apply any more\n{trouble}", flush=True)
        return False
    files = _changed_files(bug)
    before = {file: (copy / file).read_bytes() for file in files}
    apply(bug, copy)
    try:
        started = time.monotonic()
        status, failures = run_tests(copy, bug.tests)
        print(f"{bug.name}: {_said(status, failures)} ({time.monotonic() - started:.0f} s)", flush=True)
        if laws:
            print(f"    the laws: {_said(*run_tests(copy, [LAWS]))}", flush=True)
        return status == FAILED
    finally:
        for file, content in before.items():
            (copy / file).write_bytes(content)


def _changed_files(bug: Bug) -> list[str]:
    return re.findall(r"^\+\+\+ b/(\S+)", bug.path.read_text(encoding="utf-8"), re.MULTILINE)


def _said(status: int, failures: Sequence[str]) -> str:
    if status == PASSED:
        return "NOT NOTICED"
    return failures[0] if status == FAILED and failures else f"pytest ended with {status}: {'; '.join(failures)}"


def run_tests(copy: Path, tests: Sequence[str]) -> tuple[int, list[str]]:
    """Up to the first failure: pytest's exit status, and the tests that failed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]
    try:
        ended = subprocess.run(
            command, cwd=copy, env=_environment(), capture_output=True, text=True, check=False, timeout=LIMIT_S
        )
    except subprocess.TimeoutExpired:
        return FAILED, [f"did not end within {LIMIT_S} s"]
    lines = [line.split(" - ")[0].split(" ", 1)[1] for line in ended.stdout.splitlines() if _is_failure(line)]
    return ended.returncode, lines or ended.stdout.splitlines()[-3:]


def _is_failure(line: str) -> bool:
    return line.startswith(("FAILED ", "ERROR "))


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIRSYNC_")}
    # Without byte code: a file that is changed twice within a second would else be taken from its old one.
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "AIRSYNC_LAWS": "planted"}


if __name__ == "__main__":
    sys.exit(main())
