"""One cell changed in Airtable changes that cell of the file and no other byte, by the whole program.

The file's ``git diff`` is printed: ``pytest -rP tests/acceptance/test_one_cell.py`` shows them all.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.acceptance.odd_files import ALL, TEXT, OddFile
from tests.acceptance.whole_program import Program, whole_program
from tests.local.changed import assert_same

CELL = r"""[^,;|"[:space:]]+|[^[:space:]]"""
"""What git is to show as one word."""
FILES = {f"{kind}: {what}": file for kind, files in ALL.items() for what, file in files.items()}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with whole_program(tmp_path_factory.mktemp("program")) as found:
        yield found


@pytest.mark.parametrize("what", FILES)
def test_one_cell_changed_in_airtable_changes_that_cell_alone(program: Program, what: str, tmp_path: Path) -> None:
    odd = FILES[what]
    before = odd.contents
    put(tmp_path / "now", before)
    put(tmp_path / "before", before)
    bound = program.bind(str(tmp_path / "now") + "/" + odd.source, {"Name": TEXT, **odd.fields}, **odd.rules)
    assert bound.sync().exit_code == odd.exit_code
    assert contents(tmp_path / "now") == before  # Airtable has it all now, and the file was only read
    name, field, value = odd.cell
    bound.edit_there(name, **{field: value})
    assert bound.sync().exit_code == odd.exit_code
    after = contents(tmp_path / "now")
    put(tmp_path / "as UTF-8" / "before", {file: as_utf8(data, odd) for file, data in before.items()})
    put(tmp_path / "as UTF-8" / "now", {file: as_utf8(data, odd) for file, data in after.items()})
    print(git_diff(tmp_path / "as UTF-8", "--unified=0", "--word-diff", f"--word-diff-regex={CELL}"))
    assert after.keys() == before.keys()
    for file, data in changed(odd).items():
        assert_same(data, after[file])
    assert_one_place(tmp_path)
    result = bound.sync()
    assert (result.exit_code, result.completed) == (odd.exit_code, ())
    assert contents(tmp_path / "now") == after


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their paths in it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def changed(odd: OddFile) -> dict[str, bytes]:
    """The files as they are to be afterwards: the first one has the cell."""
    files = odd.contents
    first = next(iter(files))
    old, new = odd.old.encode(odd.encoding), odd.new.encode(odd.encoding)
    assert files[first].count(old) == 1, f"{odd.old!r} must stand there once"
    files[first] = files[first].replace(old, new)
    return files


def as_utf8(data: bytes, odd: OddFile) -> bytes:
    """The same text, for people to read."""
    return data.decode(odd.encoding).encode()


def git_diff(folder: Path, *options: str) -> str:
    """What git says became of the files."""
    git = ["git", "diff", "--no-index", "--text", *options, "before", "now"]
    done = subprocess.run(git, cwd=folder, capture_output=True, check=False, env={"PATH": "/usr/bin:/bin"})
    return done.stdout.decode("utf-8", "backslashreplace")


def assert_one_place(folder: Path) -> None:
    """Git finds one place in one file."""
    found = [line for line in git_diff(folder, "--unified=0").splitlines() if line.startswith(("diff ", "@@ "))]
    assert len(found) == 2, found
