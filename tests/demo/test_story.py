"""The headless demo is the first thing a newcomer sees: it must work to its end, and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.serial
def test_the_demo_tells_its_story_and_cleans_up(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "airsync_gui.demo"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "40 new on this computer; 2 new in Airtable" in ended.stdout
    assert "meals.csv: mine-1,Shakshuka,2026-11-20,Breakfast,430,,true,with feta and herbs" in ended.stdout
    assert "1 conflict for you to settle" in ended.stdout
    assert "meals.csv: mine-2,Ramen,2026-11-21,Dinner,620,home,," in ended.stdout
    assert list(tmp_path.iterdir()) == []
