"""The copyright file: every bundled part with its version, its licence and that licence's text."""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from release import inside

COMMON = Path(__file__).parent / "common"
"""The texts of licences that several parts name."""
DEBIAN = Path("/usr/share/doc")
QT = ("pyside6-essentials", "shiboken6")
_LICENCE_FILE = re.compile(r"\.dist-info/(?:.*/)?(?:AUTHORS|COPYING|LICEN[CS]E|NOTICE)[^/]*$", re.IGNORECASE)
RULE = "-" * 80

QT_NOTE = """\
Qt, and PySide6 and Shiboken, which bind it to Python, are used under the GNU Lesser General Public License, version 3.
They are shared libraries of their own, unchanged but for debugging symbols, in PySide6 and shiboken6 below _internal of
the program's folder (/usr/lib/airsync-gui where a package installed it), on macOS in AirSync.app/Contents/Frameworks.
You may replace them by your own build of the same version: put your files in place of those with the same names. Their
source code is at https://download.qt.io/official_releases/QtForPython/ and
https://download.qt.io/official_releases/qt/.
You may take the program apart to find errors in such changes.

Qt contains code of others, among it ICU, HarfBuzz, PCRE2, libpng, FreeType, MD4C and zlib, under licences that ask for
no more than this notice; https://doc.qt.io/qt-6/licenses-used-in-qt.html has each with its text.
"""

BROUGHT_ALONG = {
    "psycopg": """\
psycopg is used under the GNU Lesser General Public License, version 3, unchanged. You may put another version in its
place: packaging/airsync.spec in AirSync's source makes this program from whichever is installed. Its source code is at
https://github.com/psycopg/psycopg.
""",
    "psycopg-binary": """\
psycopg-binary brings libraries of others, unchanged, in _internal/psycopg_binary.libs: libpq (the PostgreSQL licence,
https://www.postgresql.org/about/licence/), OpenSSL (Apache-2.0), MIT Kerberos (its own licence), OpenLDAP (the OpenLDAP
Public License), Cyrus SASL (a BSD licence), and libraries of GNU and Linux (LGPL). You may replace them as those of Qt.
""",
}
"""What has to be said of parts besides the text that they bring."""


@dataclass(frozen=True, slots=True)
class Part:
    """One bundled piece of other people's work."""

    name: str
    version: str
    licence: str
    """Its name, as the authors say it; blank where only the text tells."""
    texts: tuple[str, ...]


class NoLicence(Exception):
    """A part would be shipped without the text that its licence asks for."""


def bundled(owners: Iterable[str]) -> list[Part]:
    """The parts of a program, by whom its files belong to, ours left out; the loader is always one.

    Raises:
        NoLicence: one brings no text.
    """
    parts = [_part(owner) for owner in {*owners, inside.BOOTLOADER} - {inside.OURS}]
    return sorted(parts, key=lambda part: part.name.lower())


def _part(owner: str) -> Part:
    if owner == inside.PYTHON:
        return python_part()
    if owner.startswith(inside.DEBIAN):
        return _debian_part(owner.removeprefix(inside.DEBIAN))
    return part_of(distribution(owner))


def part_of(package: Distribution) -> Part:
    """An installed package, as it says itself.

    Raises:
        NoLicence: it brings no text, and is not one whose text we add.
    """
    texts = [file.read_text() for file in sorted(package.files or ()) if _LICENCE_FILE.search(str(file))]
    if not texts and package.name.lower().replace("_", "-") in QT:
        texts = [QT_NOTE]
    if not texts:
        raise NoLicence(f"{package.name} {package.version} brings no licence text")
    texts += [BROUGHT_ALONG[name]] if (name := package.name.lower().replace("_", "-")) in BROUGHT_ALONG else []
    return Part(package.name, package.version, _licence_of(package), tuple(texts))


def _licence_of(package: Distribution) -> str:
    told = [*_all(package, "License-Expression"), *_all(package, "License")]
    if told and "\n" not in told[0]:
        return told[0]
    classifiers = [line for line in _all(package, "Classifier") if line.startswith("License ::")]
    return ", ".join(line.rpartition(" :: ")[2] for line in classifiers)


def _all(package: Distribution, field: str) -> list[str]:
    return package.metadata.get_all(field) or []


def python_part() -> Part:
    """Python itself, with what Debian says of it, or what it brings elsewhere.

    Raises:
        NoLicence: it brings nothing.
    """
    places = (
        DEBIAN / "libpython{}.{}".format(*sys.version_info) / "copyright",
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
    )
    for place in places:
        if place.is_file():
            return Part("Python", platform.python_version(), "PSF-2.0 and others", (place.read_text(encoding="utf-8"),))
    raise NoLicence("this Python brings no licence text")


def _debian_part(name: str) -> Part:
    """A library of Debian's, by its source package."""
    told = inside.binaries_of(name)
    texts = [DEBIAN / package / "copyright" for package in told]
    found = [text.read_text(encoding="utf-8") for text in texts if text.is_file()]
    if not found:
        raise NoLicence(f"Debian's {name} brings no licence text")
    return Part(name, next(iter(told.values())), "", (found[0],))


def copyright_file(ours: str, parts: Iterable[Part]) -> str:
    """The whole file: our licence, theirs, and the texts that several of them name."""
    parts = list(parts)
    listed = "".join(f"  {part.name} {part.version}: {part.licence or 'see below'}\n" for part in parts)
    sections = [
        f"AirSync\n\n{ours.strip()}\n",
        f"AirSync's packages contain parts by others:\n\n{listed}",
        *(f"{part.name} {part.version}\n\n{_joined(part.texts)}\n" for part in parts),
        *(f"{name}\n\n{(COMMON / name).read_text(encoding='utf-8').strip()}\n" for name in ("LGPL-3", "GPL-3")),
    ]
    return f"\n{RULE}\n\n".join(sections)


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts))
