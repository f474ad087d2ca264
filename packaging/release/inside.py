"""What is inside a frozen program, and whose it is: every file that it was made from belongs to somebody.

Owners are Python packages, Python itself, Debian's packages for the few libraries that come from the system, and us.
"""

from __future__ import annotations

import json
import os
import re
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

from release.tools import SYSTEM, Stopped, run

FILE = "inside.json"
"""Written by airsync.spec into PyInstaller's work folder."""
OURS = "airsync-gui"
PYTHON = "python"
DEBIAN = "debian:"
"""Before the name of the source package."""
BOOTLOADER = "pyinstaller"
"""Its loader is the program's first part; no file of the list is it."""
MAGICS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
"""What programs and libraries begin with on Linux, on Windows, and on macOS for one or several processors."""


class Entry(NamedTuple):
    """One file that went into the program.

    Attributes:
        place: in the program's folder, or a module's name.
        source: where it was.
    """

    place: str
    source: str


def entries_of(work: Path) -> tuple[Entry, ...]:
    """What the recipe wrote down.

    Args:
        work: PyInstaller's work folder.
    """
    listed = json.loads((work / FILE).read_text(encoding="utf-8"))
    # PyInstaller writes some small files itself, and namespaces have no file.
    kept = [entry for entry in listed if entry[1] not in ("", "-") and not Path(entry[1]).is_relative_to(work)]
    return tuple(Entry(place.replace("\\", "/"), source) for place, source in kept)


def owners(entries: Iterable[Entry], root: Path) -> dict[str, str]:
    """Place → owner: a package's name as PyPI spells it, PYTHON, OURS, or DEBIAN and a name.

    Raises:
        Stopped: nobody is known to own a file: its licence can't be told.
    """
    packages = _files_of_packages()
    return {entry.place: _owner(Path(entry.source), packages, root) for entry in entries}


def normal(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def native_files(program: Path) -> list[Path]:
    """The programs and shared libraries below a folder, sorted; each file once, not its links."""
    return [path for path in sorted(program.rglob("*")) if _is_native(path)]


def by_owner(program: Path, places: Mapping[str, str]) -> dict[str, list[Path]]:
    """Owner → its programs and libraries in the frozen program. The loader is the program's own file.

    Args:
        program: the folder.
        places: place → owner.
    """
    found: dict[str, list[Path]] = defaultdict(list)
    for path in native_files(program):
        found[_owner_of_place(path.relative_to(program), places)].append(path)
    return dict(found)


def binaries_of(source: str) -> dict[str, str]:
    """Debian's installed packages that are made from one of its sources: name → version of the source."""
    listed = run(["dpkg-query", "-W", "-f=${source:Package} ${Package} ${source:Version}\\n"], where=Path.cwd())
    rows = [line.split(" ") for line in listed.splitlines()]
    return {row[1]: row[2] for row in rows if row[0] == source}


def _owner_of_place(path: Path, places: Mapping[str, str]) -> str:
    # Each system has the files in a folder of another name: _internal, Contents/Frameworks.
    for depth in range(len(path.parts)):
        if owner := places.get("/".join(path.parts[depth:])):
            return owner
    return BOOTLOADER


def _files_of_packages() -> dict[str, str]:
    found = {}
    for package in distributions():
        folder = os.path.realpath(str(package.locate_file("")))
        name = normal(package.name)
        # Thousands of files: pathlib would take seconds.
        found.update({_spelling(f"{folder}/{file}"): name for file in package.files or ()})
    return found


def _spelling(path: str) -> str:
    """One for each file: Windows has two kinds of slashes, and takes capitals for small letters."""
    return os.path.normcase(os.path.normpath(path))


def _owner(source: Path, packages: Mapping[str, str], root: Path) -> str:
    real = source.resolve()
    if owner := packages.get(_spelling(str(real))):
        return owner
    if _is_pythons(real):
        return PYTHON
    if real.is_relative_to(root) and not real.is_relative_to(root / "build"):
        return OURS
    if SYSTEM == "linux":
        return DEBIAN + _source_package(real)
    raise Stopped(f"nobody is known to own {source}")


def _is_pythons(path: Path) -> bool:
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    if path.is_relative_to(standard) or path.name.startswith("libpython"):
        return True
    # Where Python is not a part of the system, all that is beside it is its own.
    return SYSTEM != "linux" and path.is_relative_to(Path(sys.base_prefix).resolve())


def _source_package(library: Path) -> str:
    # Debian's list may have a file where it was before /lib became a link into /usr.
    spellings = {str(library), str(library).removeprefix("/usr"), "/usr" + str(library).removeprefix("/usr")}
    for spelling in sorted(spellings):
        try:
            package = run(["dpkg-query", "-S", spelling], where=library.parent).partition(": ")[0]
        except Stopped:
            continue
        return run(["dpkg-query", "-W", "-f=${source:Package}", package], where=library.parent)
    raise Stopped(f"nobody is known to own {library}")


def _is_native(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4).startswith(MAGICS)
