"""The request budget: even, never six in a second, shared, and careful with what it does not know."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airsync_gui.airtable.budget import UNANSWERED_S, Ledger, Pace, Trips, load
from airsync_gui.airtable.limiter import RequestLimiter, Turn, base_key, token_key
from airsync_gui.errors import Cancelled, StateError
from tests.fakes.clock import FakeCancel, FakeClock

ROOT = Path(__file__).parents[2]
BASE = base_key("api.airtable.com", "appDemo0000000001")
TOKEN = token_key("api.airtable.com", "patSecret.0123456789abcdef")


def most_in_a_second(times: Sequence[float]) -> int:
    """The largest number of these within any window of one second (its end not included)."""
    ordered = sorted(times)
    return max(sum(start <= time < start + 1.0 for time in ordered) for start in ordered)


def send(limiter: RequestLimiter, cancel: FakeCancel, *keys: str) -> float:
    """One request that is answered at once; when it left."""
    turn = limiter.wait_turn(keys, cancel)
    limiter.answered(turn)
    return turn.at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "user" / "limiter"


@pytest.fixture
def limiter(folder: Path, clock: FakeClock) -> RequestLimiter:
    return RequestLimiter(folder, clock)


def test_requests_leave_evenly_and_none_is_made_up_for(
    limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel
) -> None:
    clock.advance(100)
    times = [send(limiter, cancel, BASE) for _ in range(30)]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps == pytest.approx([0.21] * 29, abs=0.021)
    assert times[-1] - times[0] <= 29 * 0.21
    assert most_in_a_second(times) <= 5
    clock.advance(100)
    late = send(limiter, cancel, BASE)
    assert send(limiter, cancel, BASE) - late > 0.18


def test_answers_a_little_shorter_than_the_slots_do_not_slow_it_down(
    limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel
) -> None:
    times = []
    for _ in range(50):
        turn = limiter.wait_turn([BASE], cancel)
        times.append(turn.at)
        clock.advance(0.2)
        limiter.answered(turn)
    assert times[-1] - times[0] <= 49 * 0.2 * 1.06


def test_bases_do_not_wait_for_each_other_but_tokens_have_their_own_limit(
    limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel
) -> None:
    times = [send(limiter, cancel, base_key("h", f"app{number}"), TOKEN) for number in range(100)]
    assert times[-1] - times[0] == pytest.approx(99 * 1.05 / 50, abs=0.05)


def test_another_rate_can_be_set(folder: Path, clock: FakeClock, cancel: FakeCancel) -> None:
    slow = RequestLimiter(folder, clock, requests_per_second=0.5)
    times = [send(slow, cancel, BASE) for _ in range(4)]
    assert times[-1] - times[0] == pytest.approx(6.3, abs=0.1)


def test_processes_share_the_budget_through_the_folder(folder: Path, clock: FakeClock, cancel: FakeCancel) -> None:
    both = [RequestLimiter(folder, clock), RequestLimiter(folder, clock)]
    times = [send(both[number % 2], cancel, BASE) for number in range(10)]
    assert times[-1] - times[0] == pytest.approx(9 * 0.21, abs=0.021)


@pytest.mark.serial
def test_several_real_processes_never_send_six_in_a_second(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.airtable.limiter_worker", str(folder), "6"]
    workers = [
        subprocess.Popen([*command, str(seed)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for seed in range(3)
    ]
    lines = [line.split() for worker in workers for line in worker.communicate(timeout=60)[0].splitlines()]
    arrived = [float(words[0]) for words in lines]
    left = sorted(float(words[1]) for words in lines)
    assert len(arrived) == 18
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert most_in_a_second(arrived) <= 5
    assert min(later - earlier for earlier, later in pairwise(left)) > 0.18
    assert left[-1] - left[0] < 15


@given(
    ways=st.lists(st.tuples(st.floats(0, 0.8), st.floats(0, 0.8)), min_size=12, max_size=40),
    quick=st.floats(0.0, 0.05),
)
def test_jitter_on_the_way_never_makes_six_in_a_second(ways: list[tuple[float, float]], quick: float) -> None:
    """One request after the other; each is late by some time on its way there, and back."""
    pace, ledger, now = Pace(5), Ledger(0.0), 1000.0
    # The quickest way there and back is known before it matters, as the rule takes it for granted.
    ledger.trips = {"": Trips(1, 2 * quick, 2 * quick)}
    arrived = []
    for there, back in ways:
        while (earliest := ledger.earliest(pace, now)) > now:
            now = earliest
        ledger.send(pace, now)
        sent_at = now
        arrived.append(sent_at + quick + there)
        now = sent_at + 2 * quick + there + back
        ledger.answered(sent_at, now - sent_at)
    assert most_in_a_second([round(moment, 6) for moment in arrived]) <= 5


def test_a_kind_of_call_that_takes_longer_is_not_taken_for_delayed(
    limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel
) -> None:
    """Five at a time are under way, and each is answered after 0.8 s; reads before them took 0.1 s."""
    for _ in range(20):
        read = limiter.wait_turn([BASE], cancel, "read")
        clock.advance(0.1)
        limiter.answered(read)
    times: list[float] = []
    under_way: list[Turn] = []
    cancel.during = lambda _seconds: answer_after(0.8, under_way, limiter, clock)
    for _ in range(40):
        under_way.append(limiter.wait_turn([BASE], cancel, "write"))
        times.append(under_way[-1].at)
    assert times[-1] - times[0] <= 39 * 0.2 * 1.08
    assert most_in_a_second(times) <= 5


def test_what_ended_before_its_time_says_nothing_of_how_long_others_take() -> None:
    ledger = Ledger(0.0)
    ledger.send(Pace(5), 1000.0, "write")
    ledger.answered(1000.0, 0.4, "write")
    before = dict(ledger.trips)
    ledger.send(Pace(5), 1001.0, "write")
    ledger.answered(1001.0, 0.01, "write", usual=False)
    assert ledger.trips == before
    assert [sent.trip_s for sent in ledger.sent] == [0.4, 0.01]


def answer_after(seconds: float, under_way: list[Turn], limiter: RequestLimiter, clock: FakeClock) -> None:
    for turn in [turn for turn in under_way if clock.monotonic() >= turn.at + seconds - 1e-6]:
        limiter.answered(turn)
        under_way.remove(turn)


def test_a_request_still_under_way_holds_back_the_fifth_after_it(
    limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel
) -> None:
    for _ in range(3):
        quick = limiter.wait_turn([BASE], cancel)
        clock.advance(0.05)
        limiter.answered(quick)
    slow = limiter.wait_turn([BASE], cancel)
    for _ in range(4):
        send(limiter, cancel, BASE)
    assert clock.monotonic() - slow.at < 1
    # It is answered after two seconds: only now is it sure when it arrived at the latest.
    under_way = [slow]
    cancel.during = lambda _: (
        limiter.answered(under_way.pop()) if under_way and clock.monotonic() > slow.at + 2 else None
    )
    following = limiter.wait_turn([BASE], cancel)
    assert 3 <= following.at - slow.at < 3.2


def test_a_process_that_died_holds_nobody_back_for_long(
    limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel
) -> None:
    dead = [limiter.wait_turn([BASE], cancel) for _ in range(5)]
    following = limiter.wait_turn([BASE], cancel)
    assert following.at - dead[0].at == pytest.approx(UNANSWERED_S + 1, abs=0.1)


def test_a_penalty_holds_for_all_processes_and_can_be_read(folder: Path, clock: FakeClock, cancel: FakeCancel) -> None:
    mine, other = RequestLimiter(folder, clock), RequestLimiter(folder, clock)
    assert other.pause(BASE) is None
    mine.block(BASE, 30, "RATE_LIMIT_REACHED")
    mine.block(BASE, 5, "a shorter one does not end the longer one")
    pause = other.pause(BASE)
    assert pause is not None
    assert (pause.seconds, pause.reason) == (30.0, "RATE_LIMIT_REACHED")
    assert (pause.until - clock.now()).total_seconds() == 30.0
    began = clock.monotonic()
    assert other.wait_turn([BASE, TOKEN], cancel).at - began >= 30
    assert other.pause(BASE) is None


def test_a_penalty_that_comes_during_a_wait_counts(
    limiter: RequestLimiter, clock: FakeClock, cancel: FakeCancel
) -> None:
    send(limiter, cancel, BASE)
    cancel.during = lambda seconds: limiter.block(BASE, 30, "429") if clock.monotonic() < 1001 else None
    assert limiter.wait_turn([BASE], cancel).at >= 1030


def test_waiting_can_be_cancelled(limiter: RequestLimiter, cancel: FakeCancel) -> None:
    limiter.block(BASE, 30, "429")
    cancel.during = lambda seconds: cancel.cancel()
    with pytest.raises(Cancelled):
        limiter.wait_turn([BASE], cancel)


def test_a_restart_of_the_computer_voids_what_was_stored(folder: Path, cancel: FakeCancel) -> None:
    before, after = FakeClock(uptime_s=500_000), FakeClock(uptime_s=20)
    limiter = RequestLimiter(folder, before)
    limiter.wait_turn([BASE], FakeCancel(before))
    limiter.block(BASE, 30, "429")
    again = RequestLimiter(folder, after)
    assert again.pause(BASE) is None
    assert again.wait_turn([BASE], FakeCancel(after)).at == 20


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"null",
        b"\x00" * 40,
        b'{"written_at": "x"}',
        b'{"written_at": 1, "reason": "\xc4"}',
        b'{"written_at":1,"sent":[[]]}',
        b'{"written_at":1,"trips":[9,0.1,0.2]}',
        b"[" * 9999,
    ],
)
def test_a_damaged_file_is_begun_anew_after_a_second_of_caution(
    content: bytes, limiter: RequestLimiter, folder: Path, clock: FakeClock, cancel: FakeCancel
) -> None:
    folder.mkdir(parents=True)
    (folder / f"{BASE}.json").write_bytes(content)
    began = clock.monotonic()
    assert limiter.wait_turn([BASE], cancel).at - began == pytest.approx(1.0, abs=0.01)
    assert limiter.wait_turn([BASE], cancel).at - began == pytest.approx(1.21, abs=0.03)


@given(st.binary(max_size=300))
def test_no_content_makes_it_fail(content: bytes) -> None:
    assert load(content, Pace(5), 1000.0).earliest(Pace(5), 1000.0) < float("inf")


def test_a_folder_that_cant_be_used_is_our_own_state_at_fault(
    tmp_path: Path, clock: FakeClock, cancel: FakeCancel
) -> None:
    (tmp_path / "file").write_text("in the way")
    limiter = RequestLimiter(tmp_path / "file" / "limiter", clock)
    with pytest.raises(StateError):
        limiter.wait_turn([BASE], cancel)
    assert limiter.pause(BASE) is None
    limiter.block(BASE, 30, "says nothing: the request itself already failed")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps users apart by folder")
def test_the_files_are_for_this_user_alone(limiter: RequestLimiter, folder: Path, cancel: FakeCancel) -> None:
    limiter.wait_turn([BASE, TOKEN], cancel)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_key_tells_neither_token_nor_base() -> None:
    assert "Secret" not in TOKEN
    assert "0123" not in TOKEN
    assert base_key("a", "app1") != base_key("b", "app1")


def test_threads_share_the_budget(folder: Path, clock: FakeClock) -> None:
    limiter, times, lock = RequestLimiter(folder, clock), [], threading.Lock()

    def work() -> None:
        cancel = FakeCancel(clock)
        for _ in range(5):
            turn = limiter.wait_turn([BASE, TOKEN], cancel)
            limiter.answered(turn)
            with lock:
                times.append(turn.at)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == 20
    assert most_in_a_second(times) <= 5
