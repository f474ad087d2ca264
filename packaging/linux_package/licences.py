"""The copyright file: every bundled part with its version, its licence and that licence's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

COMMON = Path("/usr/share/common-licenses")
PYTHON = Path("/usr/share/doc")
BOOTLOADER = "pyinstaller"
"""Its loader is the program's first part; its other parts stay behind."""
QT = ("pyside6-essentials", "shiboken6")
_LICENCE_FILE = re.compile(r"\.dist-info/(?:.*/)?(?:AUTHORS|COPYING|LICEN[CS]E|NOTICE)[^/]*$", re.IGNORECASE)
_LOCKED = re.compile(r"^([a-z0-9.-]+)==", re.MULTILINE)
RULE = "-" * 80

QT_NOTE = """\
Qt, and PySide6 and Shiboken, which bind it to Python, are used under the GNU Lesser General Public License, version 3.
They are shared libraries of their own, unchanged but for debugging symbols, in _internal/PySide6 and
_internal/shiboken6 of the program's folder (/usr/lib/airsync-gui where Debian's tools installed it). You may replace
them by your own build of the same version: put your files in place of those with the same names. Their source code is
at https://download.qt.io/official_releases/QtForPython/ and https://download.qt.io/official_releases/qt/.
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


def bundled(lock: str) -> list[Part]:
    """The parts that the program's lock file brings on this machine, and the loader.

    Args:
        lock: the text of requirements.txt. What it has for other systems only is not installed here.
    """
    parts = []
    for name in [*_LOCKED.findall(lock), BOOTLOADER]:
        try:
            parts.append(part_of(distribution(name)))
        except PackageNotFoundError:
            continue
    return sorted(parts, key=lambda part: part.name.lower())


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


def python_part(version: str) -> Part:
    """Python itself, with what Debian says of it.

    Args:
        version: such as ``3.11``.
    """
    text = (PYTHON / f"libpython{version}" / "copyright").read_text(encoding="utf-8")
    return Part("Python", version, "PSF-2.0 and others", (text,))


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
