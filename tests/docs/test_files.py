"""What the pages name is there: files, tests, commands of ``packaging/dev``, parts of the package."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.pages import DOCS, ROOT, Page, pages

SECURITY = Page(ROOT / ".github" / "SECURITY.md")
_CODE = re.compile(r"`([^`]+)`")
_FILE = re.compile(r"(?:airsync_gui|tests|packaging|resources|\.github|\.ci)(?:/[\w.-]+)+/?")


def test_every_named_test_of_the_threats_exists() -> None:
    named = [code for code in _CODE.findall(SECURITY.text) if "::" in code]
    assert len(named) > 30
    assert [name for name in named if not _is_test(name)] == []


def _is_test(name: str) -> bool:
    path, _, function = name.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == function for node in ast.walk(tree))


def test_every_threat_names_a_test_or_says_that_there_is_none() -> None:
    rows = [line for line in SECURITY.text.splitlines() if line.startswith("| ") and "what holds" not in line]
    assert len(rows) > 25
    assert [row for row in rows if "::" not in row and "not shown by a test" not in row] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Page) -> None:
    names = [name for code in _CODE.findall(page.prose()) for name in _FILE.findall(code.partition("::")[0])]
    assert [name for name in names if not (ROOT / name).exists() and name != "packaging/requirements"] == []


def test_commands_of_dev_that_pages_name_are_there() -> None:
    script = (ROOT / "packaging" / "dev").read_text(encoding="utf-8")
    known = set(re.findall(r"^    ([a-z-]+)\)", script, re.MULTILINE))
    named = {name for page in pages() for name in re.findall(r"packaging/dev ([a-z-]+)", page.text)}
    assert named - known == set()
    assert known - named <= {"demo", "run"}


def test_words_of_the_window_that_pages_quote_are_its_words() -> None:
    """Phrases in quotes that begin with a capital; a number in one stands for any."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "airsync_gui").rglob("*.py")).replace("’", "'")
    quoted = {phrase for page in pages() if page.path.parent == DOCS for phrase in _quoted(page)}
    assert len(quoted) > 12
    of_the_sample = {"Habits", "Reading list", "Silent Spring", "Unreleased"}
    unknown = [each for each in quoted - of_the_sample if not all(part in code for part in re.split(r"\d+", each))]
    assert unknown == []


def _quoted(page: Page) -> list[str]:
    prose = re.sub(r"`[^`]*`|<!--.*?-->", "", " ".join(page.prose().split()))
    return re.findall(r'"([A-Z][^"]{2,60})"', prose)


def test_what_troubleshooting_looks_up_is_what_the_program_says() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "airsync_gui").rglob("*.py")))
    rows = re.findall(
        r"^\| ([^|]+) \| [^|]+ \|$", (DOCS / "troubleshooting.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    said = [part.strip() for row in rows[1:] for part in row.split("…") if part.strip()]
    assert len(said) > 10
    assert [part for part in said if part not in sources] == []


def test_the_architecture_names_every_part() -> None:
    told = (DOCS / "architecture.md").read_text(encoding="utf-8")
    parts = [path.name for path in (ROOT / "airsync_gui").iterdir() if (path / "__init__.py").is_file()]
    assert [name for name in parts if f"`airsync_gui/{name}`" not in told] == []
