"""How the command line shows values: whatever comes from a cell is plain text, and in the words of the window."""

from __future__ import annotations

import io
import json
import sys

import pytest

from airsync_gui.cli.output import print_json, shown


def test_an_escape_sequence_in_a_list_does_not_reach_the_terminal() -> None:
    assert shown(("\x1b[2Jred", "blue\u202e")) == "[2Jred, blue"


@pytest.mark.parametrize(("value", "words"), [(None, "blank"), (True, "ticked"), (False, "not ticked")])
def test_a_blank_and_a_check_box_are_said_as_in_the_window(value: bool | None, words: str) -> None:
    assert shown(value) == words


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_json_can_be_read_whatever_the_encoding_of_standard_output(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace"))
    print_json({"name": "Müsli 漢 👍"})
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode()) == {"name": "Müsli 漢 👍"}
