"""What the window is told, over a real App and a real sandbox."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from airsync_gui.credentials import Secret
from airsync_gui.errors import InvalidValue, KeyRejected, NotFound, Stopped, Transient, Unreachable, UsageError
from airsync_gui.jobs.cancel import CancelFlag
from airsync_gui.jobs.snapshots import PairLine, Written
from airsync_gui.service import words
from airsync_gui.state import health
from airsync_gui.state.health import Request
from airsync_gui.sync.operations import Conflict, Operation
from airsync_gui.sync.pairs import Direction, Pair, Policy
from airsync_gui.sync.records import Side
from airsync_gui.sync.resolve import Answer
from airsync_gui.sync.run import Consent
from tests.fakes.reports import crash_report
from tests.jobs.bench import Bench, bench, silent


@pytest.fixture(name="bench")
def _bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with bench(tmp_path, monkeypatch) as ready:
        yield ready


def line(bench: Bench) -> PairLine:
    (only,) = bench.service.pairs()
    return only


# -- an empty profile -----------------------------------------------------------------------------------------------


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


# -- states ---------------------------------------------------------------------------------------------------------


def test_a_pair_goes_from_never_synced_to_in_step(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(bench.folder))
    bench.write(("Ada", 36))
    pair_id = bench.add_pair()
    assert line(bench).status == "never_synced"
    assert (line(bench).local.name, line(bench).local.detail) == ("people.csv", "~")
    assert (line(bench).airtable.name, line(bench).airtable.sandbox) == ("Club › People", True)
    assert line(bench).last_run_at is None
    bench.sync(pair_id)
    assert line(bench).status == "in_step"
    assert line(bench).last_run_at is not None
    bench.service.set_paused(pair_id, True)
    assert line(bench).status == "paused"


def test_a_guard_needs_a_person_also_after_a_restart(bench: Bench) -> None:
    pair_id = bench.in_step(*((f"P{number}", number) for number in range(30)))
    bench.write(("P0", 0))
    with pytest.raises(Stopped):
        bench.sync(pair_id)
    assert line(bench).status == "needs_you"
    assert line(bench).plan_id
    assert not line(bench).needs_key
    assert "29 of 30 records would be deleted in Airtable" in line(bench).problem.text  # type: ignore[union-attr]
    bench.service.close()
    bench.reopen()
    assert line(bench).status == "needs_you"
    assert line(bench).problem is not None
    with pytest.raises(Stopped) as stopped:
        bench.sync(pair_id)
    bench.sync(pair_id, Consent(plan_id=stopped.value.plan_id))
    assert (line(bench).status, line(bench).problem) == ("in_step", None)


def test_an_unreachable_airtable_is_waited_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    pair_id = bench.in_step()
    monkeypatch.setattr("airsync_gui.airtable.client.FIRST_BACKOFF_S", 0.0)
    bench.sandbox.faults.server_errors.every = 1
    monkeypatch.setattr(CancelFlag, "wait", lambda self, _seconds: self.check())
    with pytest.raises(Transient):
        bench.sync(pair_id)
    assert (line(bench).status, line(bench).problem.title) == ("waiting", "Airtable has a problem")  # type: ignore[union-attr]
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
    assert (line(bench).status, line(bench).needs_key) == ("failed", True)
    assert [state.kind for state in bench.service.health("hour").states] == ["errors", "token"]


def test_a_pause_that_airtable_asked_for_has_an_end(bench: Bench) -> None:
    bench.in_step()
    pair = bench.app.settings.pair("People")
    client = bench.app.client()
    from airsync_gui.airtable.limiter import base_key

    client._limiter.block(base_key(client.endpoint.host, pair.base_id), 30.0, "429")
    assert line(bench).status == "waiting"
    assert line(bench).until is not None
    assert line(bench).until > datetime.now(UTC) + timedelta(seconds=20)  # type: ignore[operator]


def test_a_revoked_token_fails_the_pair_and_its_queue_waits_for_the_key(bench: Bench) -> None:
    bench.write(*((f"P{number}", number) for number in range(15)))
    pair_id = bench.add_pair()
    bench.sandbox.faults.revocations.at = {bench.sandbox.faults.revocations.seen + 6}  # when everything is read
    with pytest.raises(KeyRejected):
        bench.sync(pair_id)
    assert (line(bench).status, line(bench).problem.title) == ("failed", "The access token is refused")  # type: ignore[union-attr]
    states = {row.state for row in bench.service.queue(pair_id)}
    assert states == {"waiting_for_key"}
    assert line(bench).needs_key
    assert all(row.reason and row.advice for row in bench.service.queue(pair_id))


# -- queue ----------------------------------------------------------------------------------------------------------


def test_refused_and_held_rows_say_why_and_what_to_do(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    bench.write(("Ada", "old"), ("Ben", 41), ("Cy", 7), ("Dot", 1), ("Dot", 2))
    bench.sync(pair_id)
    failed, *held = bench.service.queue(pair_id)
    assert (failed.state, failed.kind, failed.record, failed.fields) == ("failed", "update", "Ada", ("Age",))
    assert (failed.place.name, failed.reason) == ("Club › People", "Age: “old” is not a number.")
    assert failed.advice
    assert [(row.state, row.entry_id, row.record) for row in held] == [("held", None, "row 5"), ("held", None, "row 6")]
    assert held[0].reason == "key Dot is also in row 6"
    assert held[0].advice.startswith("Give each of them a key")
    assert len({row.key for row in bench.service.queue(None)}) == 3
    assert (line(bench).status, line(bench).waits) == ("needs_you", 3)
    assert failed.entry_id is not None
    bench.service.drop([failed.entry_id, 12345])
    assert [row.state for row in bench.service.queue(pair_id)] == ["held", "held"]
    (drop, *_) = bench.service.runs(pair_id)
    assert drop.kind == "drop"
    assert [change.because for change in bench.service.changes(drop.run_id)] == ["given up by you"]


def test_the_first_rows_of_a_queue_and_a_run_are_had_alone(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 50))
    bench.write(("Ada", 37), ("Ben", "old"), ("Cy", 51))
    bench.sync(pair_id)
    (first,) = bench.service.queue(pair_id, 1)
    assert (first.record, first.state) == ("Ben", "failed")
    run = bench.service.runs(pair_id)[0].run_id
    (one,) = bench.service.changes(run, 1)
    assert one.record in ("Ada", "Cy")  # which comes first, nobody promised
    assert len(bench.service.changes(run)) == 2


def test_a_refused_operation_is_tried_again(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41))
    bench.write(("Ada", "old"), ("Ben", 41))
    bench.sync(pair_id)
    (first,) = bench.service.queue(pair_id)
    bench.sync(pair_id)
    (refused,) = bench.service.queue(pair_id)
    assert (refused.key, refused.since) == (first.key, first.since)
    assert refused.entry_id is not None
    bench.service.retry([refused.entry_id])
    assert bench.service.queue(pair_id) == ()


# -- conflicts ------------------------------------------------------------------------------------------------------


def test_a_conflict_is_told_in_a_sentence_and_in_full(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    (row,) = bench.service.conflicts(None)
    assert (row.sentence, row.fields) == ("Age: this computer 37, Airtable 35, and 1 more field", ("Age", "City"))
    assert (line(bench).status, line(bench).conflicts) == ("needs_you", 1)
    view = bench.service.conflict(pair_id, uid)
    assert [f.name for f in view.fields] == ["Name", "Age", "City", "Notes", "Tags"]
    assert view.in_step_at is not None
    assert view.in_step_at <= view.seen_at
    with pytest.raises(NotFound):
        bench.service.conflict(pair_id, "gone")


def test_an_edit_against_a_deletion_is_told(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    bench.replace("Ada,36", "Ada,37")
    bench.people.delete(bench.people.find(Name="Ada"))
    bench.sync(pair_id)
    (row,) = bench.service.conflicts(pair_id)
    assert row.sentence == "Edited on this computer, deleted in Airtable"
    preview = bench.service.preview_resolution(pair_id, row.uid, Answer(fields={}))
    assert preview.error is not None
    assert "restore" in preview.error.remedy.lower()


def _values(bench: Bench, pair_id: str, **texts: Any) -> dict[str, Any]:
    pair = bench.app.settings.pair(pair_id)
    ids = {name: field_id for field_id, name in pair.field_names.items()}
    return {ids[name]: value for name, value in texts.items()}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"take": "local"}, "Airtable: Age 35 → 37; City Oslo → Paris. people.csv is not changed. 1 API call."),
        ({"take": "airtable"}, "people.csv: Age 37 → 35; City Paris → Oslo. Airtable is not changed. 0 API calls."),
        (
            {"take": "ancestor"},
            "Airtable: Age 35 → 36; City Oslo → London. people.csv: Age 37 → 36; City Paris → London. 1 API call.",
        ),
        (
            {"take": "local", "values": {"City": "Rome"}},
            "Airtable: Age 35 → 37; City Oslo → Rome. people.csv: City Paris → Rome. 1 API call.",
        ),
        ({"keep_apart": True}, "Airtable is not changed. people.csv is not changed. 0 API calls."),
    ],
)
def test_an_answers_preview_is_what_it_then_does(bench: Bench, answer: dict[str, Any], sentence: str) -> None:
    pair_id, uid = bench.conflict()
    typed = _values(bench, pair_id, **answer.pop("values", {}))
    given = Answer(**answer, values=typed or None)
    sent = len(bench.sandbox.requests)
    preview = bench.service.preview_resolution(pair_id, uid, given)
    assert len(bench.sandbox.requests) == sent
    assert preview.sentence == sentence
    result = bench.service.resolve(pair_id, uid, given, CancelFlag())
    assert _plain(result.completed) == _plain(preview.operations)
    written = sum(seen.method == "PATCH" for seen in list(bench.sandbox.requests)[sent:])
    assert written == preview.api_calls


def _plain(operations: Any) -> list[Operation]:
    """Without what is good for one reading only."""
    return sorted((replace(op, row_id=None) for op in operations), key=lambda op: op.side)


@pytest.mark.parametrize("take", ["local", "airtable"])
@pytest.mark.parametrize("gone", ["here", "there"])
def test_a_deletions_preview_is_what_the_answer_then_does(bench: Bench, take: Any, gone: str) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    if gone == "there":
        bench.replace("Ada,36", "Ada,37")
        bench.people.delete(bench.people.find(Name="Ada"))
    else:
        bench.edit("Ada", Age=35)
        bench.write(("Ben", 41), ("Cy", 7))
    bench.sync(pair_id)
    (row,) = bench.service.conflicts(pair_id)
    preview = bench.service.preview_resolution(pair_id, row.uid, Answer(take=take))
    result = bench.service.resolve(pair_id, row.uid, Answer(take=take), CancelFlag())
    assert len(preview.operations) == 1
    assert _plain(result.completed) == _plain(preview.operations)


def test_a_value_that_does_not_fit_is_named_at_its_field(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    typed = _values(bench, pair_id, City="two\nlines")
    preview = bench.service.preview_resolution(pair_id, uid, Answer(take="local", values=typed))
    assert preview.problems == ((next(iter(typed)), "must be one line"),)
    with pytest.raises(InvalidValue):
        bench.service.resolve(pair_id, uid, Answer(take="local", values=typed), CancelFlag())


def test_an_answer_that_leaves_a_field_open_says_which(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    chosen = _values(bench, pair_id, City="local")
    preview = bench.service.preview_resolution(pair_id, uid, Answer(fields=chosen))
    assert preview.error is not None
    assert "Age" in preview.error.text


# -- overview and history -------------------------------------------------------------------------------------------


def test_the_overview_counts_both_sides_and_the_day(bench: Bench) -> None:
    bench.write(("Ada", 36, "London"), ("Ben", 41))
    pair_id = bench.add_pair(policies={"City": Policy.MERGE})
    bench.sync(pair_id)
    bench.edit("Ada", City="Oslo", Age=35)
    bench.sync(pair_id)
    overview = bench.service.overview(pair_id)
    assert (overview.local_records, overview.airtable_records) == (2, 2)
    assert (overview.received_local, overview.received_airtable) == ((2, 1), (5, 2))
    assert (overview.days[-1].to_local, overview.days[-1].to_airtable) == (2, 5)
    assert overview.days[-1].day == datetime.now().astimezone().date()
    assert [(run.to_local, run.to_airtable, run.records) for run in overview.runs] == [(2, 0, 1), (0, 5, 2)]
    assert (overview.mapped, overview.computed) == (5, 0)
    assert overview.left_fields == ("Kind", "Version", "Stamp")
    rules = {title: text for _, title, text in overview.rules}
    assert rules["Direction"] == "Both ways"
    assert rules["Changed on both sides"] == "Ask me. City: both are merged"
    assert rules["Key field"] == "Name"
    everything = bench.service.overview(None)
    assert everything.records_by_pair == ((pair_id, overview.local_records),)
    assert overview.records_by_pair == ()
    assert (everything.local_records, everything.received_local) == (2, (2, 1))


def test_the_file_is_read_for_an_overview_only_when_it_is_another(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair_id = bench.in_step()
    before = bench.service.overview(pair_id).left_columns
    with monkeypatch.context() as patch:
        patch.setattr(type(bench.app), "local_table", lambda *_: pytest.fail("read again"))
        assert bench.service.overview(pair_id).left_columns == before
    bench.replace("Name", "Other name")
    assert "Other name" in bench.service.overview(pair_id).left_columns


def test_an_overview_needs_neither_the_file_nor_airtable(bench: Bench) -> None:
    pair_id = bench.in_step()
    (bench.folder / "people.csv").unlink()
    sent = len(bench.sandbox.requests)
    with bench.app.database.transaction() as db:
        db.execute("DELETE FROM schema_cache")
    overview = bench.service.overview(pair_id)
    assert (overview.left_columns, overview.left_fields, overview.mapped) == ((), (), 5)
    assert len(bench.sandbox.requests) == sent


def test_changes_are_told_field_by_field(bench: Bench) -> None:
    pair_id = bench.in_step()
    bench.replace("36,London", "37,London")
    bench.sync(pair_id)
    run = bench.service.runs(pair_id)[0]
    (change,) = bench.service.changes(run.run_id)
    assert (change.record, change.side, change.field_name) == ("Ada", Side.AIRTABLE, "Age")
    assert (change.before, change.after, change.because) == (Decimal(36), Decimal(37), "one side changed")
    assert not change.overwritten


def test_a_run_tells_added_changed_and_deleted_records_apart(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36), ("Ben", 41), ("Cy", 7))
    bench.write(("Ada", 37, "Rome"), ("Cy", 7), ("Dot", 5))
    bench.edit("Cy", City="Oslo")
    bench.sync(pair_id)
    run, first = bench.service.runs(pair_id)
    assert (run.airtable, run.local) == (Written(2, 1, 1), Written(1, 0, 0))
    assert (run.to_airtable, run.to_local, run.put_off) == (5, 1, False)
    assert first.airtable == Written(0, 3, 0)


def test_a_record_is_explained_by_its_id_or_its_key(bench: Bench) -> None:
    pair_id, uid = bench.conflict()
    for key in (uid, "Ada"):
        story = bench.service.explain(pair_id, key)
        assert (story.explanation.uid, story.explanation.record, story.problem) == (uid, "Ada", None)
        assert story.explanation.to_come == ("The next sync would leave it to you: edited on both sides.",)
        (city,) = (seen for seen in story.explanation.fields if seen.name == "City")
        assert (city.local.last, city.local.now, city.airtable.now) == ("London", "Paris", "Oslo")
        assert {(line.kind, line.because) for line in story.changes} == {("create", "new on the other side")}
    with pytest.raises(NotFound):
        bench.service.explain(pair_id, "nobody")


def test_a_record_is_explained_from_memory_where_airtable_is_out_of_reach(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair_id = bench.in_step()

    def out_of_reach(*_arguments: object) -> None:
        raise Unreachable(endpoint="records")

    monkeypatch.setattr(bench.app, "look_at", out_of_reach)
    story = bench.service.explain(pair_id, "Ada")
    assert story.problem is not None
    assert story.problem.title == "Airtable can't be reached"
    assert (story.explanation.looked, story.explanation.to_come) == (False, ())
    assert [seen.local.last for seen in story.explanation.fields if seen.name == "City"] == ["London"]


def test_a_run_that_changed_much_here_names_the_copy_from_before(bench: Bench) -> None:
    pair_id = bench.in_step(*((f"N{number}", 1) for number in range(21)))
    before = (bench.folder / "people.csv").read_bytes()
    for number in range(21):
        bench.edit(f"N{number}", City="Oslo")
    bench.sync(pair_id, Consent(yes=True))
    run, first = bench.service.runs(pair_id)
    assert Path(run.copy).read_bytes() == before
    assert first.copy == ""


def test_what_a_policy_overwrote_is_marked(bench: Bench) -> None:
    pair_id = bench.in_step(policy=Policy.LOCAL_WINS)
    bench.replace("London", "Paris")
    bench.edit("Ada", City="Oslo")
    bench.sync(pair_id)
    (change,) = bench.service.changes(bench.service.runs(pair_id)[0].run_id)
    assert (change.overwritten, change.because, change.before) == (True, "rule: this computer wins", "Oslo")


def test_undoing_a_run_is_previewed_in_words_and_then_done(bench: Bench) -> None:
    pair_id = bench.in_step(("Ada", 36, "London"), ("Ben", 41, "Rome"), ("Cy", 7))
    bench.write(("Ada", 37, "Paris"), ("Cy", 7), ("Dot", 5))
    bench.edit("Cy", City="Oslo")
    bench.sync(pair_id)
    run = bench.service.runs(pair_id)[0]
    preview = bench.service.preview_undo(run.run_id)
    assert preview.sentence == (
        "Undoing this run puts back 2 fields in Airtable and 1 in people.csv, makes 1 record again in Airtable and "
        "deletes 1 record in Airtable. 3 API calls. None of it has changed since. "
        "1 record gets a new id in Airtable; links to it in this table follow."
    )
    assert (preview.airtable, preview.local) == (Written(2, 1, 1), Written(1))
    assert (preview.waiting, preview.stop, preview.skipped, preview.writes) == (4, "", (), True)
    result = bench.service.undo(run.run_id, None, None, Consent(plan_id=preview.plan_id), silent, CancelFlag())
    assert len(result.completed) == 4
    assert {line.kind for line in bench.service.conflicts(pair_id)} == {"undone"}
    newest = bench.service.runs(pair_id)[0]
    assert (newest.kind, newest.airtable, newest.local) == ("undo", Written(2, 1, 1), Written(1))
    again = bench.service.preview_undo(run.run_id)
    assert again.sentence == "It is undone already: everything is as it was before."
    assert not again.writes


def test_one_value_is_put_back(bench: Bench) -> None:
    pair_id = bench.in_step()
    bench.replace("36,London", "37,Paris")
    bench.sync(pair_id)
    changes = bench.service.changes(bench.service.runs(pair_id)[0].run_id)
    age = next(change for change in changes if change.field_name == "Age")
    preview = bench.service.preview_undo(age.run_id, age.change_id, age.field_id)
    assert preview.sentence == "Airtable: Age 37 → 36. 1 API call."
    bench.service.undo(age.run_id, age.change_id, age.field_id, Consent(plan_id=preview.plan_id), silent, CancelFlag())
    assert bench.people.records()[0]["fields"] == {"Name": "Ada", "Age": 36, "City": "Paris"}
    assert [line.sentence for line in bench.service.conflicts(pair_id)] == [
        "Undone. Age: this computer 37, Airtable 36"
    ]


def test_what_an_undo_leaves_is_said_and_why(bench: Bench) -> None:
    pair_id = bench.in_step()
    bench.replace("36,London", "37,Paris")
    bench.sync(pair_id)
    bench.edit("Ada", City="Bern")
    preview = bench.service.preview_undo(bench.service.runs(pair_id)[0].run_id)
    assert preview.skipped == ("Ada: City was changed in Airtable since, to Bern, and stays.",)
    assert preview.sentence == "Undoing this run puts back 1 field in Airtable. 1 API call. 1 value stays as it is."


def test_an_undo_that_a_guard_would_stop_says_so(bench: Bench) -> None:
    pair_id = bench.in_step(*[(f"P{number}", number) for number in range(12)])
    preview = bench.service.preview_undo(bench.service.runs(pair_id)[0].run_id)
    assert preview.stop.startswith("12 of 12 records would be deleted in Airtable")
    with pytest.raises(Stopped):
        bench.service.undo(preview.run_id, None, None, Consent(), silent, CancelFlag())
    assert len(bench.people.records()) == 12


def test_a_preview_costs_what_the_sync_then_does(bench: Bench) -> None:
    pair_id = bench.in_step(*((f"P{number}", number) for number in range(20)))
    bench.replace("P1,1", "P1,100")
    bench.replace("P2,2", "P2,200")
    preview = bench.service.preview(pair_id, silent, CancelFlag())
    assert (preview.equal, preview.read_calls, preview.api_calls) == (18, 1, 2)
    assert preview.sentence == "Airtable: 2 changed. people.csv is not changed. 2 API calls."
    sent = len(bench.sandbox.requests)
    bench.sync(pair_id, Consent(plan_id=preview.plan.id))
    assert len(bench.sandbox.requests) - sent == preview.api_calls


# -- health ---------------------------------------------------------------------------------------------------------


def test_requests_are_counted_by_pair_and_kept(bench: Bench) -> None:
    bench.in_step()
    sent = len(bench.sandbox.requests)
    report = bench.service.health("day")
    assert (report.requests, report.errors, report.calls_this_month) == (sent, 0, sent)
    assert sum(count for _, count in report.by_pair) == sent
    assert report.log[0].what == "Club › People · write records"
    assert report.forecast >= sent
    assert report.mean_ms > 0
    assert report.p95_ms >= report.buckets[0].p95_ms
    assert sum(bucket.requests for bucket in report.buckets) == sent
    bench.service.close()
    bench.reopen()
    assert bench.service.health("month").requests == sent


def test_figures_of_a_stretch_of_time() -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)

    def request(minute: int, status: int | None, ms: float) -> Request:
        return Request(start + timedelta(minutes=minute), "GET", "/v0", status, ms)

    requests = [request(0, 200, ms) for ms in range(1, 101)] + [request(2, 429, 5.0), request(2, None, 30_000.0)]
    first, second, third = health.stretches(requests, start, timedelta(minutes=1), 3)
    assert (first.requests, first.errors, first.mean_ms, first.p95_ms) == (100, 0, 50.5, 95)
    assert (second.requests, second.mean_ms) == (0, 0.0)
    assert (third.requests, third.errors, third.rate_limited, third.p95_ms) == (2, 2, 1, 5.0)


def test_old_requests_are_forgotten(bench: Bench) -> None:
    book, now = bench.app.requests, bench.app.clock.now()
    book.note(now - timedelta(days=40), "GET", "/v0", 200, 1.0, "t")
    book.note(now - timedelta(days=3), "GET", "/v0", 200, 1.0, "t")
    book.write(now)
    assert len(health.since(bench.app.database, now - timedelta(days=60))) == 1


# -- setting up -----------------------------------------------------------------------------------------------------


def test_a_token_is_tried_before_it_is_kept(bench: Bench) -> None:
    service = bench.service
    assert service.in_sandbox()
    assert service.has_token("default")  # the sandbox's own
    assert service.keyring_name() == "the macOS keychain"
    with pytest.raises(KeyRejected):
        service.store_token("work", Secret("patNobodyNobodyNo.0123"), CancelFlag())
    with pytest.raises(KeyRejected):
        service.store_token("work", Secret("two words"), CancelFlag())
    assert bench.keyring.entries == {}
    (base,) = service.store_token("work", Secret(bench.sandbox.add_token()), CancelFlag())
    assert (base.name, base.permission) == ("Club", "create")
    assert len(bench.keyring.entries) == 1
    assert [b.name for b in service.bases("work", CancelFlag())] == ["Club"]
    assert [t.name for t in service.tables("work", base.base_id, CancelFlag())] == ["People"]
    assert service.has_token("work")


@pytest.mark.parametrize("typed", ["patNobodyNobodyNo.0123typed", "two typed words"])
def test_a_token_that_is_refused_is_in_no_report_of_it(bench: Bench, typed: str) -> None:
    given = Secret(typed)
    with pytest.raises(KeyRejected) as caught:
        bench.service.store_token("work", given, CancelFlag())
    shown = crash_report(caught.value)
    assert "in store_token" in shown
    assert "typed" not in shown


def test_another_token_keeps_pairs_runs_and_conflicts(bench: Bench) -> None:
    service, old = bench.service, bench.sandbox.add_token()
    service.store_token("default", Secret(old), CancelFlag())
    pair_id, _ = bench.conflict()
    waiting = service.conflicts(pair_id)
    before = [service.pairs(), service.runs(pair_id), waiting, service.queue(pair_id)]
    bench.sandbox.tokens[old].revoked = True
    service.store_token("default", Secret(bench.sandbox.add_token()), CancelFlag())
    assert len(bench.keyring.entries) == 1
    assert [service.pairs(), service.runs(pair_id), service.conflicts(pair_id), service.queue(pair_id)] == before
    bench.replace("41,Rome", "41,Bern")
    bench.sync(pair_id)
    assert bench.city("Ben") == "Bern"
    assert [each.uid for each in service.conflicts(pair_id)] == [each.uid for each in waiting]


def test_a_file_is_shown_as_it_is_read(bench: Bench) -> None:
    path = bench.folder / "meals.csv"
    path.write_bytes("Id;Day;Kcal;Note\r\n1;2026-05-01;5,5;\r\n2;2026-05-02;7;caf\xe9\r\n".encode("cp1252"))
    preview = bench.service.file_preview(str(path))
    assert preview.about == "Windows-1252, semicolon, 2 rows"
    assert preview.rows == (("1", "2026-05-01", "5,5", ""), ("2", "2026-05-02", "7", "café"))
    assert preview.key_columns == ("Id", "Day", "Kcal")
    assert dict(preview.guesses) == {"Id": "whole numbers", "Day": "dates", "Kcal": "numbers", "Note": "text"}


def test_a_databases_tables_are_offered_and_shown(bench: Bench) -> None:
    path = bench.folder / "health.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE runs (id INTEGER PRIMARY KEY, day DATE, km REAL, note TEXT)")
        db.execute("INSERT INTO runs (day, km) VALUES ('2026-05-01', 5.5), ('2026-05-02', 7.0)")
        db.execute("CREATE TABLE loose (x)")
        db.execute("CREATE VIEW far AS SELECT * FROM runs WHERE km > 6")
    far, loose, runs = bench.service.local_tables(str(path))
    assert (runs.source, runs.row_count, runs.key_columns) == (f"{path}#runs", 2, ("id",))
    assert (far.read_only, loose.unusable) == ("is a view", "has neither a primary key nor a unique key")
    preview = bench.service.file_preview(runs.source)
    assert (preview.source, preview.about) == (runs.source, "SQLite, 2 rows")
    assert preview.rows == (("1", "2026-05-01", "5.5", ""), ("2", "2026-05-02", "7", ""))
    assert preview.key_columns == ("id", "day", "km")
    assert bench.service.local_tables(str(bench.folder / "people.csv")) == []
    with pytest.raises(UsageError, match="It has: far, loose, runs"):
        bench.service.file_preview(str(path))


def test_the_lists_in_a_json_file_are_offered_and_shown(bench: Bench) -> None:
    path = bench.folder / "health.json"
    path.write_text('{"runs": [{"day": "2026-05-01", "km": 5.5, "with": ["Ada"]}], "goals": {"km": 1, "runs": 2}}')
    runs, goals = bench.service.local_tables(str(path))
    assert (runs.source, goals.source, runs.row_count) == (f"{path}#runs", f"{path}#goals{{}}", 1)
    preview = bench.service.file_preview(runs.source)
    assert (preview.about, preview.rows) == ("JSON, 1 row", (("2026-05-01", "5.5", "Ada"),))
    path.write_text("[]")
    assert bench.service.local_tables(str(path)) == []


def test_a_folder_of_notes_is_shown_and_its_stamp_moves_with_each_note(bench: Bench) -> None:
    folder = bench.folder / "people"
    folder.mkdir()
    (folder / "Ada.md").write_text("---\nName: Ada\nTags: [vip]\n---\nHello\n")
    assert bench.service.local_tables(str(folder)) == []
    preview = bench.service.file_preview(str(folder))
    assert (preview.source, preview.about) == (f"{folder}/", "Markdown notes, 1 row")
    assert preview.rows == (("Ada", "Ada", "vip", "Hello"),)
    pair_id = bench.add_pair(file="people/")
    assert [line.local.name for line in bench.service.pairs()] == ["people/"]
    before = bench.service.local_stamp(pair_id)
    assert before == bench.service.local_stamp(pair_id) != ""
    (folder / "Ben.md").write_text("")
    assert bench.service.local_stamp(pair_id) != before


def test_a_databases_stamp_moves_with_what_is_committed(bench: Bench) -> None:
    path = bench.folder / "club.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, Name TEXT)")
        pair_id = bench.add_pair(file="club.db#people")
        bench.sync(pair_id)
        before = bench.service.local_stamp(pair_id)
        assert before == bench.service.local_stamp(pair_id) != ""
        db.execute("INSERT INTO people (Name) VALUES ('Ada')")
        assert bench.service.local_stamp(pair_id) != before


def test_wishes_are_checked_and_previewed_and_nothing_is_kept(bench: Bench) -> None:
    bench.write(("Ada", 36), ("Ada", 37), ("", 1), ("Ben", 41))
    base = bench.sandbox.base("Club")
    where = (base.id, bench.people.id)
    check = bench.service.check_wishes(bench.wishes(), *where)
    assert (check.rows, check.shared, check.blank) == (4, 2, 1)
    preview = bench.service.preview_wishes(bench.wishes(), *where, silent, CancelFlag())
    assert [op.label for op in preview.plan.operations] == ["Ben"]
    assert bench.service.pairs() == ()
    assert bench.service.runs(None) == ()
    assert bench.people.records() == []
    bench.service.add_pair(bench.wishes(), *where)
    with pytest.raises(UsageError, match="already"):
        bench.service.check_wishes(bench.wishes(), *where)
    for name in ("", "-x", "two\nlines"):
        with pytest.raises(UsageError):
            bench.service.check_wishes(bench.wishes(name), *where)


# -- words ----------------------------------------------------------------------------------------------------------

PAIR = Pair("1", "P", "/home/ada/meals.csv", "appA", "tblA", {"f": "c"}, ("f",), base_name="Habits", table_name="Meals")


def test_places_are_named_and_can_be_opened() -> None:
    assert words.local_place(PAIR).url == "file:///home/ada/meals.csv"
    assert words.airtable_place(PAIR).url == "https://airtable.com/appA/tblA"
    assert words.record_url(PAIR, "rec1") == "https://airtable.com/appA/tblA/rec1"
    assert words.record_url(PAIR, None) == ""
    inside = words.local_place(replace(PAIR, source="/srv/health.db#workouts"))
    assert (inside.name, inside.detail, inside.url) == ("health.db · workouts", "/srv", "file:///srv/health.db")
    assert words.local_place(replace(PAIR, source="/srv/a#b.csv")).name == "a#b.csv"


def test_foreign_names_can_not_turn_the_text_around() -> None:
    nasty = replace(PAIR, base_name="a\u202eb\n", table_name="t")
    assert words.airtable_place(nasty).name == "ab  › t"


@pytest.mark.parametrize(
    ("conflict", "sentence"),
    [
        (
            Conflict("u", "created_twice", "A", None, None, ("f", "g"), {"f": "1"}, {"f": "2"}),
            "Same key made on both sides, 2 fields differ",
        ),
        (
            Conflict("u", "deleted_edited", "A", None, None, ("f",), None, {"f": "2"}),
            "Deleted on this computer, edited in Airtable",
        ),
        (
            Conflict("u", "version_moved", "A", None, None, ("f",), {"f": "1"}, {"f": None}),
            "Its version moved in Airtable. Field: this computer 1, Airtable blank",
        ),
        (Conflict("u", "schema", "Kcal", None, None, ("f",), None, None, local_label="gone"), "The field Kcal: gone"),
        (Conflict("u", "undone", "A", None, None, (), {"f": "1"}, None), "Undone: it is gone in Airtable"),
    ],
)
def test_every_kind_of_conflict_has_its_sentence(conflict: Conflict, sentence: str) -> None:
    assert words.conflict_sentence(conflict, {"f": "Field"}) == sentence


def test_a_one_way_pairs_rule_says_what_becomes_of_the_other_side() -> None:
    texts = [text for _, title, text in words.rules(replace(PAIR, direction=Direction.PUSH)) if title == "Direction"]
    assert texts == ["Only from this computer to Airtable; edits on the other side are left as they are"]


def test_a_merge_says_how_it_merged() -> None:
    said = [words.because("merge", "update", value) for value in (Decimal(1), ("a",), "x", datetime.now(UTC), True)]
    assert said == [
        "rule: larger number",
        "rule: union of lists",
        "rule: longer text",
        "rule: later time",
        "rule: merge",
    ]


# -- links ----------------------------------------------------------------------------------------------------------


def test_links_are_shown_and_typed_by_keys(bench: Bench) -> None:
    base = bench.sandbox.base("Club")
    groups = base.add_table("Groups", [("Name", "singleLineText"), ("Age", "number")])
    bench.people.add_field("Group", "multipleRecordLinks", {"linkedTableId": groups.id})
    (bench.folder / "people.csv").write_text("Name,City,Group\nAda,London,choir\n")
    (bench.folder / "groups.csv").write_text("Name,Age\nchoir,3\nband,4\n")
    people, others = bench.add_pair(), bench.add_pair("Groups", "groups.csv", "Groups")
    assert {line.pair_id: line.follows for line in bench.service.pairs()} == {people: (others,), others: ()}
    bench.sync(others)
    bench.sync(people)
    bench.replace("choir", '"choir, band"')
    bench.edit("Ada", Group=[])
    bench.sync(people)
    (conflict,) = bench.service.conflicts(people)
    (field_id,) = bench.service.conflict(people, conflict.uid).conflict.fields
    assert "choir, band" in conflict.sentence
    wrong = Answer(values={field_id: ("nobody",)})
    assert bench.service.preview_resolution(people, conflict.uid, wrong).problems[0][0] == field_id
    with pytest.raises(InvalidValue):
        bench.service.resolve(people, conflict.uid, wrong, CancelFlag())
    bench.service.resolve(people, conflict.uid, Answer(values={field_id: ("band",)}), CancelFlag())
    assert "band" in (bench.folder / "people.csv").read_text()
    assert bench.people.records()[0]["fields"]["Group"] == [groups.find(Name="band")]
    groups.edit(groups.find(Name="band"), {"Name": "orchestra"})
    bench.sync(others)
    preview = bench.service.preview(people, silent, CancelFlag())
    assert "Group is written anew: orchestra" in preview.sentence
    assert preview.usage is not None
