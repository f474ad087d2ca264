"""The installed files, laid out under one folder as they will lie under ``/usr``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from linux_package import texts
from release import icons
from release.freeze import NAME


def lay_out(root: Path, program: Path, usr: Path, version: str, built: int) -> None:
    """Everything that is installed, but for what is written about its parts.

    Args:
        root: of the repository.
        program: the frozen program; it is moved.
        usr: a new folder, which stands for ``/usr``.
        version: of the package.
        built: seconds since 1970.
    """
    (usr / "lib").mkdir(parents=True)
    shutil.move(program, usr / "lib" / NAME)
    (usr / "bin").mkdir()
    (usr / "bin" / NAME).symlink_to(Path("..", "lib", NAME, NAME))
    share = usr / "share"
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    write(share / "applications" / f"{NAME}.desktop", texts.desktop_entry())
    write(share / "metainfo" / f"{NAME}.metainfo.xml", texts.metainfo(version, changelog, built))
    write(documents(usr) / "NEWS.md", changelog)
    icons.theme(root / "resources" / "icons" / "airsync.svg", share / "icons" / "hicolor")


def documents(usr: Path) -> Path:
    """Where a package's own papers lie."""
    return usr / "share" / "doc" / NAME


def write(file: Path, text: str) -> None:
    """A file, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def settle(folder: Path, built: int) -> int:
    """Give every file the same date and plain rights; what it takes on the disk, in KB."""
    taken = 0
    for path in [folder, *sorted(folder.rglob("*"))]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)
        os.utime(path, (built, built), follow_symlinks=False)
        taken += 1 if path.is_dir() or path.is_symlink() else -(-path.stat().st_size // 1024)
    return taken


def _is_program(path: Path) -> bool:
    return path.name == NAME and path.parent.name == NAME
