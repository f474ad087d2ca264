"""How each pair stands, as the window is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from airsync_gui.errors import KeyRejected, NotFound, Stopped, Transient
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.sync.run import Consent
from tests.jobs.bench import Bench


def test_an_empty_profile_has_nothing_to_tell(bench: Bench) -> None:
    service = bench.service
    assert service.pairs() == ()
    assert (service.queue(None), service.conflicts(None), service.runs(None)) == ((), (), ())
    overview = service.overview(None)
    assert (overview.local_records, overview.mapped, overview.runs, len(overview.days)) == (0, 0, (), 14)
    report = service.health("hour")
    assert report.healthy
    assert (report.why, report.requests, len(report.buckets)) == ("No requests in the last hour.", 0, 60)
    assert (report.calls_this_month, report.forecast, report.allowance) == (0, 0, None)


def test_an_unknown_pair_is_named(bench: Bench) -> None:
    with pytest.raises(NotFound):
        bench.service.overview("nobody")


def test_a_pair_goes_from_never_synced_to_in_step(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(bench.folder))
    bench.write(("Ada", 36))
    pair_id = bench.add_pair()
    assert bench.line().status == "never_synced"
    assert (bench.line().local.name, bench.line().local.detail) == ("people.csv", "~")
    assert (bench.line().airtable.name, bench.line().airtable.sandbox) == ("Club › People", True)
    assert bench.line().last_run_at is None
    bench.sync(pair_id)
    assert bench.line().status == "in_step"
    assert bench.line().last_run_at is not None
    bench.service.set_paused(pair_id, True)
    assert bench.line().status == "paused"


def test_a_guard_needs_a_person_also_after_a_restart(bench: Bench) -> None:
    pair_id = bench.in_step(*((f"P{number}", number) for number in range(30)))
    bench.write(("P0", 0))
    with pytest.raises(Stopped):
        bench.sync(pair_id)
    assert bench.line().status == "needs_you"
    assert bench.line().plan_id
    assert not bench.line().needs_key
    assert "29 of 30 records would be deleted in Airtable" in bench.line().problem.text  # type: ignore[union-attr]
    bench.service.close()
    bench.reopen()
    assert bench.line().status == "needs_you"
    assert bench.line().problem is not None
    with pytest.raises(Stopped) as stopped:
        bench.sync(pair_id)
    bench.sync(pair_id, Consent(plan_id=stopped.value.plan_id))
    assert (bench.line().status, bench.line().problem) == ("in_step", None)


def test_an_unreachable_airtable_is_waited_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    pair_id = bench.in_step()
    monkeypatch.setattr("airsync_gui.airtable.client.FIRST_BACKOFF_S", 0.0)
    bench.sandbox.faults.server_errors.every = 1
    monkeypatch.setattr(CancelFlag, "wait", lambda self, _seconds: self.check())
    with pytest.raises(Transient):
        bench.sync(pair_id)
    assert (bench.line().status, bench.line().problem.title) == ("waiting", "Airtable has a problem")  # type: ignore[union-attr]
    report = bench.service.health("hour")
    assert not report.healthy
    assert "Unhealthy from 5 %" in report.why
    (run, *_) = bench.service.runs(pair_id)
    assert (run.status, run.error, run.put_off) == ("failed", "Airtable has a problem", True)


def test_each_run_is_in_the_log_with_its_plan_what_came_of_it_and_what_ended_it(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Which run it was, to look it up in history, where each value stands with its rule."""
    caplog.set_level("INFO", logger="airsync_gui.app")
    pair_id, _uid = bench.conflict()
    for token in bench.sandbox.tokens._tokens.values():
        token.revoked = True
    with pytest.raises(KeyRejected):
        bench.sync(pair_id)
    said = [record.message for record in caplog.records if record.name == "airsync_gui.app"]
    runs = [line for line in said if line.startswith("run ")]
    assert [line for line in said if line.endswith("begins")] == ["sync of People begins"] * 3
    assert re.fullmatch(
        r"run 1 of People \(plan \w{12}\): 2 done, 0 refused, 0 conflicts, 0 held, \d+ calls, exit code 0", runs[0]
    )
    assert re.fullmatch(
        r"run 2 of People \(plan \w{12}\): 0 done, 0 refused, 1 conflicts, 0 held, \d+ calls, exit code 3", runs[1]
    )
    assert said[-1].startswith("sync of People ended by KeyRejected")
    assert [run.run_id for run in bench.service.runs(pair_id)] == [3, 2, 1]


def test_a_sync_that_ends_before_it_begins_is_known_after_a_restart(bench: Bench) -> None:
    """Its first question, for the table's fields, is asked before there is a run."""
    pair_id = bench.in_step()
    bench.app.token_of("default")
    for token in bench.sandbox.tokens._tokens.values():
        token.revoked = True
    pair = bench.app.settings.pair(pair_id)
    for dry_run, runs in ((True, 1), (False, 2)):
        with pytest.raises(KeyRejected):
            bench.app.sync(pair, full=True, dry_run=dry_run)
        assert len(bench.service.runs(pair_id)) == runs
    bench.service.close()
    bench.reopen()
    assert (bench.line().status, bench.line().needs_key) == ("failed", True)
    assert [state.kind for state in bench.service.health("hour").states] == ["errors", "token"]


def test_a_pause_that_airtable_asked_for_has_an_end(bench: Bench) -> None:
    bench.in_step()
    pair = bench.app.settings.pair("People")
    client = bench.app.client()
    from airsync_gui.airtable.limiter import base_key

    client._limiter.block(base_key(client.endpoint.host, pair.base_id), 30.0, "429")
    assert bench.line().status == "waiting"
    assert bench.line().until is not None
    assert bench.line().until > datetime.now(UTC) + timedelta(seconds=20)  # type: ignore[operator]


def test_a_revoked_token_fails_the_pair_and_its_queue_waits_for_the_key(bench: Bench) -> None:
    bench.write(*((f"P{number}", number) for number in range(15)))
    pair_id = bench.add_pair()
    bench.sandbox.faults.revocations.at = {bench.sandbox.faults.revocations.seen + 6}  # when everything is read
    with pytest.raises(KeyRejected):
        bench.sync(pair_id)
    assert (bench.line().status, bench.line().problem.title) == ("failed", "The access token is refused")  # type: ignore[union-attr]
    states = {row.state for row in bench.service.queue(pair_id)}
    assert states == {"waiting_for_key"}
    assert bench.line().needs_key
    assert all(row.reason and row.advice for row in bench.service.queue(pair_id))
