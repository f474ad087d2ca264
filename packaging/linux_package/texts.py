"""The small files of a package: what Debian and the desktop are told about the program."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
MAINTAINER = "AirSync contributors <noreply@airsync-gui.invalid>"
BESIDES_LIBRARIES = ("ca-certificates", "tzdata")
"""What is read from files of the system: whom to trust, and what time it is where."""
RECOMMENDED = ("gnome-keyring | keepassxc | kwalletmanager", "xdg-utils")
"""A keyring for the token, and what opens a link in the browser. Without either, all else works."""
_DATED_HEADING = re.compile(r"^## \[?(?P<version>\d[^]\s]*)]?\s+-\s+(?P<day>\d{4}-\d\d-\d\d)", re.MULTILINE)


def desktop_entry() -> str:
    """How the program is listed among the desktop's."""
    return (HERE / "airsync-gui.desktop").read_text(encoding="utf-8")


def metainfo(version: str, changelog: str, built: int) -> str:
    """What software centres show.

    Args:
        version: of this package.
        changelog: the whole text of CHANGELOG.md: it knows the day of a release.
        built: seconds since 1970; the day of a version that is not released yet.
    """
    released = {match["version"]: match["day"] for match in _DATED_HEADING.finditer(changelog)}
    day = released.get(version) or datetime.fromtimestamp(built, UTC).date().isoformat()
    template = (HERE / "metainfo.xml").read_text(encoding="utf-8")
    return template.replace("@VERSION@", version).replace("@DATE@", day)


def control(version: str, architecture: str, installed_kb: int, libraries: str) -> str:
    """Debian's control file.

    Args:
        version: of this package.
        architecture: Debian's word for it.
        installed_kb: what it takes on the disk.
        libraries: the packages that its binaries need, as dpkg-shlibdeps lists them.
    """
    depends = sorted({*(part.strip() for part in libraries.split(",") if part.strip()), *BESIDES_LIBRARIES})
    fields = {
        "Package": "airsync-gui",
        "Version": version,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(installed_kb),
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(RECOMMENDED),
        "Section": "utils",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


DESCRIPTION = """keeps local tables and Airtable tables in two-way sync
 You have data in a file or a database on your computer and the same data in
 Airtable, and both places get edited. AirSync makes them agree: it merges what
 does not overlap, field by field, asks about the rest, and never loses or
 doubles a record.
 .
 It has a window and a command line, needs no server, and brings a sandbox
 Airtable to try everything with no account."""
