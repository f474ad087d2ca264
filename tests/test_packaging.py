"""What is installed works: the wheel, its requirements, its script and what ships beside the code.

Nothing is fetched. The fresh environment gets, of the packages in this one, those that the wheel asks for and no
other, so a requirement that only the tests bring shows here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import airsync_gui

ROOT = Path(__file__).parents[1]


def pip(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment's programs, where the wheel and what it asks for are installed."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout.strip()
    for name in requirements_of("airsync-gui"):
        link(name, Path(site))
    pip("--python", str(python), "install", "--no-index", "--no-deps", str(wheel))
    return programs


def requirements_of(name: str) -> set[str]:
    """Names of everything that a package needs here, directly or not, without itself."""
    found: set[str] = set()
    waiting = [(name, "")]
    while waiting:
        package, extra = waiting.pop()
        for line in distribution(package).requires or ():
            needed = Requirement(line)
            if needed.marker and not needed.marker.evaluate({"extra": extra}):
                continue
            key = canonicalize_name(needed.name)
            if key not in found:
                found.add(key)
                waiting += [(key, wanted) for wanted in ("", *needed.extras)]
    return found


def link(name: str, site: Path) -> None:
    """Lends a package of this environment to another: a link per file, no bytes."""
    package = distribution(name)
    for file in package.files or ():
        if ".." in file.parts or "__pycache__" in file.parts:
            continue  # programs in bin, and byte code
        target = site / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(Path(str(package.locate_file(file))).resolve())


def test_the_wheel_holds_the_code_its_types_its_resources_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"airsync_gui/__init__.py", "airsync_gui/py.typed", "airsync_gui/resources/docs/index.md"} <= names
    information = f"airsync_gui-{airsync_gui.__version__}.dist-info/"
    assert information + "licenses/LICENSE" in names
    assert {name.split("/")[0] for name in names} == {"airsync_gui", information.rstrip("/")}
    assert not [name for name in names if "__pycache__" in name]
    manual = {str(path.relative_to(ROOT)) for path in (ROOT / "resources" / "docs").rglob("*") if path.is_file()}
    assert {f"airsync_gui/{name}" for name in manual} <= names
    languages = {path.name for path in (ROOT / "resources" / "translations").glob("*.qm")}
    assert languages
    assert {f"airsync_gui/resources/translations/{name}" for name in languages} <= names
    sources = {str(path.relative_to(ROOT)) for path in (ROOT / "airsync_gui").rglob("*.py")}
    assert sources <= names


def test_the_version_is_one() -> None:
    assert version("airsync-gui") == airsync_gui.__version__


def test_an_installed_package_has_all_it_asks_for_and_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    pip("--python", str(installed / "python"), "check")
    code = (
        "import click, httpx, keyring, msgspec, platformdirs, tenacity, tomlkit, truststore, werkzeug, PySide6.QtCore\n"
        "from airsync_gui import credentials, errors, logs, paths\n"
        "print(paths.resources() / 'docs' / 'index.md')"
    )
    done = subprocess.run([installed / "python", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = Path(done.stdout.strip())
    assert found.is_file()
    assert not found.is_relative_to(ROOT)


def test_an_installed_package_tells_its_version(installed: Path, tmp_path: Path) -> None:
    program = installed / "airsync-gui"
    done = subprocess.run([program, "--version"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert airsync_gui.__version__ in done.stdout


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {"": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
"""Lock file, by what is behind its first word → what it was made from."""


def lock_file(group: str) -> Path:
    return ROOT / "packaging" / f"requirements{group and '-' + group}.txt"


def test_every_group_is_locked_and_nothing_else() -> None:
    assert {lock_file(group) for group in GROUPS} == set((ROOT / "packaging").glob("requirements*.txt"))


@pytest.mark.parametrize("group", GROUPS)
def test_a_lock_file_pins_by_hash_and_names_no_host(group: str) -> None:
    text = lock_file(group).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(index-url|extra-index-url|find-links)", text, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==\S+", block), block
        assert "--hash=sha256:" in block, block


def test_the_lock_files_hold_what_the_project_asks_for_and_agree() -> None:
    for group in ("dev", "build"):
        assert locked("").items() <= locked(group).items()
    for group, wanted in GROUPS.items():
        for line in wanted:
            requirement = Requirement(line)
            assert locked(group)[canonicalize_name(requirement.name)] in requirement.specifier, line


@pytest.mark.skipif(os.name == "nt", reason="the scripts are for a POSIX shell")
def test_nothing_is_installed_without_its_hash() -> None:
    """Each way in which the scripts and the workflows call pip, but for what makes the locks."""
    sources = [ROOT / "packaging" / "dev", *(ROOT / ".github" / "workflows").glob("*.yml")]
    told = "\n".join(source.read_text(encoding="utf-8") for source in sources).replace("\\\n", " ")
    calls = [line for line in told.splitlines() if re.search(r"(pip|\$pip)\b.* install ", line)]
    loose = [line.strip() for line in calls if "--require-hashes" not in line and "--no-deps" not in line]
    assert len(calls) > 2
    assert [line for line in loose if not line.endswith("install uv")] == []


def locked(group: str) -> dict[str, str]:
    """Package to version, of one lock file."""
    text = lock_file(group).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell script")
@pytest.mark.parametrize(
    ("arguments", "status"), [((), 0), (("help",), 0), (("nonsense",), 2)], ids=["none", "help", "unknown"]
)
def test_dev_says_what_it_can_do(arguments: tuple[str, ...], status: int) -> None:
    done = subprocess.run(
        [ROOT / "packaging" / "dev", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == status
    assert set(re.findall(r"packaging/dev ([a-z-]+) ", done.stdout + done.stderr)) == dev_commands()


def dev_commands() -> set[str]:
    """What the script can do, by its own branches; help apart."""
    script = (ROOT / "packaging" / "dev").read_text(encoding="utf-8")
    branches = script.rpartition("case $command in")[2]
    return set(re.findall(r"^    ([a-z-]+)\)", branches, re.MULTILINE))


def test_who_contributes_is_told_of_every_command_of_dev() -> None:
    told = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(dev_commands()) > 15
    assert set(re.findall(r"^\| `packaging/dev ([a-z-]+)`", told, re.MULTILINE)) == dev_commands()


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell script")
@pytest.mark.parametrize("command", ["check", "lock", "words"])
def test_a_command_of_dev_that_takes_nothing_does_nothing_with_it(command: str) -> None:
    done = subprocess.run(
        [ROOT / "packaging" / "dev", command, "--help"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (1, f"dev: nothing follows packaging/dev {command}\n")


def write_half(folder: Path, name: str, status: int, counts: dict[str, int] | None) -> None:
    (folder / f"{name}.status").write_text(str(status), encoding="ascii")
    if counts is not None:
        attributes = " ".join(f'{key}="{value}"' for key, value in counts.items())
        (folder / f"{name}.xml").write_text(f"<testsuites><testsuite {attributes}/></testsuites>", encoding="utf-8")


GOOD = {"tests": 10, "failures": 0, "errors": 0, "skipped": 2}
BAD = {"tests": 10, "failures": 1, "errors": 2, "skipped": 0}
NONE = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}


@pytest.mark.parametrize(
    ("parallel", "serial", "status", "line"),
    [
        ((0, GOOD), (0, GOOD), 0, "16 passed, 0 failed, 4 skipped"),
        ((1, BAD), (0, GOOD), 1, "15 passed, 3 failed, 2 skipped"),
        ((0, GOOD), (1, BAD), 1, "15 passed, 3 failed, 2 skipped"),
        ((5, NONE), (0, GOOD), 0, "8 passed, 0 failed, 2 skipped"),
        ((5, NONE), (5, NONE), 5, "0 passed, 0 failed, 0 skipped"),
        ((0, GOOD), (134, GOOD), 1, "16 passed, 1 failed, 4 skipped"),
        ((0, GOOD), (139, None), 1, "8 passed, 1 failed, 2 skipped"),
    ],
    ids=["both", "parallel-fails", "serial-fails", "one-empty", "both-empty", "aborts-at-exit", "crashes"],
)
def test_two_halves_give_one_result(
    parallel: tuple[int, dict[str, int] | None],
    serial: tuple[int, dict[str, int] | None],
    status: int,
    line: str,
    tmp_path: Path,
) -> None:
    write_half(tmp_path, "parallel", *parallel)
    write_half(tmp_path, "serial", *serial)
    command = [sys.executable, str(ROOT / "packaging" / "outcome.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (status, f"tests: {line}")
