"""``python -m release FOLDER LISTER``: the package for Windows (a .zip) or macOS (a .dmg), on that system.

LISTER is the Python that has cyclonedx-bom.
"""

from __future__ import annotations

import platform
import shutil
import sys
import time
import zipfile
from pathlib import Path

from airsync_gui import __version__
from release.freeze import NAME, Frozen, freeze
from release.job import ROOT, main
from release.papers import Papers, papers
from release.tools import SYSTEM, Stopped, run


def build(target: Path, scratch: Path, lister: Path, built: int) -> list[Path]:
    """The package and the list of its parts, in ``target``.

    Args:
        target: a folder.
        scratch: an empty folder.
        lister: the Python that has cyclonedx-bom.
        built: seconds since 1970.
    """
    if SYSTEM not in ("win32", "darwin"):
        raise Stopped("this is for Windows and macOS; linux_package makes those for Linux")
    frozen = freeze(ROOT, scratch, built)
    told = papers(ROOT, frozen, lister, __version__, built)
    system = "windows" if SYSTEM == "win32" else "macos"
    name = f"{NAME}-{__version__}-{system}-{platform.machine().lower()}"
    folder = lay_out(frozen, told, scratch / name)
    package = archive(folder, target, built) if SYSTEM == "win32" else image(folder, target)
    bill = target / f"{name}.cdx.json"
    bill.write_text(told.bill, encoding="utf-8", newline="\n")
    return [package, bill]


def lay_out(frozen: Frozen, told: Papers, folder: Path) -> Path:
    """What a person gets to see: the program's folder with the papers in it, or an application with them beside it."""
    if frozen.program.suffix == ".app":
        folder.mkdir()
        shutil.move(frozen.program, folder / frozen.program.name)
        (folder / "Applications").symlink_to("/Applications")  # where to drag it
    else:
        shutil.move(frozen.program, folder)
    (folder / "Licences.txt").write_text(told.licences, encoding="utf-8", newline="\n")
    (folder / "sbom.cdx.json").write_text(told.bill, encoding="utf-8", newline="\n")
    return folder


def archive(folder: Path, target: Path, built: int) -> Path:
    """A .zip of a folder, with the files in order and of one date, so that the same files make the same bytes."""
    package = target / f"{folder.name}.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as written:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            place = path.relative_to(folder.parent).as_posix()
            entry = zipfile.ZipInfo(place, time.gmtime(built)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, path.read_bytes())
    return package


def image(folder: Path, target: Path) -> Path:
    """A .dmg of a folder. macOS dates it itself: it is not the same twice."""
    package = target / f"{folder.name}.dmg"
    create = ("hdiutil", "create", "-volname", "AirSync", "-srcfolder", folder, "-format", "UDZO", "-ov", package)
    run(create, where=folder)
    return package


if __name__ == "__main__":
    sys.exit(main(build, sys.argv[1:]))
