"""``python -m linux_package FOLDER``: build everything into that folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from airsync_gui import __version__
from linux_package import archives, tree
from linux_package.licences import NoLicence
from linux_package.tools import Stopped, run

ROOT = Path(__file__).resolve().parents[2]


def build(target: Path, scratch: Path) -> list[Path]:
    """The packages, in ``target``.

    Args:
        target: made where it is missing.
        scratch: an empty folder.
    """
    built, files = date(), scratch / "files"
    target.mkdir(parents=True, exist_ok=True)
    program = tree.freeze(ROOT, scratch, built)
    tree.lay_out(ROOT, program, files / "usr", __version__, built)
    return [make(files, __version__, built, target) for make in (archives.deb, archives.tarball)]


def date() -> int:
    """What everything is dated by: SOURCE_DATE_EPOCH, else the commit."""
    told = os.environ.get("SOURCE_DATE_EPOCH") or run(["git", "log", "-1", "--format=%ct"], where=ROOT)
    return int(told)


def main(target: Path) -> int:
    """Build, and say what came out."""
    os.umask(0o022)
    began = time.monotonic()
    scratch = Path(tempfile.mkdtemp(prefix="airsync-package-"))
    try:
        packages = build(target.absolute(), scratch)
    except (Stopped, NoLicence) as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(scratch)
    for package in packages:
        print(f"{hashlib.sha256(package.read_bytes()).hexdigest()}  {package}  {package.stat().st_size / 1e6:.1f} MB")
    print(f"package: done in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
