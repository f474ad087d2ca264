"""What is written about a package's parts: their licences, and their list for machines."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from release import inside, licences, sbom
from release.freeze import Frozen


class Papers(NamedTuple):
    """Two texts.

    Attributes:
        licences: every part with its licence's words.
        bill: the SBOM, CycloneDX JSON.
    """

    licences: str
    bill: str


def papers(root: Path, frozen: Frozen, lister: Path, version: str, built: int) -> Papers:
    """Write both.

    Args:
        root: of the repository.
        frozen: the program, where PyInstaller left it.
        lister: the Python that has cyclonedx-bom.
        version: of AirSync.
        built: seconds since 1970.
    """
    places = inside.owners(frozen.entries, root)
    bill = sbom.bill(sbom.listed(root, lister, built), frozen.program, places, version)
    sbom.validate(bill, lister)
    ours = (root / "LICENSE").read_text(encoding="utf-8")
    return Papers(licences.copyright_file(ours, licences.bundled(places.values())), bill)
