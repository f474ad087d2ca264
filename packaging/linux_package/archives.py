"""The files that are handed out."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from linux_package import texts
from linux_package.tree import settle, write
from release import inside
from release.freeze import NAME
from release.tools import run


def deb(root: Path, version: str, built: int, target: Path) -> Path:
    """A Debian package.

    Args:
        root: a folder that holds ``usr``, and gets ``DEBIAN``.
        version: of the package.
        built: seconds since 1970.
        target: the folder for the package.
    """
    architecture = run(["dpkg", "--print-architecture"], where=root).strip()
    installed_kb = settle(root / "usr", built)
    control = texts.control(version, architecture, installed_kb, libraries_of(root))
    write(root / "DEBIAN" / "control", control)
    write(root / "DEBIAN" / "md5sums", _sums(root))
    settle(root, built)
    package = target / f"{NAME}_{version}_{architecture}.deb"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(built)}
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, package], where=root, environment=environment)
    shutil.rmtree(root / "DEBIAN")
    return package


def tarball(root: Path, version: str, built: int, target: Path) -> Path:
    """The same files in one folder, which can be unpacked anywhere: into ``~/.local``, for one.

    Args:
        root: a folder that holds ``usr``.
        version: of the package.
        built: seconds since 1970.
        target: the folder for the archive.
    """
    settle(root / "usr", built)
    machine = run(["uname", "-m"], where=root).strip()
    archive = target / f"{NAME}-{version}-linux-{machine}.tar.xz"
    same = ["--format=gnu", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{built}"]
    named = f"--transform=flags=r;s,^usr,{NAME}-{version},"
    # Always two threads: one would cut the data otherwise, and give other bytes.
    compressed = "--use-compress-program=xz --threads=2"
    run(["tar", "--create", *same, named, compressed, f"--file={archive}", "usr"], where=root)
    return archive


def libraries_of(root: Path) -> str:
    """The packages that have the libraries our binaries need, with the versions that have the needed symbols."""
    scratch = root / "debian"  # without which dpkg-shlibdeps does not know a package's folder
    write(scratch / "control", f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
    (root / "DEBIAN").mkdir(exist_ok=True)
    binaries = inside.native_files(root / "usr")
    own = [f"-l{folder}" for folder in sorted({path.parent for path in binaries})]
    try:
        # Ours are of no package and need no information.
        printed = run(["dpkg-shlibdeps", "--ignore-missing-info", "-O", *own, *binaries], where=root)
    finally:
        shutil.rmtree(scratch)
    return printed.partition("shlibs:Depends=")[2].strip()


def _sums(root: Path) -> str:
    files = [path.relative_to(root) for path in sorted((root / "usr").rglob("*")) if _is_plain(path)]
    return run(["md5sum", "--", *files], where=root)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
