"""The month's calls from the command line: the plan, what a sync costs, and a pair's own share."""

from __future__ import annotations

from tests.cli.desk import Desk


def test_a_preview_says_what_it_costs_and_what_is_used(desk: Desk) -> None:
    desk.write(("Ada", 36), ("Ben", 41))
    desk.add_pair()
    assert desk("plan", "free").code == 0
    used = desk("plan", "--json").json["calls"]
    assert used > 0
    told = desk("sync", "--dry-run").out
    assert f"It costs 2 calls; {used + 1} of 1,000 used this month by AirSync." in told
    cost = desk("sync", "--dry-run", "--json").json["cost"]
    assert cost == {"calls": 2, "used_this_month": used + 2, "allowance": 1000, "forecast": cost["forecast"]}
    assert cost["forecast"] >= used


def test_a_plan_is_kept_by_name_or_number_and_an_unknown_one_changes_nothing(desk: Desk) -> None:
    assert "was not told" in desk("plan").out
    assert "Team: 100,000 calls a month." in desk("plan", "team").out
    assert "Business: no limit." in desk("plan", "business").out
    assert "Own limit: 5,000 calls a month." in desk("plan", "5,000").out
    assert desk("plan", "--json").json["allowance"] == 5000
    assert desk("plan", "golden").code == 2
    assert desk("plan", "--json").json["allowance"] == 5000
    assert "Free: 1,000" in desk("plan", "free").out


def test_a_pair_stays_within_its_share(desk: Desk) -> None:
    desk.in_step()
    made = next(item["calls"] for item in desk("plan", "--json").items if item["id"] == "People")
    assert desk("pair", "set", "People", "--budget", str(made + 1)).code == 0
    assert f"At most {made + 1} calls a month" in desk("pair", "show", "People").out
    desk.replace("Ada,36", "Ada,37")
    done = desk("sync")
    assert done.code == 1
    assert "used up" in done.err
    assert "1 more" in done.err
    assert desk.airtable()["Ada"]["Age"] == 36
    assert desk("history", "--json").items[0]["status"] == "failed"
    sent = len(desk.sandbox.requests)
    again = desk("sync")  # nothing is left, so nothing is asked either
    assert again.code == 1
    assert len(desk.sandbox.requests) == sent
    assert desk("sync", "--dry-run").code == 0
    assert desk("pair", "set", "People", "--budget", "0").code == 0
    assert desk("sync").code == 0
    assert desk.airtable()["Ada"]["Age"] == 37


def test_a_share_does_not_hold_up_what_needs_no_call(desk: Desk) -> None:
    desk.in_step()
    desk.edit("Ada", Age=50)
    made = next(item["calls"] for item in desk("plan", "--json").items if item["id"] == "People")
    assert desk("pair", "set", "People", "--budget", str(made + 1)).code == 0
    assert desk("sync").code == 0
    assert desk.read()[0]["Age"] == "50"
