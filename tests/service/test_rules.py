"""A pair's rules, changed through the service as the window does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from msgspec.structs import replace

from airsync_gui.app import App
from airsync_gui.errors import UsageError
from airsync_gui.settings import Settings
from airsync_gui.sync.pairs import Direction, Pair
from tests.jobs.bench import Bench


def test_what_another_process_set_while_the_tables_were_waited_for_stays(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write(("Ada", 36))
    pair_id = bench.add_pair()
    held = App.holding

    @contextmanager
    def after_another(app: App, pair: Pair) -> Iterator[None]:
        with held(app, pair):
            Settings(app.settings.path).change(pair_id, lambda known: replace(known, budget=500))
            yield

    monkeypatch.setattr(App, "holding", after_another)
    rules = replace(bench.service.rules_of(pair_id).rules, direction=Direction.PUSH)
    bench.service.set_rules(pair_id, "Folk", rules)
    pair = bench.app.settings.pair(pair_id)
    assert (pair.name, pair.direction, pair.budget) == ("Folk", Direction.PUSH, 500)


def test_a_name_that_is_none_changes_nothing(bench: Bench) -> None:
    bench.write(("Ada", 36))
    pair_id = bench.add_pair()
    before = bench.app.settings.pair(pair_id)
    rules = replace(bench.service.rules_of(pair_id).rules, direction=Direction.PUSH)
    with pytest.raises(UsageError):
        bench.service.set_rules(pair_id, "a\nb", rules)
    assert bench.app.settings.pair(pair_id) == before
