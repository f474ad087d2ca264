"""A list ends, whoever sends it."""

from __future__ import annotations

import itertools

import httpx
import pytest

from airsync_gui.airtable import paging
from airsync_gui.airtable.metadata import Metadata
from airsync_gui.errors import Unreachable
from tests.airtable.conftest import MakeClient
from tests.fakes.clock import FakeClock


def test_pages_that_bring_nothing_new_come_to_an_end() -> None:
    progress = paging.Progress()
    for _ in range(paging.MOST_IDLE_PAGES + 1):
        progress.note(["a", "b"])
    with pytest.raises(Unreachable, match="no end"):
        progress.note(["b"])


def test_so_do_pages_that_always_bring_something_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_THINGS", 100)
    progress = paging.Progress()
    for number in range(10):
        progress.note(f"{number}/{each}" for each in range(10))
    with pytest.raises(Unreachable, match="no end"):
        progress.note(["one more"])


@pytest.mark.parametrize("offset", ["the same", "another each time"])
@pytest.mark.parametrize("bases", ["the same", "another each time"])
def test_a_list_of_bases_does(
    offset: str, bases: str, make_client: MakeClient, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_THINGS", 30)
    numbers = itertools.count()

    def answer(_request: httpx.Request) -> httpx.Response:
        number = next(numbers)
        base = {"id": f"app{number if bases == 'another each time' else 1}", "name": "A", "permissionLevel": "create"}
        where = f"itr{number}" if offset == "another each time" else "itr"
        return httpx.Response(200, json={"bases": [base], "offset": where})

    with pytest.raises(Unreachable, match="no end"):
        Metadata(make_client(httpx.MockTransport(answer)), clock).bases()
