"""Every fault on the way to Airtable × every kind of call: what the program makes of it.

    packaging/dev faults [WORD…]     the outcomes as a table (only of faults whose name has one of the words)

A *cell* is one fault at one kind of call. The fault happens to the first such call or to all of them (a trial each);
then it is lifted, and the program has to come to rest: both sides equal, nothing lost, nothing twice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
from msgspec import Struct, field
from msgspec.structs import replace

from airsync_gui import messages
from airsync_gui.cli.exit_codes import exit_code
from airsync_gui.errors import AirSyncError
from airsync_gui.sandbox import SANDBOX_TOKEN
from airsync_gui.service.readings import reading_line
from airsync_gui.sync.feed import Way
from tests.acceptance.faulty_pair import AT_FIRST, EDITED_HERE, IN_THE_END, NEW_HERE, Stage, Trial

READS = ("list", "page", "find")
QUESTIONS = ("whoami", "bases", "schema", *READS)
WRITES = ("create", "update", "delete")
HOOKS = ("hooks", "hook_create", "hook_payloads", "hook_refresh")
KINDS = (*QUESTIONS, *WRITES)
ALL_KINDS = (*KINDS, *HOOKS)
"""The kinds of call that are tried, by the sandbox's names; those of webhooks are apart, as no run hangs on them."""

MOST_CALLS = 70
"""Requests that one run may send, whatever happens; without a fault it takes 8."""
MOST_SECONDS = 900.0
"""How long a run may go on, by the fake clock."""
MOST_RUNS = 6
"""How many runs may pass, once a fault is lifted, until one has nothing to do."""

Found = str
"""How a run ended: its exit code and the type of its error, ``"6 Unreachable"``, or the code alone."""
FINE, KEPT = "0", "7"
Outcomes = Mapping[str, Found]
SOME = ("list", "create", "update")
"""Kinds that stand for all, where a fault is much like another that is tried with all."""
NO_HOOK: Outcomes = {}
"""No call of a webhook is answered so, or another fault that is tried is much like it."""


class Fault(Struct, frozen=True):
    """One thing that can go wrong.

    Attributes:
        trigger: the sandbox's name for it, or a name of :data:`tests.acceptance.faulty_pair.WIRE_FAULTS`.
        always: kind of call → how a run ends while it happens to every call of that kind.
        once: the same while it happens to the first one only; kinds not named are not tried.
        hooks: ``always`` for the calls of webhooks, without which a run goes its way.
        hooks_once: ``once`` for them.
        order: what else the sandbox's faults are to be set to.
    """

    name: str
    trigger: str
    always: Outcomes
    once: Outcomes = field(default_factory=dict)
    order: Mapping[str, Any] = field(default_factory=dict)
    switches: Mapping[str, Any] = field(default_factory=dict)
    hooks: Outcomes = field(default_factory=lambda: dict.fromkeys(HOOKS, FINE))
    hooks_once: Outcomes = field(default_factory=dict)

    def trials(self) -> Iterator[tuple[str, bool, Found]]:
        """(kind, whether it happens always, how a run has to end)."""
        yield from ((kind, True, found) for kind, found in {**self.always, **self.hooks}.items())
        yield from ((kind, False, found) for kind, found in {**self.once, **self.hooks_once}.items())


def all_of(found: Found, kinds: Sequence[str] = KINDS, **others: Found) -> Outcomes:
    """The same outcome for all these kinds, but for some others."""
    return {**dict.fromkeys(kinds, found), **others}


def refused(name: str, refusal: str, always: Outcomes, once: Outcomes | None = None, **hooks: Outcomes) -> Fault:
    return Fault(name, "refusals", always, once or {}, {"refusal": refusal}, **hooks)


def of_the_feed(found: Found, *kinds: str) -> Outcomes:
    """The same outcome for these calls of webhooks; for all of them, where none is named."""
    return dict.fromkeys(kinds or HOOKS, found)


REFUSED_AGAIN = {"missing_in_delete": "ROW_DOES_NOT_EXIST"}
"""A deletion whose answer was lost is refused when it is sent again; it is successes that get lost here."""


def server(status: int, page: bool, *, done: bool) -> Fault:
    """A 5xx before or after the work; as JSON, or as a page."""
    order = {"server_error_status": status, "server_error_html": page}
    name = f"{status}{' page' if page else ''}, {'done' if done else 'not done'}"
    always = all_of("6 ServerFault", **({"create": FINE, "delete": FINE} if done else {}))
    once = all_of(FINE, KINDS if done else SOME) if status == 503 else {}
    # A page is asked for again and again: its list outlives that.
    switches = {"offset_life_s": 300.0, **REFUSED_AGAIN}
    fault = Fault(name, "failed_answers" if done else "server_errors", always, once, order, switches)
    if status == 503:
        return replace(fault, hooks=NO_HOOK, hooks_once=of_the_feed(FINE) if done else NO_HOOK)
    return for_some(fault, hooks=NO_HOOK if page else of_the_feed(FINE))


def spoilt(name: str, trigger: str, *, done: bool = True, once: Sequence[str] = KINDS, **order: Any) -> Fault:
    """An answer that is none."""
    always = all_of("6 Unreachable", **({"create": FINE, "delete": FINE} if done else {}))
    return Fault(name, trigger, always, all_of(FINE, once), order, REFUSED_AGAIN)


def for_some(fault: Fault, hooks: Outcomes = NO_HOOK) -> Fault:
    """A fault that is much like another which is tried with all kinds."""
    always = {kind: found for kind, found in fault.always.items() if kind in SOME}
    return replace(fault, always=always, hooks=hooks)


def _with(fault: Fault, **always: Found) -> Fault:
    return replace(fault, always={**fault.always, **always})


FORBIDDEN = all_of("5 NotPermitted")
GONE = {
    **all_of("6 Unreachable", ("whoami", "bases")),
    **all_of("4 NotFound", ("schema", *READS, "create"), update=KEPT, delete=KEPT),
}
TOO_MUCH = {**all_of("1 TooLarge", QUESTIONS), **all_of(KEPT, WRITES)}
INVALID = {**all_of("1 Refused", QUESTIONS), **all_of(KEPT, WRITES)}
REVOKED = of_the_feed("5 KeyRejected", "hook_payloads")
TOO_OFTEN, SPENT = of_the_feed("6 RateLimited"), of_the_feed("6 AllowanceSpent")
SPLIT = {"create": FINE, "update": FINE, "delete": KEPT}
"""Once: a batch is taken apart, and its parts go through; a batch of one waits."""

FAULTS: Sequence[Fault] = (
    refused("401", "authentication_required", all_of("5 KeyRejected"), hooks=of_the_feed("5 KeyRejected")),
    Fault("401, revoked", "revocations", all_of("5 KeyRejected", ("whoami", "list", "create")), hooks=REVOKED),
    refused("403 or not there", "model_not_found", FORBIDDEN, all_of(FINE, READS)),
    refused("403", "not_permitted", FORBIDDEN, hooks=NO_HOOK),
    refused("403 for a field", "field_not_permitted", all_of("5 NotPermitted", WRITES), hooks=NO_HOOK),
    refused("403 page", "forbidden_page", all_of("6 Unreachable"), {"create": FINE}),
    refused("404 bare", "not_found", GONE, all_of(FINE, READS)),
    refused("404 object", "not_found_object", all_of("4 NotFound", ("schema", "list")), hooks=NO_HOOK),
    refused("404 record", "record_not_found", all_of(KEPT, ("update", "delete"), create="4 NotFound"), hooks=NO_HOOK),
    refused("404 table", "table_not_found", {**GONE, **all_of("4 NotFound", ("update", "delete"))}, hooks=NO_HOOK),
    for_some(refused("400", "bad_request", INVALID)),
    refused("413 page", "too_large", TOO_MUCH, SPLIT),
    refused("413", "too_large_typed", all_of(KEPT, WRITES), hooks=NO_HOOK),
    refused("422", "invalid_request", INVALID, {**all_of(FINE, READS), **SPLIT}, hooks_once=of_the_feed(FINE)),
    refused("422 of a record", "invalid_records", all_of(KEPT, WRITES), hooks=NO_HOOK),
    replace(
        Fault("429 with Retry-After", "rate_limits", all_of("6 RateLimited"), all_of(FINE), hooks=TOO_OFTEN),
        hooks_once=of_the_feed(FINE),
        switches={"retry_after": True},
    ),
    for_some(refused("429 as documented", "rate_limited_object", all_of("6 RateLimited"), {"create": FINE})),
    refused("429 for the month", "billing_limited", all_of("6 AllowanceSpent"), hooks=SPENT),
    for_some(refused("429 for a month, object", "billing_limited_object", all_of("6 AllowanceSpent"))),
    *(server(status, page, done=done) for status, page in ((500, False), (502, True)) for done in (False, True)),
    *(server(status, page, done=done) for status, page in ((503, False), (504, True)) for done in (False, True)),
    spoilt("page with 200", "html_bodies", once=SOME),
    for_some(spoilt("cut body", "cut_bodies", once=SOME)),
    for_some(spoilt("half the JSON", "garbled_bodies", once=())),
    for_some(spoilt("no body", "empty_bodies", once=())),
    for_some(spoilt("slow body", "slow_bodies", once=SOME, slow_piece_ms=20_000)),
    for_some(spoilt("huge body", "huge_bodies", once=(), huge_body_bytes=1_100_000)),
    for_some(spoilt("nested body", "deep_bodies", once=())),
    replace(spoilt("redirect", "redirects", done=False, once=()), hooks=NO_HOOK),
    for_some(spoilt("reset, not done", "lost_requests", done=False, once=SOME)),
    spoilt("reset, done", "lost_answers", once=SOME),
    spoilt("time-out, not done", "timeout_before", done=False, once=SOME),
    _with(spoilt("time-out, done", "timeout_after", once=(*SOME, "delete")), delete="6 Unreachable"),
    spoilt("no connection", "no_connection", done=False, once=SOME),
    Fault("offset expired", "expired_offsets", {"page": "6 Unreachable"}, {"page": FINE}, hooks=NO_HOOK),
    refused("offset unknown", "unknown_offset", all_of("6 Unreachable", READS), {"page": FINE}, hooks=NO_HOOK),
    Fault("list cut short", "short_lists", {"list": "6 Unreachable", "find": FINE}, {"list": FINE}, hooks=NO_HOOK),
    replace(
        Fault("list without end", "endless_lists", all_of("6 Unreachable", ("page", "find"), list=FINE)),
        once={"page": FINE},
        hooks=NO_HOOK,
    ),
    replace(
        Fault("one record refused", "", all_of(KEPT, ("create", "update")), hooks=NO_HOOK),
        order={"refusal": "invalid_request"},
    ),
)
REFUSED_TEXTS = {"create": "Bonn", "update": "Bern"}
"""What only one of several records of a batch has."""


class Ended(Struct, frozen=True):
    """One run: how it ended, what it said, what it cost."""

    found: Found
    said: tuple[str, ...]
    calls: int
    seconds: float
    wrote: bool


class Wrong(AssertionError):
    """What a trial should not have found."""


def try_out(trial: Trial, fault: Fault, kind: str, *, always: bool) -> Ended:
    """One trial; raises Wrong. Returns the run that met the fault."""
    _order(trial, fault, kind, always=always)
    ended = run(trial, kind)
    _check(happened(trial, fault) > 0, "the fault never happened")
    _check(trial.wire.hosts <= {"127.0.0.1"}, f"something was sent to {trial.wire.hosts}")
    _check_nothing_lost(trial)
    if kind in HOOKS and ended.found == FINE:
        _check_doubt_is_told(trial, always=always)
    _lift(trial)
    _come_to_rest(trial, full=kind in HOOKS)
    if kind in HOOKS:
        _check_feed_is_back(trial)
    _check(len(trial.hooks) <= 1, f"{len(trial.hooks)} webhooks")
    _check_no_token(trial.folder)
    return ended


def run(trial: Trial, kind: str = "", *, full: bool = False) -> Ended:
    """One run, and what a person would be told of it."""
    calls, started = len(trial.sandbox.requests), trial.clock.monotonic()
    try:
        if kind == "whoami":
            trial.app.metadata().whoami()
        result = trial.sync(full=full or kind in ("bases", "schema"))
    except AirSyncError as error:
        found, errors = f"{exit_code(error)} {type(error).__name__}", [error]
        found = found.replace("InvalidValue", "Refused")
    else:
        found, errors = str(result.exit_code), [refusal.error for refusal in result.refused]
    seen = list(trial.sandbox.requests)[calls:]
    ended = Ended(
        found,
        tuple(_sentence(error) for error in errors),
        len(seen),
        trial.clock.monotonic() - started,
        any(each.method != "GET" and not each.path.endswith("listRecords") for each in seen),
    )
    _check(ended.calls <= MOST_CALLS, f"{ended.calls} calls")
    _check(ended.seconds <= MOST_SECONDS, f"{ended.seconds:.0f} seconds")
    return ended


def happened(trial: Trial, fault: Fault) -> int:
    """How often."""
    if not fault.trigger:
        return trial.sandbox.requests.count(status=422)
    return trial.trigger(fault.trigger).fired


def _order(trial: Trial, fault: Fault, kind: str, *, always: bool) -> None:
    trial.sandbox.switches.set(fault.switches)
    trial.sandbox.faults.set({**fault.order, "only": kind})
    trial.wire.only = kind
    if fault.trigger:
        trigger = trial.trigger(fault.trigger)
        trigger.every, trigger.next = int(always), int(not always)
    else:
        trial.sandbox.faults.refused_text = REFUSED_TEXTS[kind]


def _lift(trial: Trial) -> None:
    trial.sandbox.faults.clear()
    trial.wire.clear()
    trial.sandbox.tokens[SANDBOX_TOKEN].revoked = False


def _come_to_rest(trial: Trial, *, full: bool) -> None:
    for _ in range(MOST_RUNS):
        trial.clock.advance(60)
        ended = run(trial, full=full)
        if ended.found == KEPT:
            _check(trial.retry_refused() > 0, "something is held")
        elif ended.found != FINE:
            raise Wrong(f"a run without the fault ended with {ended.found}: {ended.said}")
        elif not ended.wrote:
            break
    else:
        raise Wrong("no rest")
    here, there = trial.here(), trial.there()
    _check(here == there, f"the sides differ: {here} and {there}")
    cities = {name: row["City"] for name, row in here.items()}
    _check(cities == IN_THE_END, f"in the end: {cities}")


def _check_doubt_is_told(trial: Trial, *, always: bool) -> None:
    """The health panel says why all was read, and what became of the feed."""
    mark, known = trial.feed()
    words = reading_line(trial.pair, mark, known, trial.clock.now()).words
    _check(not always or mark.way is Way.FULL, f"read by {mark.way}")
    _check(mark.way is Way.FEED or "because the change feed" in words, words)
    has_feed = bool(mark.hook_id)
    _check(has_feed or any(part in words for part in ("may not", "refused", "There is no change feed")), words)
    _check(not has_feed or mark.hook_id in trial.hooks, "a feed that is none")


def _check_feed_is_back(trial: Trial) -> None:
    """A person's wish to read everything brought it back at once; there is one hook, and no other."""
    mark, known = trial.feed()
    _check(list(trial.hooks) == [mark.hook_id], f"webhooks {list(trial.hooks)}, in use {mark.hook_id or 'none'}")
    _check(known.barred is None and known.hook is not None, "the feed is barred")


def _check_nothing_lost(trial: Trial) -> None:
    """In the middle of it: nobody else's record is gone, and every edit is where it was made."""
    here, there = trial.here(), trial.there()
    stay = set(AT_FIRST) - {"Ben", "Fay"}
    _check(stay <= here.keys() and stay <= there.keys(), f"gone: {stay - here.keys()}, {stay - there.keys()}")
    edits = {**EDITED_HERE, **NEW_HERE}
    _check(all(here[name]["City"] == city for name, city in edits.items()), "an edit of the file is gone")
    _check(there["Cy"]["City"] == "Lima" and there["Gil"]["Notes"] == "moved", "an edit in Airtable is gone")
    _check("Lea" in there, "a new record is gone")


def _sentence(error: AirSyncError) -> str:
    message = messages.describe(error)
    said = str(message)
    _check(message.text.endswith(".") and message.text[:1].isupper(), f"no sentence: {message.text}")
    _check(len(said) < 700 and "\n" not in said, f"too long: {said}")
    _check_no_secret((said + repr(error) + messages.facts(error)).encode(), "what is said")
    return said


def _check_no_token(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            _check_no_secret(path.read_bytes(), path.name)


def _check_no_secret(data: bytes, where: str) -> None:
    _check(SANDBOX_TOKEN.partition(".")[2].encode() not in data, f"the token is in {where}")


def _check(good: bool, what: str) -> None:
    if not good:
        raise Wrong(what)


# -- the table ------------------------------------------------------------------------------------------------------


def main(words: Sequence[str]) -> int:
    """Print the table; 1 if a cell is not as it should be."""
    faults = [fault for fault in FAULTS if not words or any(word in fault.name for word in words)]
    wrong, codes, trials, started = [], Counter[str](), 0, time.process_time()
    print(f"{'':26}" + "".join(f"{kind.removeprefix('hook_'):9}" for kind in ALL_KINDS))
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        for fault in faults:
            cells: dict[str, list[str]] = {kind: [] for kind in ALL_KINDS}
            for kind, always, expected in fault.trials():
                trials += 1
                found = _found(stage, fault, kind, always=always)
                codes[found[:1]] += 1
                cells[kind].append(found[:1] + ("" if found == expected else "!"))
                if found != expected:
                    wrong.append(f"{fault.name}, {kind}, {'always' if always else 'once'}: {found}, not {expected}")
            print(f"{fault.name:26}" + "".join(f"{'/'.join(cells[kind]) or '·':9}" for kind in ALL_KINDS), flush=True)
    print("\nExit code of a run while the fault happens to all such calls / to the first one only; · is not tried.")
    counts = ", ".join(f"{count} × {code}" for code, count in sorted(codes.items()))
    cells_tried = sum(len({kind for kind, _, _ in fault.trials()}) for fault in faults)
    print(f"{len(faults)} faults, {cells_tried} cells, {trials} trials ({counts}), {len(wrong)} wrong.")
    print(f"{time.process_time() - started:.0f} s of processor time.", *wrong, sep="\n")
    return int(bool(wrong))


def _found(stage: Stage, fault: Fault, kind: str, *, always: bool) -> Found:
    try:
        with stage.trial(kind, in_turn=not always) as trial:
            return try_out(trial, fault, kind, always=always).found
    except (Wrong, httpx.HTTPError) as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        "packaging/dev faults", description="Every fault at every kind of call, as a table."
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="only faults whose name has one of these in it")
    sys.exit(main(parser.parse_args().words))
