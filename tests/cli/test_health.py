"""``health``, and how a pair's records are read, as ``status`` has it too."""

from __future__ import annotations

from airsync_gui.sandbox import SANDBOX_TOKEN
from tests.cli.desk import Desk

REQUESTS = {"requests", "errors", "error_percent", "rate_limited", "rate_limited_percent", "mean_ms", "p95_ms"}
FIGURES = REQUESTS | {
    "healthy", "why", "range", "calls_this_month", "allowance", "forecast", "states", "parts", "tokens", "limits",
    "items",
}  # fmt: skip
READING = {"id", "reads", "dead", "why", "checked"}


def test_it_says_by_what_changes_are_found(desk: Desk) -> None:
    desk.write(("Ada", 36))
    desk.add_pair()
    assert desk("health", "--json").items[0]["reads"] == "never"
    assert desk("sync").code == 0
    report = desk("health", "--json").json
    assert set(report) == FIGURES
    (item,) = report["items"]
    assert set(item) == READING
    assert (item["id"], item["reads"], item["dead"]) == ("People", "feed", False)
    assert report["healthy"]
    assert report["requests"] > 3
    assert (report["states"], report["tokens"], report["limits"]["error_percent"]) == ([], [], 5.0)
    (status,) = desk("status", "--json").items
    assert (status["reads"], status["feed_dead"]) == ("feed", False)
    told = desk("health").out
    assert told.startswith("Healthy. ")
    assert "change feed" in told


def test_without_permission_it_says_what_is_missing(desk: Desk) -> None:
    desk.sandbox.tokens[SANDBOX_TOKEN].role = "edit"
    desk.in_step()
    (item,) = desk("health", "People", "--json").items
    assert item["reads"] == "modified"
    assert "webhook:manage and the creator role" in item["why"]
    assert "times of last edits" in desk("status").out


def test_the_feed_is_switched_off_by_pair(desk: Desk) -> None:
    desk.in_step()
    assert desk("pair", "set", "People", "--no-change-feed", "--check-hours", "12").code == 0
    assert "check_hours = 12.0" in next(desk.profile.rglob("*.toml")).read_text(encoding="utf-8")
    assert desk("sync").code == 0
    (item,) = desk("health", "--json").items
    assert (item["reads"], "switched off" in item["why"]) == ("modified", True)
    assert desk("pair", "set", "People", "--change-feed").code == 0
    assert desk("health", "--json").items[0]["reads"] == "feed"
    assert desk("pair", "set", "People", "--check-hours", "-1").code == 2


def test_a_full_sync_reads_everything(desk: Desk) -> None:
    desk.in_step()
    asked = desk.sandbox.requests.count(path="listRecords")
    assert desk("sync").code == 0
    assert desk.sandbox.requests.count(path="listRecords") == asked
    assert desk("sync", "--full").code == 0
    assert desk.sandbox.requests.count(path="listRecords") == asked + 1


def test_requests_are_told_apart_by_token_base_and_pair_and_add_up(desk: Desk) -> None:
    desk.in_step()
    desk.sandbox.faults.rate_limits.next = 1
    assert desk("sync").code == 0
    report = desk("health", "--json").json
    for of, name in (("token", "patSandbox0000000.…"), ("base", "Club"), ("pair", "People")):
        parts = [part for part in report["parts"] if part["of"] == of]
        assert set(parts[0]) == REQUESTS | {"of", "id", "name"}
        assert parts[0]["name"] == name
        for figure in ("requests", "errors", "rate_limited"):
            assert sum(part[figure] for part in parts) == report[figure] > 0
    assert report["error_percent"] == round(100 / report["requests"], 2)
    assert "5a5a" not in desk("health", "--json").out
