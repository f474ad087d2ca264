"""``token import``: the key file of older scripts, taken once and only if nobody else could read it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from airsync_gui.key_file import MOST_BYTES
from tests.cli.desk import Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


def key_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "api_key"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_token_goes_into_the_keyring_and_the_file_stays(desk: Desk, tmp_path: Path) -> None:
    secret = desk.sandbox.add_token()
    path = key_file(tmp_path, secret + "\n")
    done = desk("token", "import", str(path))
    assert (done.code, done.err) == (0, "")
    assert secret not in done.out
    assert "still holds it in plain text" in done.out
    assert desk("token", "test").code == 0
    assert path.exists()


def test_the_usual_place_is_looked_at_and_the_file_removed_if_wanted(desk: Desk) -> None:
    folder = Path.home() / ".config" / "airtable"
    folder.mkdir(parents=True)
    path = key_file(folder, desk.sandbox.add_token())
    assert desk("token", "import", "--remove").code == 0
    assert not path.exists()
    assert desk("token", "test").code == 0


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_file_that_others_may_read_is_not_taken(desk: Desk, tmp_path: Path, mode: int) -> None:
    path = key_file(tmp_path, desk.sandbox.add_token(), mode)
    done = desk("token", "import", str(path), "--remove")
    assert done.code == 5
    assert f"can be read by others (mode {mode:04o})" in done.sentence
    assert f"chmod 600 {path}" in done.sentence
    assert desk.keyring.entries == {}
    assert path.exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "blank"),
        ("two words", "white space"),
        ("a\nb", "more than one line"),
        ("schlüssel", "not ASCII"),
        ("x" * (MOST_BYTES + 1), "is too long to be a key file"),
    ],
)
def test_what_can_be_no_token_is_not_taken(desk: Desk, tmp_path: Path, text: str, fault: str) -> None:
    done = desk("token", "import", str(key_file(tmp_path, text)))
    assert done.code == 5
    assert fault in done.sentence
    assert desk.keyring.entries == {}


def test_no_file_and_a_folder_are_told(desk: Desk, tmp_path: Path) -> None:
    assert "does not exist" in desk("token", "import", str(tmp_path / "absent")).sentence
    assert desk("token", "import", str(tmp_path)).code == 5


@pytest.mark.parametrize("agreed", [True, False])
def test_at_a_terminal_its_removal_is_offered(
    desk: Desk, tmp_path: Path, agreed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        assert len(desk.keyring.entries) == 1  # it is safe before anything is asked
        return agreed

    path = key_file(tmp_path, desk.sandbox.add_token())
    monkeypatch.setattr("airsync_gui.cli.tokens.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    monkeypatch.setattr("click.confirm", confirm)
    done = desk("token", "import", str(path))
    assert done.code == 0
    assert asked == [f"Remove {path}? Nothing of AirSync's needs it any more."]
    assert path.exists() is not agreed
    assert (f"Removed {path}." in done.out) is agreed


def test_behind_a_link_it_is_the_token_that_is_removed(desk: Desk, tmp_path: Path) -> None:
    path = key_file(tmp_path, desk.sandbox.add_token())
    link = tmp_path / "link"
    link.symlink_to(path)
    assert desk("token", "import", str(link), "--remove").code == 0
    assert not path.exists()
    assert not link.is_symlink()


def test_one_that_can_not_be_removed_is_told_and_its_token_is_in_the_keyring(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = key_file(tmp_path, desk.sandbox.add_token())

    unlink = Path.unlink

    def refuse(which: Path, **options: Any) -> None:
        if which == path:
            raise PermissionError(13, "Permission denied")
        unlink(which, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        done = desk("token", "import", str(path), "--remove")
    assert done.code == 1
    assert done.sentence == f"{path} still holds it in plain text and can't be removed: Permission denied."
    assert desk("token", "test").code == 0
