"""The package for Fedora, openSUSE and their like, made by rpmbuild: it knows in their terms what binaries need."""

from __future__ import annotations

import os
import re
from pathlib import Path

from linux_package import texts
from linux_package.tree import settle, write
from release import inside
from release.freeze import NAME
from release.tools import run

RECIPE = Path(__file__).parent / "airsync-gui.spec"
SAME = {
    # The commit's date in place of today's, and no name of this computer.
    "use_source_date_epoch_as_buildtime": "1",
    "clamp_mtime_to_source_date_epoch": "1",
    "_buildhost": "localhost",
    # What is there is final: nothing is stripped, compressed, or split off once more.
    "debug_package": "%{nil}",
    "__os_install_post": "%{nil}",
    "_build_id_links": "none",
    "_binary_payload": "w13.zstdio",
    "_binary_filedigest_algorithm": "8",  # SHA-256
}
"""rpmbuild's settings, of which each system has its own."""


def rpm(root: Path, version: str, built: int, target: Path) -> Path:
    """An RPM package.

    Args:
        root: a folder that holds ``usr``.
        version: of the package.
        built: seconds since 1970.
        target: the folder for the package.
    """
    settle(root / "usr", built)
    scratch = root / "rpm"
    write(scratch / f"{NAME}.spec", recipe(root, version))
    machine = run(["uname", "-m"], where=root).strip()
    name = f"{NAME}-{version}-1.{machine}.rpm"
    told = {**SAME, "_topdir": str(scratch), "_rpmdir": str(target), "_build_name_fmt": name, "laid_out": str(root)}
    settings = [word for key, value in told.items() for word in ("--define", f"{key} {value}")]
    # With a home of its own, so that nobody's ~/.rpmmacros counts.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(built), "HOME": str(scratch), "LC_ALL": "C.UTF-8"}
    command: list[str | Path] = [
        "rpmbuild",
        "-bb",
        "--nodeps",
        "--target",
        f"{machine}-linux",
        *settings,
        scratch / f"{NAME}.spec",
    ]
    run(command, where=root, environment=environment)
    return target / name


def recipe(root: Path, version: str) -> str:
    """The filled-in recipe.

    Args:
        root: a folder that holds ``usr``.
        version: of the package.
    """
    binaries = inside.native_files(root / "usr")
    own = "|".join(sorted(re.escape(path.name) for path in binaries))
    described = texts.DESCRIPTION.partition("\n")[2]
    words = {
        "VERSION": version,
        "OWN": own.replace("\\", "\\\\"),  # rpmbuild reads it as a macro first
        "DESCRIPTION": re.sub(r"^ \.?", "", described, flags=re.MULTILINE),
        "BINARIES": " ".join(f"%{{buildroot}}/{path.relative_to(root)}" for path in binaries),
    }
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], RECIPE.read_text(encoding="utf-8"))
