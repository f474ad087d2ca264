"""The list of a package's parts (SBOM): CycloneDX JSON of exactly what is inside, with the hash of each native file.

cyclonedx-py lists the packages of the environment that the program was made in. Of those stay the ones that own a file
in the program; Python, libraries of the system, and what packages say they contain (OpenSSL, for one) are added.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import qVersion

from release import inside
from release.tools import SYSTEM, run

Component = dict[str, Any]
ROOT_REF = "root-component"
STATED = ("type", "name", "version", "purl", "licenses", "hashes")
"""What is kept of a component in a package's own list."""
_QT = {"type": "library", "name": "Qt", "version": qVersion(), "purl": f"pkg:generic/qt@{qVersion()}"}
"""PySide6 has no list of its own."""
VALIDATE = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read())
sys.exit(wrong and str(wrong))
"""


def listed(root: Path, lister: Path, built: int) -> dict[str, Any]:
    """Everything in this Python's environment, as cyclonedx-py has it.

    Args:
        root: of the repository.
        lister: the Python that has cyclonedx-bom, in an environment of its own.
        built: seconds since 1970.
    """
    form = ("--of", "JSON", "--sv", "1.6", "--output-reproducible", "--output-file", "-")
    command = (
        lister,
        "-m",
        "cyclonedx_py",
        "environment",
        "--pyproject",
        root / "pyproject.toml",
        *form,
        sys.executable,
    )
    told: dict[str, Any] = json.loads(run(command, where=root, environment=_utf8(SOURCE_DATE_EPOCH=str(built))))
    return told


def bill(everything: Mapping[str, Any], program: Path, places: Mapping[str, str], version: str) -> str:
    """The list for one program, as JSON.

    Args:
        everything: as ``listed`` returns it.
        program: the frozen program's folder.
        places: place → owner.
        version: of AirSync.
    """
    files = {owner: _natives(paths, program) for owner, paths in inside.by_owner(program, places).items()}
    owners = {*places.values(), *files} - {inside.OURS}
    parts = [part for part in everything["components"] if inside.normal(part["name"]) in owners]
    found = {inside.normal(part["name"]): _with(part, _stated(distribution(part["name"]))) for part in parts}
    found |= {owner: _outside(owner) for owner in owners - found.keys()}
    components = sorted((_with(part, files.get(owner, [])) for owner, part in found.items()), key=_ref)
    told = {
        **everything,
        "metadata": {
            **everything["metadata"],
            "component": {**everything["metadata"]["component"], "version": version},
        },
        "components": components,
        "dependencies": _dependencies(everything["dependencies"], components),
    }
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def validate(text: str, lister: Path) -> None:
    """Hold a list against CycloneDX's schema.

    Raises:
        Stopped: it is no valid one.
    """
    run([lister, "-c", VALIDATE], where=Path.cwd(), environment=_utf8(), given=text)


def _utf8(**more: str) -> dict[str, str]:
    """Our environment, for a Python that writes and reads UTF-8 on Windows, too."""
    return {**os.environ, "PYTHONUTF8": "1", **more}


def _natives(paths: Iterable[Path], program: Path) -> list[Component]:
    return [
        {
            "type": "file",
            "name": path.relative_to(program).as_posix(),
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        }
        for path in paths
    ]


def _stated(package: Distribution) -> list[Component]:
    """What a package says is inside it, libraries above all: PEP 770."""
    lists = [file for file in sorted(package.files or ()) if "/sboms/" in file.as_posix() and file.suffix == ".json"]
    parts = [part for file in lists for part in json.loads(file.read_text()).get("components", ())]
    others = [part for part in parts if inside.normal(part["name"]) != inside.normal(package.name)]
    qt = [_QT] if inside.normal(package.name) == "pyside6-essentials" else []
    return [*qt, *({key: part[key] for key in STATED if key in part} for part in others)]


def _outside(owner: str) -> Component:
    """Python, or a package of Debian's, by its source: that is what weaknesses are reported for."""
    name = owner.removeprefix(inside.DEBIAN)
    if owner == inside.PYTHON:
        if not _of_debian():
            purl = f"pkg:generic/python@{platform.python_version()}"
            return {
                "type": "platform",
                "bom-ref": purl,
                "name": name,
                "version": platform.python_version(),
                "purl": purl,
            }
        name = "python{}.{}".format(*sys.version_info)
    version = next(iter(inside.binaries_of(name).values()))
    purl = f"pkg:deb/debian/{name}@{quote(version, safe='.~-')}?arch=source"
    kind = "platform" if owner == inside.PYTHON else "library"
    return {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _of_debian() -> bool:
    return SYSTEM == "linux" and Path(sys.base_prefix) == Path("/usr")


def _dependencies(told: Iterable[Mapping[str, Any]], components: Iterable[Component]) -> list[Component]:
    refs = {_ref(part) for part in components} | {ROOT_REF}
    kept = {entry["ref"]: [ref for ref in entry.get("dependsOn", ()) if ref in refs] for entry in told}
    # What was added is needed by the program as a whole.
    kept[ROOT_REF] = sorted({*kept.get(ROOT_REF, ()), *(refs - kept.keys())} - {ROOT_REF})
    return [{"ref": ref, **({"dependsOn": kept[ref]} if kept.get(ref) else {})} for ref in sorted(refs)]


def _with(part: Component, more: list[Component]) -> Component:
    return {**part, "components": [*part.get("components", ()), *more]} if more else part


def _ref(part: Component) -> str:
    return str(part["bom-ref"])
