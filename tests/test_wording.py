"""What is said is found by Qt's tools, in time for the language, and is translated whole."""

from __future__ import annotations

import ast
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.wording import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    English,
    inner,
    isolated,
    listed,
    number,
    plural,
    tr,
    unmarked,
)

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCES = sorted((ROOT / "airsync_gui").rglob("*.py"))
SAYING = ("tr", "plural", "noop")
TOOLS = Path(sys.executable).parent


def test_english_stands_in_the_code() -> None:
    assert tr("Take {value}", value="{0} {x}") == "Take {0} {x}", "what comes from outside is never taken for a part"
    assert [plural("{n} row", "{n} rows", count) for count in (0, 1, 1200)] == ["0 rows", "1 row", "1,200 rows"]
    assert [listed(names) for names in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]
    assert (number(1234567), number(0.5, 1), English().month(5)) == ("1,234,567", "0.5", "May")
    assert inner("The token is old") == "the token is old"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Lunch, 12 May", "Lunch, 12 May"),
        ("Käse → 5", "Käse → 5"),
        ("שלום 5", "\u2068שלום 5\u2069"),
        ("a\u202ecba", "\u2068a\u202ecba\u2069"),
        ("a\u2069 b", "\u2068a b\u2069"),
        ("\u2067a", "\u2068a\u2069"),
        ("of \u2068שלום\u2069", "\u2068of \u2068שלום\u2069\u2069"),
    ],
    ids=ascii,
)
def test_what_can_turn_a_sentence_round_is_set_apart(given: str, shown: str) -> None:
    assert isolated(given) == shown


@given(st.text())
def test_what_is_set_apart_ends_where_it_ends(text: str) -> None:
    depths = list(
        accumulate(
            {FIRST_STRONG_ISOLATE: 1, "\u2066": 1, "\u2067": 1, POP_ISOLATE: -1}.get(c, 0) for c in isolated(text)
        )
    )
    assert not depths or (min(depths) >= 0 and depths[-1] == 0)


def test_the_command_line_and_what_is_copied_have_no_marks() -> None:
    assert tr("Take {value}", value="שלום") == "Take שלום"
    assert unmarked(f"Take {isolated('שלום')}") == "Take שלום"


@cache
def _modules() -> dict[str, ast.Module]:
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            yield node


def _is_found(call: ast.Call) -> bool:
    """Whether its texts are literals, or a name that was said to be a text where it was made."""
    function = call.func.id if isinstance(call.func, ast.Name) else ""
    texts = call.args[: 2 if function == "plural" else 1]
    if all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts):
        return True
    return function == "tr" and isinstance(texts[0], ast.Name | ast.Attribute | ast.Subscript | ast.Call)


def test_texts_to_translate_are_literals_that_qts_tools_can_find() -> None:
    wrong = [f"{at}:{call.lineno}" for at, tree in _modules().items() for call in _calls(tree) if not _is_found(call)]
    assert wrong == []


def test_no_text_hides_in_an_f_string_where_qts_tools_do_not_look() -> None:
    hidden = [
        f"{at}:{call.lineno}"
        for at, tree in _modules().items()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in _calls(text)
        if isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_nothing_is_said_before_the_language_is_known() -> None:
    """At the top of a module, in a class or as a default, a text is said once and for all."""
    assert [f"{at}:{line}" for at, tree in _modules().items() for line in _said_early(tree)] == []


def _said_early(module: ast.Module) -> Iterator[int]:
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "plural"):
            yield node.lineno
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.args.defaults, *(d for d in node.args.kw_defaults if d), *node.decorator_list]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _messages(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).getroot().iter("message"))


def _key(message: ET.Element) -> tuple[str, str]:
    return message.findtext("source", ""), message.findtext("comment", "")


def _forms(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    forms = [form.text or "" for form in translation.findall("numerusform")]
    return forms or [translation.text or ""]


@pytest.mark.parametrize("path", sorted(TRANSLATIONS.glob("*.ts")), ids=lambda path: path.stem)
class TestTranslations:
    def test_every_text_of_the_code_is_translated_and_none_is_left_over(self, path: Path, tmp_path: Path) -> None:
        fresh = tmp_path / "fresh.ts"
        listed = tmp_path / "sources.lst"
        listed.write_text("\n".join(map(str, SOURCES)), encoding="utf-8")
        aliases = "tr+=plural,QT_TR_NOOP+=noop"
        command: list[str | Path] = [
            TOOLS / "pyside6-lupdate",
            "-silent",
            "-tr-function-alias",
            aliases,
            f"@{listed}",
            "-ts",
            str(fresh),
        ]
        subprocess.run(command, check=True, timeout=60)
        assert {_key(m) for m in _messages(fresh)} == {_key(m) for m in _messages(path)}, "packaging/dev words"
        unfinished = [_key(m) for m in _messages(path) if (m.find("translation") or ET.Element("x")).get("type")]
        assert unfinished == []
        assert [_key(m) for m in _messages(path) if not all(_forms(m))] == []

    def test_parts_are_those_of_the_text(self, path: Path) -> None:
        assert [_key(message) for message in _messages(path) if not _has_its_parts(message)] == []

    def test_the_compiled_file_is_that_of_the_text(self, path: Path, tmp_path: Path) -> None:
        made = tmp_path / "made.qm"
        subprocess.run([TOOLS / "pyside6-lrelease", "-silent", str(path), "-qm", str(made)], check=True, timeout=60)
        assert made.read_bytes() == path.with_suffix(".qm").read_bytes(), "packaging/dev words"


def _has_its_parts(message: ET.Element) -> bool:
    """Whether each form knows only parts of the English ones, and the last (of many) all of them."""
    source, other = _key(message)
    forms = _forms(message)
    known = _parts(source) | _parts(other)
    return all(_parts(form) <= known for form in forms) and _parts(forms[-1]) == _parts(other or source)


def _parts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
