"""What the engine and the local tables say in English, found again as the text that it was made from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import airsync_gui
from airsync_gui import wording
from airsync_gui.kept_texts import TEXTS
from airsync_gui.kept_words import field_news, label_said, said
from airsync_gui.wording import English

ROOT = Path(airsync_gui.__file__).parent
PARTS = frozenset({"rule", "detail", "remedy", "malformed"})
WORDS_IN_PARTS = frozenset(
    {
        "7 (7)",
        "7 7",
        "it 7",
        "has the key 7, which 7",
        "7 is 7.",
        "7: 7 7",
        "Run 7 7 7 whole: undo the record, not a field of it.",
        "has front matter that is no YAML7: 7",
        "has 7 at 7, not 7 of rows",
        "AirSync can't sync 7: 7.",
    }
)
"""Some of their parts are words of ours."""
COMMAND_LINE_ONLY = "--take"


class Marked(English):
    """Says which of the texts are known to it."""

    def text(self, source: str) -> str:
        """In brackets."""
        return f"[{source}]" if source in TEXTS else source


@pytest.fixture
def marked() -> Iterator[None]:
    """Another language, for a while."""
    before = wording.spoken()
    wording.speak(Marked())
    yield
    wording.speak(before)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("must be one line", "[must be one line]"),
        ("is longer than 100 characters", "[is longer than 100 characters]"),
        ("row 5 is no object", "[row 5] [is no object]"),
        ("is no JSON at column 4: it ends inside a text", "[is no JSON at column 4: it [ends inside a text]]"),
        ("gone row 5 is no object", "gone row 5 [is no object]"),
        ("has a number at its top, not a list of rows", "[has [a number] at [its top], not a list of rows]"),
        (
            "has front matter that is no YAML, line 3: while scanning",
            "[has front matter that is no YAML, line 3: while scanning]",
        ),
        ("Name and Key is blank", "[Name and Key is blank]"),
        ("said by a server", "said by a server"),
        ("", ""),
    ],
)
@pytest.mark.usefixtures("marked")
def test_a_kept_sentence_is_said_by_its_text(kept: str, shown: str) -> None:
    assert said(kept) == shown


@pytest.mark.usefixtures("marked")
def test_a_label_is_foreign_unless_it_counts_rows() -> None:
    assert [label_said(label) for label in ("row 5", "gone", "row 5b")] == ["[row 5]", "gone", "row 5b"]


def test_news_of_a_field_name_its_type_in_words() -> None:
    assert [field_news(kept) for kept in ("now singleSelect", "gone")] == ["now Single select", "gone"]


@pytest.mark.usefixtures("marked")
def test_news_of_a_field_are_said_in_the_language() -> None:
    assert [field_news(kept) for kept in ("now singleSelect", "gone")] == ["[now Single select]", "[gone]"]


def test_in_english_nothing_changes() -> None:
    assert said("line 3 has 2 cells where the header has 4") == "line 3 has 2 cells where the header has 4"


def _filled(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may come to, each part a 7."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_filled(node.body), *_filled(node.orelse))


def _reasons(tree: ast.AST) -> Iterator[str]:
    """What is handed to a fault as its reason, or what to do about it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[:1] if name in ("BadCell", "BadNote") else node.args[2:3] if name == "CellProblem" else []
            for value in (*first, *(word.value for word in node.keywords if word.arg in PARTS)):
                yield from _filled(value)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in PARTS:
            yield from _filled(node.value)


@pytest.mark.usefixtures("marked")
def test_every_reason_of_the_engine_and_the_local_tables_has_its_text() -> None:
    reasons = {
        reason
        for folder in ("sync", "local")
        for file in (ROOT / folder).glob("*.py")
        for reason in _reasons(ast.parse(file.read_text(encoding="utf-8")))
        if " " in reason and reason not in WORDS_IN_PARTS and COMMAND_LINE_ONLY not in reason
    }
    assert len(reasons) > 200
    assert {reason for reason in reasons if said(reason) == reason} == set()
