"""Tries mutants: the tests are collected once, then each mutant gets a fork in which those that reach it are run.

A pytest plugin that takes the place of pytest's own loop. Nothing is written to the sources: the fork's loaded module
is changed, so others may go on working in the same tree.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import inspect
import io
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import coverage
import pytest
from msgspec import Struct, field

from tests.mutation.mutants import Mutant, install

SLOWEST_TEST_S = 1.0
"""Tests that take longer are left out."""
CPU_LIMIT_S = 10
"""More than all tests together take: who needs longer is in an endless loop."""
MEMORY_LIMIT = 4 * 2**30
SURVIVED, KILLED, BROKEN = 0, 1, 3
"""How a fork ends; by a signal when it took too long. Broken: the mutant could not be put in."""


class Reach(Struct, frozen=True):
    """What each test runs: seconds and, per file, lines; ``failed`` tests fail without any change."""

    seconds: Mapping[int, float]
    lines: Mapping[int, Mapping[str, frozenset[int]]]
    failed: Sequence[str]


class Trials(Struct):
    """The plugin.

    Attributes:
        modules: dotted name → the mutants to try in it.
        said: called with each mutant and its outcome (``survived``, ``killed``, ``killed by time``, ``broken``).
    """

    modules: Mapping[str, Sequence[Mutant]]
    said: Callable[[str, Mutant, str], None]
    jobs: int = 2
    trouble: str = ""
    failures: list[str] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _same_examples_each_time()
        loaded = {name: importlib.import_module(name) for name in self.modules}
        gc.collect()
        gc.freeze()  # or each fork would copy what the collector touches
        reach = self._reach(session.items, [str(module.__file__) for module in loaded.values()])
        if reach.failed:
            self.trouble = "\n".join(["These tests fail without any change:", *reach.failed])
            return True
        running: dict[int, tuple[str, Mutant, Path]] = {}
        for name, mutant in ((name, mutant) for name, mutants in self.modules.items() for mutant in mutants):
            chosen = [session.items[n] for n in _order(reach, str(loaded[name].__file__), mutant)]
            if not chosen:
                self.said(name, mutant, "survived: no test runs it")
                continue
            if len(running) >= self.jobs:
                self._one_ended(running)
            folder = Path(tempfile.mkdtemp(prefix="airsync-mutant-"))
            if (child := os.fork()) == 0:
                self._try(loaded[name], mutant, chosen, folder)
            running[child] = name, mutant, folder
        while running:
            self._one_ended(running)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failures.append(f"{report.nodeid}: {report.longreprtext}")

    def _one_ended(self, running: dict[int, tuple[str, Mutant, Path]]) -> None:
        child, status = os.wait()
        name, mutant, folder = running.pop(child)
        shutil.rmtree(folder, ignore_errors=True)
        code = os.waitstatus_to_exitcode(status)
        words = {SURVIVED: "survived", KILLED: "killed", BROKEN: "broken"}
        self.said(name, mutant, words.get(code, "killed by time" if code < 0 else "broken"))

    # -- in a fork ----------------------------------------------------------------------------------------------

    def _try(self, module: ModuleType, mutant: Mutant, chosen: Sequence[pytest.Item], folder: Path) -> NoReturn:
        code = BROKEN
        try:
            _set_apart(chosen[0].config, folder)
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
            signal.setitimer(signal.ITIMER_REAL, 6 * CPU_LIMIT_S)
            try:
                install(mutant, module, _rebind)
            except Exception:  # noqa: BLE001 - code that can't even be loaded is noticed by every test
                os._exit(KILLED)
            code = SURVIVED
            if any(self._failure_of(item) for item in chosen):
                os._exit(KILLED)
        except BaseException:  # noqa: BLE001 - a fork must never return into the parent's loop
            code = KILLED if code == SURVIVED else BROKEN
        finally:
            os._exit(code)

    def _failure_of(self, item: pytest.Item) -> str:
        """Run one test; "" if it passes.

        One that wants nothing but its own parameters is called as it is: pytest's work around it takes ten times as
        long as the test itself.
        """
        assert isinstance(item, pytest.Function)
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        if set(inspect.signature(item.obj).parameters) <= set(parameters):
            try:
                item.obj(**parameters)
            except BaseException as error:  # noqa: BLE001 - pytest.fail is no Exception
                return repr(error)
            return ""
        self.failures.clear()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return "\n".join(self.failures)

    def _reach(self, items: Sequence[pytest.Item], files: Sequence[str]) -> Reach:
        reading, writing = os.pipe()
        folder = Path(tempfile.mkdtemp(prefix="airsync-mutant-"))
        if (child := os.fork()) == 0:
            os.close(reading)
            try:
                _set_apart(items[0].config, folder)
                with os.fdopen(writing, "wb") as pipe:
                    pickle.dump(self._run_all(items, files), pipe)
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        os.waitpid(child, 0)
        shutil.rmtree(folder, ignore_errors=True)
        reach = pickle.loads(content)
        assert isinstance(reach, Reach)
        return reach

    def _run_all(self, items: Sequence[pytest.Item], files: Sequence[str]) -> Reach:
        seconds, failed = {}, []
        watch = coverage.Coverage(data_file=None, config_file=False, include=list(files), messages=False)
        watch.start()
        for number, item in enumerate(items):
            watch.switch_context(str(number))
            started = time.process_time()
            failure = self._failure_of(item)
            seconds[number] = time.process_time() - started
            if failure:
                failed.append(f"{item.nodeid}: {failure}")
        watch.stop()
        lines: dict[int, dict[str, set[int]]] = {}
        data = watch.get_data()
        for file in data.measured_files():
            for line, contexts in data.contexts_by_lineno(file).items():
                for context in contexts:
                    if context:
                        lines.setdefault(int(context), {}).setdefault(file, set()).add(line)
        frozen = {n: {file: frozenset(found) for file, found in by.items()} for n, by in lines.items()}
        return Reach(seconds, frozen, failed)


def _same_examples_each_time() -> None:
    from hypothesis import Phase, settings  # pytest wants to rewrite it first

    usual = settings.get_profile("airsync")
    phases = [Phase.explicit, Phase.generate]  # nobody reads the example: it need not be small
    calm = settings(usual, database=None, derandomize=True, max_examples=25, phases=phases)
    settings.register_profile("mutation", calm)
    settings.load_profile("mutation")


def _order(reach: Reach, file: str, mutant: Mutant) -> list[int]:
    """The tests that run the changed line, quickest first."""

    def runs_it(number: int) -> bool:
        found = reach.lines.get(number, {}).get(file, frozenset())
        lines = mutant.spot.lines
        return bool(found) if lines is None else any(line in found for line in lines)

    quick = (number for number, seconds in reach.seconds.items() if seconds <= SLOWEST_TEST_S and runs_it(number))
    return sorted(quick, key=lambda number: reach.seconds[number])


def _set_apart(config: pytest.Config, folder: Path) -> None:
    """Give a fork its own temporary folder, and let it be silent."""
    config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _rebind(name: str, old: object, new: object) -> None:
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)


def collected(trials: Trials, tests: Sequence[str]) -> Iterator[str]:
    """Run pytest with the plugin on these tests; yields what went wrong, if anything did."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = pytest.main(["-q", "-s", "-p", "no:cacheprovider", *tests], plugins=[trials])
    if trials.trouble:
        yield trials.trouble
    elif status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        yield f"pytest ended with {int(status)}:\n{said.getvalue()}"
