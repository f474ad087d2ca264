"""Labels of several runs."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from airsync_gui.ui import text_runs
from airsync_gui.ui.text_runs import Run, RunsLabel, runs
from tests.ui.looking import BODY_PX, dress

pytestmark = pytest.mark.serial


def test_words_are_laid_out_anew_only_where_they_or_the_look_are_others(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out, widths = text_runs.laid_out, []

    def laid_out(parts: Any, width: float, **more: Any) -> Any:
        widths.append(width)
        return lay_out(parts, width, **more)

    monkeypatch.setattr(text_runs, "laid_out", laid_out)
    label = RunsLabel(runs("as many words as it takes to fill several lines of it"))
    qtbot.addWidget(label)
    narrow, wide = label.heightForWidth(100), label.heightForWidth(400)
    label.resize(100, narrow)
    label.grab()
    assert narrow > wide
    assert (label.heightForWidth(100), widths) == (narrow, [100, 400])
    label.set_runs(runs("few words"))
    assert label.heightForWidth(100) < narrow
    dress(body_px=2 * BODY_PX)
    try:
        assert label.heightForWidth(400) > wide
    finally:
        dress()


@pytest.mark.usefixtures("qapp")
def test_a_gap_is_a_blank_where_runs_are_wrapped() -> None:
    parts = (Run("Soup"), Run("waits", "text2", gap=8), Run(", 2", "text2"), Run("", gap=8))
    layout, _ = text_runs.laid_out(parts, 400)
    assert layout.text() == "Soup waits, 2"
    assert [(span.start, span.length) for span in layout.formats()] == [(0, 4), (4, 6), (10, 3), (13, 0)]
