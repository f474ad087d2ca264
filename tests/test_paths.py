"""A profile's folders, and the one folder that all profiles share."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from airsync_gui.paths import Paths, private_file, private_folder, resources, shared_runtime

posix = pytest.mark.skipif(sys.platform == "win32", reason="folder modes and session folders are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_profile_keeps_everything_under_its_folder(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "profile")
    for path in (paths.config, paths.data, paths.logs, paths.backups, paths.settings_file, paths.state_file):
        assert path.is_relative_to(tmp_path / "profile")
        assert path.is_absolute()
    assert (paths.settings_file.name, paths.state_file.name) == ("settings.toml", "state.sqlite")


def test_an_option_goes_before_the_environment_and_that_before_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Paths.of() == Paths.of_platform()
    monkeypatch.setenv("AIRSYNC_PROFILE", "  ")
    assert Paths.of() == Paths.of_platform()
    monkeypatch.setenv("AIRSYNC_PROFILE", str(tmp_path / "env"))
    assert Paths.of() == Paths.under(tmp_path / "env")
    assert Paths.of(tmp_path / "option") == Paths.under(tmp_path / "option")


def test_a_relative_profile_does_not_move_with_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = Paths.of(Path("here"))
    monkeypatch.chdir("/")
    assert paths.config == tmp_path / "here"


def test_the_platforms_folders_are_the_persons_own() -> None:
    paths = Paths.of_platform()
    for path in (paths.config, paths.data, paths.logs, paths.backups):
        assert path.is_relative_to(Path.home())
        assert "airsync-gui" in path.parts


def test_naming_paths_creates_nothing(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "profile")
    assert paths.state_file.name
    assert not list(tmp_path.iterdir())


@posix
def test_folders_are_made_for_their_owner_only_and_old_ones_left_as_they_are(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    folder = private_folder(tmp_path / "a" / "b")
    assert (mode(folder), mode(folder.parent), mode(tmp_path)) == (0o700, 0o700, 0o755)
    folder.chmod(0o750)
    assert mode(private_folder(folder)) == 0o750


@posix
def test_files_are_made_for_their_owner_only_and_old_ones_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0)
    try:
        private_file(tmp_path / "new")
    finally:
        os.umask(before)
    assert mode(tmp_path / "new") == 0o600
    (tmp_path / "new").write_text("x")
    (tmp_path / "new").chmod(0o640)
    private_file(tmp_path / "new")
    assert (mode(tmp_path / "new"), (tmp_path / "new").read_text()) == (0o640, "x")


@posix
def test_the_shared_folder_is_the_sessions_whatever_the_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = tmp_path / "session"
    session.mkdir(mode=0o700)
    monkeypatch.delenv("AIRSYNC_RUNTIME")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    monkeypatch.setenv("AIRSYNC_PROFILE", str(tmp_path / "profile"))
    assert shared_runtime() == session / "airsync-gui"
    assert mode(shared_runtime()) == 0o700


@posix
def test_a_scheduler_finds_the_folder_of_the_persons_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / str(os.getuid())).mkdir(mode=0o700)
    monkeypatch.setattr("airsync_gui.paths.SESSIONS", tmp_path)
    monkeypatch.delenv("AIRSYNC_RUNTIME")
    assert shared_runtime() == tmp_path / str(os.getuid()) / "airsync-gui"


@posix
def test_a_session_folder_of_someone_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "session").mkdir(mode=0o700)
    monkeypatch.delenv("AIRSYNC_RUNTIME")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "session"))
    monkeypatch.setattr("os.getuid", lambda: 2**31 - 7)
    assert shared_runtime().is_relative_to(Path.home())


@posix
@pytest.mark.parametrize("unusable", ["missing", "shared", "a file"])
def test_without_a_private_session_folder_it_is_in_the_cache(
    unusable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = tmp_path / "session"
    if unusable == "shared":
        session.mkdir()
        session.chmod(0o777)
    elif unusable == "a file":
        session.touch(mode=0o600)
    monkeypatch.delenv("AIRSYNC_RUNTIME")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    monkeypatch.setattr("airsync_gui.paths.SESSIONS", tmp_path / "none")
    assert shared_runtime().is_relative_to(Path.home())


def test_a_test_can_name_the_shared_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRSYNC_RUNTIME", str(tmp_path / "shared"))
    assert shared_runtime() == tmp_path / "shared"
    assert shared_runtime().is_dir()


def test_what_ships_beside_the_code_is_found() -> None:
    assert (resources() / "docs" / "index.md").is_file()


def test_importing_the_module_costs_no_third_party_import() -> None:
    code = "import sys, airsync_gui.paths; sys.exit('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
