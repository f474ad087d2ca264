"""A plugin for pytest, ``-p tests.doubts.plugin``: the sandbox's own way in one doubt is another than usual.

``--doubt NAME=VALUE`` says which. ``--doubts-report FILE`` writes, as JSON, what passed, what failed and which switches
each test had the sandbox look at. ``--doubts-usual FILE`` takes such a report of a run with the usual ways, and leaves
out the tests that never had it look at the switch: for them nothing is different.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.sandbox.switches import Switches

NAMES = frozenset(Switches().as_json())


def assume(patch: pytest.MonkeyPatch, name: str, value: Any) -> None:
    """From now on a sandbox that is not told otherwise does it so."""
    init = Switches.__init__
    patch.setattr(Switches, "__init__", lambda self, **settings: init(self, **{name: value, **settings}))


class Asked:
    """Which switches were looked at during which test. Copying them all counts as looking at each."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.by_test: defaultdict[str, set[str]] = defaultdict(set)
        self.now = ""
        get = Switches.__getattribute__

        def noted(switches: Switches, name: str) -> Any:
            if name in NAMES:
                self.by_test[self.now].add(name)
            return get(switches, name)

        patch.setattr(Switches, "__getattribute__", noted)


class Doubted:
    """One run of the tests with one way, or with the usual ones."""

    def __init__(self, name: str, usual: dict[str, list[str]] | None, report: str | None) -> None:
        self.name, self.usual, self.file = name, usual, report
        self.asked = Asked(pytest.MonkeyPatch())
        self.passed: set[str] = set()
        self.failed: dict[str, None] = {}

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        if self.usual is None:
            return
        # A test that is called otherwise than in the usual run is made from the switches: it stays.
        same = [item for item in items if self.name not in self.usual.get(item.nodeid, [self.name])]
        config.hook.pytest_deselected(items=same)
        left_out = set(same)
        items[:] = [item for item in items if item not in left_out]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.asked.now = nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.asked.by_test[report.nodeid]  # known, even where it asks nothing
        if report.failed:
            self.failed[report.nodeid] = None
        elif report.when == "call" and report.passed:
            self.passed.add(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed[report.nodeid] = None

    def pytest_sessionfinish(self) -> None:
        if self.file is None:
            return
        asked = {test: sorted(names) for test, names in self.asked.by_test.items()}
        passed = len(self.passed - self.failed.keys())
        text = json.dumps({"passed": passed, "failed": list(self.failed), "asked": asked})
        Path(self.file).write_text(text, encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("doubts")
    group.addoption("--doubt", metavar="NAME=VALUE", help="the sandbox's way in a doubt of Airtable's")
    group.addoption(
        "--doubts-report", metavar="FILE", help="write here what passed, failed, and asked for which switch"
    )
    group.addoption("--doubts-usual", metavar="FILE", help="such a report: leave out what does not ask for the switch")


def pytest_configure(config: pytest.Config) -> None:
    name, _, value = (config.getoption("--doubt") or "").partition("=")
    if name:
        probe = Switches()
        probe.set({name: value})
        assume(pytest.MonkeyPatch(), name, getattr(probe, name))
    file = config.getoption("--doubts-usual")
    usual = json.loads(Path(file).read_text(encoding="utf-8"))["asked"] if file else None
    config.pluginmanager.register(Doubted(name, usual, config.getoption("--doubts-report")), "doubted")
