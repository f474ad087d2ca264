"""The frame of making packages, the same on each system: dates, a scratch folder, sums and signature, what is said."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from release import sums
from release.licences import NoLicence
from release.tools import Stopped, run

ROOT = Path(__file__).resolve().parents[2]
Build = Callable[[Path, Path, Path, int], list[Path]]
"""Makes files: into which folder, with which empty folder for scratch and which lister, dated by what."""


def main(build: Build, words: Sequence[str]) -> int:
    """Build, and say what came out.

    Args:
        build: what makes the packages.
        words: of the command line: the folder, and the Python that has cyclonedx-bom.
    """
    target, lister = (Path(word).absolute() for word in words)
    key = sums.key_from(os.environ)
    if hasattr(os, "umask"):
        os.umask(0o022)
    began = time.monotonic()
    scratch = Path(tempfile.mkdtemp(prefix="airsync-package-")).resolve()
    try:
        target.mkdir(parents=True, exist_ok=True)
        made = build(target, scratch, lister, date())
        made += sums.finish(target, made, key)
    except (Stopped, NoLicence) as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(scratch)
    for file in made:
        print(f"{sums.sum_of(file)}  {file}  {file.stat().st_size / 1e6:.1f} MB")
    print(f"package: done in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


def date() -> int:
    """What everything is dated by: SOURCE_DATE_EPOCH, else the commit."""
    told = os.environ.get("SOURCE_DATE_EPOCH") or run(["git", "log", "-1", "--format=%ct"], where=ROOT)
    return int(told)
