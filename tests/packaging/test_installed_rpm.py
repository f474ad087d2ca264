"""The .rpm: it installs, works and goes, beside what it asks for.

No Fedora or openSUSE can be had where this is tested, so it is a Debian with its rpm, told not to look for packages.
What the package asks for are names of libraries, the same on all of them; here they must be found among those that the
.deb asks for by package. Part of ``packaging/dev package-test``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import airsync_gui
from release.tools import run
from tests.packaging import machine as machines
from tests.packaging.machine import Machine
from tests.packaging.test_installed import PACKAGE, PROGRAM

pytestmark = [
    pytest.mark.serial,
    pytest.mark.package,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not PACKAGE, reason="installs a package on a bare Debian: AIRSYNC_PACKAGE names none"),
]


@pytest.fixture(scope="module")
def rpm_file() -> Path:
    (found,) = Path(PACKAGE).parent.glob("*.rpm")
    return found


@pytest.fixture(scope="module")
def machine(rpm_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A computer with what the .deb asks for, and the .rpm."""
    if missing := machines.lacking():
        pytest.fail(missing)
    box = tmp_path_factory.mktemp("machine") / "box"
    made = Machine(box)
    shutil.copy(rpm_file, made.path("/root/airsync-gui.rpm"))
    asked = run(["dpkg-deb", "-f", PACKAGE, "Depends"], where=box)
    made.root("apt-get", "update")
    made.root("apt-get", "install", "-y", "--no-install-recommends", "rpm", *re.findall(r"(?:^|, )([^ ,]+)", asked))
    made.root("rpm", "--install", "--nodeps", "/root/airsync-gui.rpm")
    yield made
    shutil.rmtree(box)


def test_both_packages_hold_the_same_files(rpm_file: Path, tmp_path: Path) -> None:
    run(["dpkg-deb", "--extract", PACKAGE, tmp_path], where=tmp_path)
    theirs = {
        "/" + str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_symlink() or path.is_file()
    }
    rows = run(["rpm", "-qp", "--qf", "[%{FILEMODES:perms} %{FILENAMES} %{FILEDIGESTS}\n]", rpm_file], where=tmp_path)
    ours = {row.split(" ")[1]: row.split(" ")[2] for row in rows.splitlines() if not row.startswith("d")}
    assert ours.keys() == theirs
    (program,) = (name for name in theirs if name.endswith("/lib/airsync-gui/airsync-gui"))
    assert run(["sha256sum", tmp_path / program.lstrip("/")], where=tmp_path).split()[0] == ours[program]


def test_the_libraries_that_it_asks_for_are_those_that_the_deb_asks_for(machine: Machine, rpm_file: Path) -> None:
    asked = run(["rpm", "-qp", "--requires", rpm_file], where=Path.cwd())
    libraries = set(re.findall(r"^(lib[^(]+)\(", asked, re.MULTILINE))
    assert {"libGL.so.1", "libxcb-cursor.so.0", "libssl.so.3", "libc.so.6"} <= libraries
    there = set(re.findall(r"^\s*(\S+) \(", machine.root("ldconfig", "--print-cache"), re.MULTILINE))
    assert libraries - there == set()
    assert not [name for name in libraries if re.search(r"Qt6|shiboken|pyside|python|bz2", name)]


def test_it_offers_nobody_its_own_libraries(rpm_file: Path) -> None:
    offered = run(["rpm", "-qp", "--provides", rpm_file], where=Path.cwd()).splitlines()
    assert {name.split("(")[0].split(" ")[0] for name in offered} == {"airsync-gui", "application", "metainfo"}


def test_it_works(machine: Machine) -> None:
    assert machine.person(PROGRAM, "--version").stdout == f"airsync-gui, version {airsync_gui.__version__}\n"
    done = machine.person(PROGRAM, "--demo", "--headless")
    assert done.returncode == 0, done.stderr
    assert "That was the demo." in done.stdout


def test_it_is_as_it_was_packed_and_goes_without_a_trace(machine: Machine) -> None:
    """The last one: nothing is installed after it."""
    assert machine.root("rpm", "--verify", "--nodeps", "airsync-gui") == ""
    machine.root("rpm", "--erase", "airsync-gui")
    left = ("usr/bin/airsync-gui", "usr/lib/airsync-gui", "usr/share/doc/airsync-gui")
    assert [place for place in left if os.path.lexists(machine.path(place))] == []
