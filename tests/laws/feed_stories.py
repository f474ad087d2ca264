"""Stories for what nobody documents of webhooks, and programs that take one way of it for granted.

All are of a pair that goes by the change feed; no reading of all records is due, so what is not heard stays unheard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from airsync_gui.airtable.webhooks import WebFeed
from airsync_gui.sandbox.webhook import Webhook
from airsync_gui.state.feeds import SqliteImages
from airsync_gui.sync import feed
from airsync_gui.sync.airtable_reading import AirtableReading
from airsync_gui.sync.feed import Heard, PayloadPage, Way
from airsync_gui.sync.records import Row
from tests.laws.test_doubts import in_step
from tests.laws.world import World

DAY_S = 86_400.0
AT_ONCE = 60
"""Records of one action: more than one page of payloads where each has its own."""


def followed(world: World) -> Webhook:
    """A pair in step that goes by its base's hook."""
    world.change_pair(check_hours=1000)
    world.write_rows([{"Name": name, "City": "Rome"} for name in ("Ada", "Ben", "Cy")])
    world.run()
    world.run()
    assert way(world) is Way.FEED
    world.clock.advance(600)
    return hook(world)


def way(world: World) -> Way:
    """How Airtable was read last."""
    mark = SqliteImages(world.state).mark(world.pair.id)
    assert mark is not None
    return mark.way


def hook(world: World) -> Webhook:
    """The one hook that there is."""
    (found,) = world.sandbox.world.bases[world.base.id].webhooks.values()
    return found


def broken_hook(world: World) -> None:
    """A hook that tells no more is taken away, however Airtable confirms it."""
    old = followed(world)
    world.edit_record("Ada", City="Oslo")
    world.base.break_webhook(old.id)
    world.run()
    in_step(world)
    assert hook(world).id != old.id
    world.edit_record("Ben", City="Lima")
    world.run()
    assert way(world) is Way.FEED
    in_step(world)


def lost_payloads(world: World) -> None:
    """What a hook had to tell is gone before it was asked."""
    followed(world)
    world.edit_record("Ada", City="Oslo")
    world.base.lose_payloads(hook(world).id, 100)
    world.run()
    in_step(world)


def long_holiday(world: World) -> None:
    """A hook ended while nobody asked, and nobody told it of an edit after that."""
    followed(world)
    world.clock.advance(8 * DAY_S)
    world.edit_record("Ada", City="Oslo")
    world.run()
    in_step(world)
    world.run()
    assert way(world) is Way.FEED


def formula(world: World) -> None:
    """An edit moves a formula, which comes as well."""
    followed(world)
    world.edit_record("Ada", City="Oslo")
    world.run()
    assert way(world) is Way.FEED
    assert {row["Name"]: row["Shout"] for row in world.rows()} == {"Ada": "OSLO", "Ben": "ROME", "Cy": "ROME"}


def many_at_once(world: World) -> None:
    """One action of many records is heard to its end at once."""
    followed(world)
    world.door.add_many({"Name": f"n{number}", "City": "Bern"} for number in range(AT_ONCE))
    world.run()
    assert way(world) is Way.FEED
    assert len(world.rows()) == AT_ONCE + 3
    in_step(world)


# -- programs that take one way for granted -------------------------------------------------------------------------


def numbers_have_no_gaps(patch: pytest.MonkeyPatch) -> None:
    hear = Heard.hear
    patch.setattr(
        Heard, "hear", lambda heard, page: hear(heard, replace(page, cursor=heard.cursor + len(page.payloads)))
    )


def a_hook_that_ended_can_be_gone_on_with(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(feed, "why_not_feed", lambda *_known: None)


def what_is_told_is_all(patch: pytest.MonkeyPatch) -> None:
    def changes(reading: Any, heard: Heard, known: Mapping[str, Row]) -> dict[str, Row]:
        return {
            record_id: replace(
                known[record_id], values={**known[record_id].values, **{k: v for t in told for k, v in t.items()}}
            )
            for record_id, told in heard.told.items()
        }

    patch.setattr(AirtableReading, "_changes", changes)


def one_page_is_all(patch: pytest.MonkeyPatch) -> None:
    payloads = WebFeed.payloads

    def first(web: WebFeed, hook_id: str, cursor: int) -> PayloadPage:
        return replace(payloads(web, hook_id, cursor), more=False)

    patch.setattr(WebFeed, "payloads", first)
