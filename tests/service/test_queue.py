"""What waits, and what to do about it."""

from __future__ import annotations

from tests.jobs.bench import Bench


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
    assert (bench.line().status, bench.line().waits) == ("needs_you", 3)
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
