"""What every package of a release has: icons, the list of its parts, sums that notice a changed byte, a signature."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImageReader

from release import __main__ as outside_linux
from release import icons, inside, sbom, sums
from release.freeze import Frozen
from release.inside import Entry
from release.papers import Papers
from release.tools import Stopped, run

ROOT = Path(__file__).parents[2]
DAY_S = 1_795_564_800
ELF = b"\x7fELF"

pytestmark = pytest.mark.serial


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("form", "make", "sizes"),
    [("ico", icons.ico, icons.WINDOWS_SIZES), ("icns", icons.icns, (16, 32, 128, 256))],
)
def test_an_icon_has_every_size(form: str, make: Any, sizes: tuple[int, ...]) -> None:
    drawing = ROOT / "resources" / "icons" / "airsync.svg"
    memory = QBuffer()
    memory.setData(QByteArray(make(icons.pictures(drawing, sizes))))
    reader = QImageReader(memory, QByteArray(form.encode()))
    found = set()
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        picture = reader.read()
        assert picture.pixelColor(picture.width() // 2, picture.height() // 2).alpha() == 255
        found.add(picture.width())
    assert found == set(sizes)


def test_windows_is_told_each_size() -> None:
    icon = icons.ico({16: b"small", 256: b"large"})
    assert (icon[6:8], icon[22:24]) == (b"\x10\x10", b"\0\0")  # 0 stands for 256
    assert icon.endswith(b"smalllarge")


def written(folder: Path, name: str, content: bytes = ELF) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def test_every_file_has_an_owner_or_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    click = str(distribution("click").locate_file("click/core.py"))
    entries = [Entry("click.core", click), Entry("json", json.__file__), Entry("start", str(ROOT / "packaging/dev"))]
    assert inside.owners(entries, ROOT) == {"click.core": "click", "json": "python", "start": "airsync-gui"}
    monkeypatch.setattr(inside, "SYSTEM", "darwin")
    with pytest.raises(Stopped, match="nobody is known to own"):
        inside.owners([Entry("odd", str(written(tmp_path, "odd.so")))], ROOT)


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="this is no Debian")
def test_a_library_of_debians_belongs_to_its_source(tmp_path: Path) -> None:
    assert inside.owners([Entry("xz", "/usr/bin/dpkg-query")], ROOT) == {"xz": "debian:dpkg"}
    assert "dpkg" in inside.binaries_of("dpkg")
    with pytest.raises(Stopped, match="nobody is known to own"):
        inside.owners([Entry("odd", str(written(tmp_path, "odd.so")))], ROOT)


def test_what_pyinstaller_wrote_itself_is_nobodys(tmp_path: Path) -> None:
    listed = [["a\\b.dll", "/there/b.dll"], ["made", str(tmp_path / "made.py")], ["namespace", "-"]]
    (tmp_path / inside.FILE).write_text(json.dumps(listed))
    assert inside.entries_of(tmp_path) == (Entry("a/b.dll", "/there/b.dll"),)


EVERYTHING = {
    "bomFormat": "CycloneDX",
    "metadata": {"component": {"bom-ref": "root-component", "name": "airsync-gui"}},
    "components": [
        {"bom-ref": "click==8", "name": "click", "type": "library", "version": "8"},
        {"bom-ref": "crypto==1", "name": "cryptography", "type": "library", "version": "1"},
        {"bom-ref": "pytest==9", "name": "pytest", "type": "library", "version": "9"},
    ],
    "dependencies": [
        {"ref": "root-component", "dependsOn": ["click==8", "pytest==9"]},
        {"ref": "click==8"},
        {"ref": "pytest==9"},
    ],
}


def test_the_list_has_what_is_inside_and_nothing_else(tmp_path: Path) -> None:
    library = written(tmp_path, "_internal/click/fast.so")
    written(tmp_path, "_internal/click/words.txt", b"no library")
    (tmp_path / "_internal" / "link.so").symlink_to(library)
    places = {"click/fast.so": "click", "cryptography": "cryptography", "json": "python", "start": "airsync-gui"}
    told = json.loads(sbom.bill(EVERYTHING, tmp_path, places, "1.2.3"))
    parts = {part["name"].partition("3.")[0]: part for part in told["components"]}
    assert parts.keys() == {"click", "cryptography", "python"}
    (file,) = parts["click"]["components"]
    assert file["name"] == "_internal/click/fast.so"
    assert file["hashes"] == [{"alg": "SHA-256", "content": sums.sum_of(library)}]
    assert told["metadata"]["component"]["version"] == "1.2.3"
    edges = {entry["ref"]: entry.get("dependsOn", []) for entry in told["dependencies"]}
    assert edges.keys() == {part["bom-ref"] for part in told["components"]} | {"root-component"}
    assert set(edges["root-component"]) == edges.keys() - {"root-component"}


def test_the_list_has_what_a_part_says_is_inside_it(tmp_path: Path) -> None:
    """An OpenSSL is in cryptography, of which weaknesses are told under that name."""
    told = json.loads(sbom.bill(EVERYTHING, tmp_path, {"c": "cryptography"}, "1.2.3"))
    names = [part["name"] for part in told["components"][0]["components"]]
    assert "openssl" in names
    assert "cryptography" not in names


def test_the_loader_is_among_the_parts(tmp_path: Path) -> None:
    written(tmp_path, "airsync-gui")
    assert inside.by_owner(tmp_path, {}) == {inside.BOOTLOADER: [tmp_path / "airsync-gui"]}


def gpg(home: Path, *words: str, given: str | None = None) -> str:
    return run(["gpg", "--homedir", str(home), "--batch", *words], where=home, given=given)


@pytest.fixture
def rings(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Makes empty key rings, and ends their agents."""
    made: list[Path] = []

    def ring() -> Path:
        made.append(tmp_path_factory.mktemp("ring"))
        made[-1].chmod(0o700)
        (made[-1] / "gpg-agent.conf").write_text("s2k-count 65536\n")  # seconds less
        return made[-1]

    yield ring
    for home in made:
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=True, timeout=60)


@pytest.mark.skipif(not (shutil.which("gpg") and shutil.which("gpgconf")), reason="gpg is not installed")
@pytest.mark.parametrize("passphrase", ["", "a throw-away"])
def test_what_was_signed_is_verified_and_a_changed_byte_is_noticed(passphrase: str, tmp_path: Path, rings: Any) -> None:
    maker, reader = rings(), rings()
    kept = ("--pinentry-mode", "loopback", "--passphrase", passphrase)
    gpg(maker, *kept, "--quick-generate-key", "Throw-away <nobody@airsync-gui.invalid>", "ed25519", "sign", "1d")
    key = gpg(maker, *kept, "--armor", "--export-secret-keys")
    package = written(tmp_path, "a.deb", b"a package")
    environment = {sums.KEY: key, sums.PASSPHRASE: passphrase}
    assert sums.main(tmp_path, environment) == 0
    assert environment == {}  # no other program gets them

    gpg(reader, "--import", str(tmp_path / sums.PUBLIC_KEY))
    assert "PRIVATE" not in (tmp_path / sums.PUBLIC_KEY).read_text()
    verify = ("--verify", str(tmp_path / sums.SIGNATURE), str(tmp_path / sums.SUMS))
    gpg(reader, *verify)
    run(["sha256sum", "--check", "--strict", sums.SUMS], where=tmp_path)

    package.write_bytes(b"b package")
    with pytest.raises(Stopped, match=r"a\.deb: FAILED"):
        run(["sh", "-c", f"sha256sum --check --strict {sums.SUMS} 2>&1; exit $?"], where=tmp_path) or None
    (tmp_path / sums.SUMS).write_text(f"{sums.sum_of(package)}  a.deb\n")
    with pytest.raises(Stopped, match="BAD signature"):
        gpg(reader, *verify)


def test_without_a_key_it_is_unsigned_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, "a.deb", b"a package")
    written(tmp_path, sums.SIGNATURE, b"of the last time")
    assert sums.main(tmp_path, {}) == 0
    assert "SHA256SUMS is not signed: AIRSYNC_SIGNING_KEY holds no key" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"a.deb", sums.SUMS}
    assert (tmp_path / sums.SUMS).read_text().endswith("  a.deb\n")


@pytest.mark.skipif(not shutil.which("gpg"), reason="gpg is not installed")
def test_a_key_that_is_none_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sums.main(tmp_path, {sums.KEY: "nonsense"}) == 1
    told = capsys.readouterr().err
    assert told.startswith("package: ")
    assert "nonsense" not in told


def frozen_program(folder: Path) -> Frozen:
    for name in ("airsync-gui.exe", "AirSync.exe", "_internal/library.dll"):
        written(folder, name)
    return Frozen(folder, ())


def test_the_package_for_windows_holds_programs_and_papers_and_is_the_same_twice(tmp_path: Path) -> None:
    made: list[Path] = []
    for name in ("here", "there"):
        frozen = frozen_program(tmp_path / name / "frozen")
        folder = outside_linux.lay_out(frozen, Papers("Licences", "{}"), tmp_path / name / "airsync-gui-1.2.3-windows")
        os.utime(folder / "AirSync.exe", (DAY_S + len(made) * 9_000,) * 2)
        made.append(outside_linux.archive(folder, tmp_path / name, DAY_S))
    assert made[0].read_bytes() == made[1].read_bytes()
    names = {
        Path(name).relative_to("airsync-gui-1.2.3-windows").as_posix() for name in zipfile.ZipFile(made[0]).namelist()
    }
    assert {"airsync-gui.exe", "AirSync.exe", "Licences.txt", "sbom.cdx.json", "_internal/library.dll"} == names


def test_packages_for_other_systems_are_not_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_linux, "SYSTEM", "linux")
    with pytest.raises(Stopped, match="for Windows and macOS"):
        outside_linux.build(tmp_path, tmp_path, Path(sys.executable), DAY_S)
