"""What packages are made of, without making one: what Debian and the desktop are told, and whose licences are shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from email.parser import Parser
from importlib.metadata import Distribution, PathDistribution, distribution, distributions
from pathlib import Path

import pytest

from airsync_gui import screen
from linux_package import archives, rpm, texts, tree
from release import inside, licences, start
from release.licences import NoLicence, Part
from release.tools import Stopped, run

ROOT = Path(__file__).parents[2]
DAY_S = 1_795_564_800
"""25 November 2026."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages for Linux are made on Linux")


def test_the_control_file_names_libraries_and_what_is_read_beside_them() -> None:
    text = texts.control("1.2.3", "amd64", 4321, "libc6 (>= 2.35), zlib1g, libgl1")
    fields = Parser().parsestr(text)
    assert (fields["Package"], fields["Version"], fields["Architecture"]) == ("airsync-gui", "1.2.3", "amd64")
    assert fields["Installed-Size"] == "4321"
    assert fields["Depends"] == "ca-certificates, libc6 (>= 2.35), libgl1, tzdata, zlib1g"
    assert "gnome-keyring" in fields["Recommends"]
    summary, *long = fields["Description"].splitlines()
    assert len(summary) < 80
    assert all(re.match(r" (\.$|\S)", line) for line in long)


@pytest.mark.parametrize(
    ("changelog", "day"),
    [
        ("## Unreleased\n", "2026-11-25"),
        ("## [1.2.3] - 2026-12-01\n", "2026-12-01"),
        ("## 1.2 - 2026-12-01\n", "2026-11-25"),
    ],
    ids=["not-released", "released", "another"],
)
def test_a_version_has_the_day_of_its_release_else_that_of_the_build(changelog: str, day: str) -> None:
    assert f'<release version="1.2.3" date="{day}"/>' in texts.metainfo("1.2.3", changelog, DAY_S)


def test_the_desktop_finds_the_window_of_its_entry() -> None:
    source = (ROOT / "airsync_gui" / "desktop.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("airsync-gui")' in source
    assert "StartupWMClass=airsync-gui\n" in texts.desktop_entry()


def judged(tool: str, *arguments: str | Path) -> str:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    return run([tool, *arguments], where=ROOT)


def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    tree.write(tmp_path / "airsync-gui.desktop", texts.desktop_entry())
    assert judged("desktop-file-validate", tmp_path / "airsync-gui.desktop") == ""


def test_what_software_centres_show_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "airsync-gui.metainfo.xml"
    tree.write(file, texts.metainfo("1.2.3", "", DAY_S))
    judged("appstreamcli", "validate", "--no-net", file)


def test_every_part_comes_with_its_licence() -> None:
    lock = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    here = {inside.normal(package.name) for package in distributions()}
    asked = here & set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    parts = {inside.normal(part.name): part for part in map(licences.part_of, map(distribution, asked))}
    assert {"click", "cryptography", "httpx", "pyside6-essentials", "sqlalchemy"} <= parts.keys()
    assert all(text.strip() for part in parts.values() for text in part.texts)
    assert parts["click"].licence == "BSD-3-Clause"
    assert "You may replace" in parts["pyside6-essentials"].texts[0]
    assert "official_releases/qt" in parts["pyside6-essentials"].texts[0]


def package(folder: Path, *files: str) -> Distribution:
    """An installed package with these licence files."""
    place = folder / "thing-1.dist-info"
    records = [f"thing-1.dist-info/{name}" for name in ("METADATA", *files)]
    for record in records:
        tree.write(folder / record, "Words of " + Path(record).name)
    tree.write(
        place / "METADATA", "Metadata-Version: 2.4\nName: thing\nVersion: 1\nClassifier: License :: OSI :: Good\n"
    )
    tree.write(place / "RECORD", "".join(f"{record},,\n" for record in records))
    return PathDistribution(place)


def test_licences_are_found_where_packages_keep_them(tmp_path: Path) -> None:
    found = licences.part_of(package(tmp_path, "LICENSE.txt", "licenses/NOTICE", "licenses/vendored/COPYING", "WHEEL"))
    assert found.licence == "Good"
    assert {text.split()[-1] for text in found.texts} == {"LICENSE.txt", "NOTICE", "COPYING"}


def test_a_part_without_a_licence_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(NoLicence, match="thing 1 brings no licence text"):
        licences.part_of(package(tmp_path))


def test_the_copyright_file_lists_the_parts_and_has_each_text_once() -> None:
    parts = [Part("one", "1", "MIT", ("Text of one.", "Text of one. ")), Part("two", "2", "", ("Text of two.",))]
    text = licences.copyright_file("Our licence.", parts)
    assert text.startswith("AirSync\n\nOur licence.\n")
    assert "  one 1: MIT\n  two 2: see below\n" in text
    assert [text.count(words) for words in ("Text of one.", "Text of two.")] == [1, 1]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert text.count("GNU GENERAL PUBLIC LICENSE\n") == 1


def test_files_get_one_date_and_plain_rights(tmp_path: Path) -> None:
    program = tmp_path / "airsync-gui" / "airsync-gui"
    other = tmp_path / "airsync-gui" / "library.so"
    for file in (program, other):
        tree.write(file, "x" * 1025)
        file.chmod(0o777)
    (tmp_path / "link").symlink_to("airsync-gui")
    assert tree.settle(tmp_path, DAY_S) == 2 * 2 + 2 + 1
    assert [path.stat().st_mode & 0o777 for path in (program, other, program.parent)] == [0o755, 0o644, 0o755]
    assert {path.lstat().st_mtime for path in (tmp_path, *tmp_path.rglob("*"))} == {DAY_S}


@pytest.mark.skipif(not shutil.which("xz"), reason="xz is not installed")
def test_an_archive_of_the_same_files_has_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name, order in (("here", ("a", "b")), ("there", ("b", "a"))):
        for file in order:
            tree.write(tmp_path / name / "usr" / "share" / file, file)
        made.append(archives.tarball(tmp_path / name, "1.2.3", DAY_S, tmp_path / name).read_bytes())
    assert made[0] == made[1]
    listed = run(["tar", "-tf", *(tmp_path / "here").glob("*.tar.xz")], where=tmp_path).split()
    assert listed[0] == "airsync-gui-1.2.3/"


def test_the_recipe_for_rpm_names_what_the_program_brings_and_asks_the_system_for_the_rest(tmp_path: Path) -> None:
    library = tmp_path / "usr" / "lib" / "airsync-gui" / "libown+1.so.6"
    tree.write(library, "\x7fELF")
    tree.write(library.with_name("words.txt"), "no library")
    recipe = rpm.recipe(tmp_path, "1.2.3")
    assert "@" not in recipe
    assert "Version: 1.2.3\n" in recipe
    (own,) = re.findall(r"__requires_exclude (.*)$", recipe, re.MULTILINE)
    own = own.replace("\\\\", "\\")  # as rpmbuild does
    assert re.match(own, "libown+1.so.6()(64bit)")
    assert not re.match(own, "libown1.so.6()(64bit)")
    assert not re.match(own, "libc.so.6(GLIBC_2.35)(64bit)")
    assert "chmod 0755 %{buildroot}/usr/lib/airsync-gui/libown+1.so.6\n" in recipe


@pytest.mark.skipif(not shutil.which("rpmbuild"), reason="rpmbuild is not installed")
def test_an_rpm_of_the_same_files_has_the_same_bytes_and_the_commits_date(tmp_path: Path) -> None:
    made = []
    for name in ("here", "there"):
        root = tmp_path / name
        for place in ("bin/airsync-gui", "lib/airsync-gui/airsync-gui", "share/doc/airsync-gui/copyright",
                      "share/doc/airsync-gui/NEWS.md", "share/doc/airsync-gui/sbom.cdx.json",
                      "share/applications/airsync-gui.desktop", "share/metainfo/airsync-gui.metainfo.xml",
                      "share/icons/hicolor/48x48/apps/airsync-gui.png"):  # fmt: skip
            tree.write(root / "usr" / place, "x")
        shutil.copy("/bin/true", root / "usr/lib/airsync-gui/libown.so.1")
        shutil.copy(c_library(), root / "usr/lib/airsync-gui/brought-along.so")
        made.append(rpm.rpm(root, "1.2.3", DAY_S, root))
    assert made[0].read_bytes() == made[1].read_bytes()
    told = run(["rpm", "-qp", "--qf", "%{BUILDTIME} %{BUILDHOST} %{LICENSE}", made[0]], where=tmp_path)
    assert told == f"{DAY_S} localhost MIT"
    needs = run(["rpm", "-qp", "--requires", made[0]], where=tmp_path)
    assert "libc.so.6(GLIBC" in needs
    assert "(tzdata or timezone)" in needs
    assert "libown" not in needs
    assert "libc.so" not in run(["rpm", "-qp", "--provides", made[0]], where=tmp_path)


def c_library() -> str:
    """The one that this process uses."""
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8").split()
    return next(word for word in mapped if "/libc.so.6" in word)


def test_a_tool_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Stopped, match=r"sh failed:\nout of luck"):
        run(["sh", "-c", "echo out of luck >&2; exit 3"], where=tmp_path)
    with pytest.raises(Stopped, match="no-such-tool is not installed"):
        run(["no-such-tool"], where=tmp_path)


def test_programs_that_it_starts_get_the_environment_it_was_started_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/theirs", "QT_PLUGIN_PATH": "/ours", "_PYI_ANYTHING": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    start.as_started()
    assert os.environ["LD_LIBRARY_PATH"] == "/theirs"
    assert not {"LD_LIBRARY_PATH_ORIG", "QT_PLUGIN_PATH", "_PYI_ANYTHING"} & os.environ.keys()


def test_what_development_installs_covers_what_the_window_may_lack() -> None:
    """The package asks by itself; a checkout has this list, and the program names the same packages."""
    script = (ROOT / "packaging" / "dev").read_text(encoding="utf-8")
    (listed,) = re.findall(r'^qt_packages="([^"]*)"', script, re.MULTILINE)
    assert set(listed.split()) <= set(screen.PACKAGES.values())
    subprocess.run(["sh", "-n", ROOT / "packaging" / "dev"], check=True, timeout=60)
