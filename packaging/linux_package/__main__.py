"""``python -m linux_package FOLDER LISTER``: build everything into that folder.

LISTER is the Python that has cyclonedx-bom.
"""

from __future__ import annotations

import sys
from pathlib import Path

from airsync_gui import __version__
from linux_package import archives, rpm, tree
from release.freeze import NAME, freeze
from release.job import ROOT, main
from release.papers import papers
from release.tools import run


def build(target: Path, scratch: Path, lister: Path, built: int) -> list[Path]:
    """The packages and the list of their parts, in ``target``.

    Args:
        target: a folder.
        scratch: an empty folder.
        lister: the Python that has cyclonedx-bom.
        built: seconds since 1970.
    """
    files = scratch / "files"
    frozen = freeze(ROOT, scratch, built)
    told = papers(ROOT, frozen, lister, __version__, built)
    tree.lay_out(ROOT, frozen.program, files / "usr", __version__, built)
    tree.write(tree.documents(files / "usr") / "copyright", told.licences)
    tree.write(tree.documents(files / "usr") / "sbom.cdx.json", told.bill)
    bill = target / f"{NAME}-{__version__}-linux-{run(['uname', '-m'], where=ROOT).strip()}.cdx.json"
    tree.write(bill, told.bill)
    made = [make(files, __version__, built, target) for make in (archives.deb, rpm.rpm, archives.tarball)]
    return [*made, bill]


if __name__ == "__main__":
    sys.exit(main(build, sys.argv[1:]))
