"""Every error has a title and a sentence; nothing in it can drive a terminal."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from airsync_gui import errors, messages, wording
from airsync_gui.errors import AirSyncError
from airsync_gui.messages import Message, describe, facts
from airsync_gui.sync.guards import Stop
from airsync_gui.sync.records import Side
from airsync_gui.wording import English

ALL = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, AirSyncError) and kind is not AirSyncError
]
EVIL = "a\x1b[31m\u202eb\u2028c\r\nd\x9b\x00"
TEXTS = (
    *("detail", "account", "host", "endpoint", "type", "field", "record", "value", "rule", "needs", "what", "why"),
    *("backend", "remedy", "name", "where", "path"),
)
NUMBERS = {"status": 500, "waited_s": 10.0, "retry_after_s": 30.0, "found": 2, "known": 1}
FACTS: dict[str, Any] = {**dict.fromkeys(TEXTS, EVIL), "choices": [EVIL] * 20, **NUMBERS}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("given_facts", [{}, FACTS], ids=["bare", "full"])
def test_every_error_is_told_on_one_harmless_line(kind: type[AirSyncError], given_facts: dict[str, Any]) -> None:
    message = describe(kind(**given_facts))
    assert message.title
    assert message.text
    whole = f"{message.title} {message}"
    assert not [c for c in whole if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert len(whole) < 3000
    assert "None" not in whole


def test_a_bug_is_told_without_its_text() -> None:
    message = describe(ZeroDivisionError("secret"))
    assert "ZeroDivisionError" in str(message)
    assert "secret" not in str(message)


def test_ctrl_c_is_no_bug() -> None:
    assert describe(KeyboardInterrupt()) == describe(errors.Cancelled())


class Marked(English):
    """Another language, in which each text is known by its brackets."""

    def text(self, source: str) -> str:
        """In brackets."""
        return f"[{source}]"


def test_a_disk_that_filled_up_in_a_sync_is_not_told_as_if_nothing_had_been_written() -> None:
    said = str(messages.describe(errors.StateError(path="state.sqlite", detail="database or disk is full")))
    assert said == (
        "state.sqlite: database or disk is full. If the disk is full, make room; if the file was edited, mend it."
    )


@pytest.mark.parametrize(
    ("error", "title", "text"),
    [
        (
            errors.NotFound(what="run", name="7", where="the history of Meals"),
            "[No such [run]]",
            "[There is no [run] named “7”[ in the history of Meals].]",
        ),
        (
            errors.NotFound(what="table", name="x", where="records"),
            "[No such [table]]",
            "[There is no [table] named “x”[ in records].]",
        ),
        (
            errors.TableMissing(path="a.csv", detail="is in a folder that does not exist"),
            "[The file is not there]",
            "[a.csv [is in a folder that does not exist].]",
        ),
        (
            errors.TableUnreadable(path="b.xlsx#May", what="sheet", detail="is damaged in its part x", line=3),
            "[The sheet can't be read]",
            "[b.xlsx#May, line 3: [is damaged in its part x].]",
        ),
        (
            errors.Refused(by="the database", detail="a trigger left the new row out"),
            "[Refused by [the database]]",
            "[[the database] refused it: [a trigger left the new row out].]",
        ),
        (
            errors.StateError(path="s.toml", detail="`pairs.Meals` has the column Name twice"),
            "[AirSync's own files]",
            "s.toml: [`pairs.Meals` [has the column Name twice]].",
        ),
        (
            errors.Busy(what="meals.csv", waited_s=10),
            "[Another sync is running]",
            "[Another AirSync is working on meals",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_facts_of_ours_are_said_in_the_language_and_foreign_ones_as_they_are(
    error: AirSyncError, title: str, text: str
) -> None:
    before = wording.spoken()
    wording.speak(Marked())
    try:
        message = describe(error)
    finally:
        wording.speak(before)
    assert message.title == title
    assert message.text.startswith(text)


def test_a_guard_offers_yes_only_where_yes_is_enough() -> None:
    share = Stop("deletes", Side.AIRTABLE, ("a",), 20)
    empty = Stop("local_emptied", Side.LOCAL, of=2, needs_plan_id=True)
    assert "--yes" in describe(errors.Stopped(stops=(share,), plan_id="abc")).remedy
    assert "--yes" not in describe(errors.Stopped(stops=(share, empty), plan_id="abc")).remedy
    changed = describe(errors.Stopped(stops=(), plan_id="abc", consent="old"))
    assert "The plan has changed since it was old" in changed.text
    assert "--plan abc" in changed.remedy


NOT_THERE = {"type": "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "may_be_absent": True, "needs": "data.records:write"}


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        ({**NOT_THERE}, "Or what was asked for does not exist."),
        ({**NOT_THERE, "visible": False, "base": "Shop"}, "does not see the base Shop: it was deleted, or"),
        ({**NOT_THERE, "visible": True, "role": "read", "base": "Shop"}, "has the role “read” in the base Shop. It"),
        ({**NOT_THERE, "visible": True}, "It probably lacks: data.records:write."),
    ],
)
def test_a_403_says_what_is_known_of_it(facts: dict[str, Any], part: str) -> None:
    text = describe(errors.NotPermitted(**facts)).text
    assert part in text
    assert ("does not exist" in text) is ("visible" not in facts)


def test_a_question_that_is_too_large_has_no_text_to_be_shortened() -> None:
    asked = describe(errors.TooLarge(endpoint="POST /v0/{base}/{table}/listRecords"))
    assert str(asked).endswith("Nothing was changed. Sync again; the log says what was asked.")
    assert str(describe(errors.TooLarge(endpoint="PATCH /v0/{base}/{table}"))).endswith("Shorten the longest texts.")


def test_a_refused_question_is_not_in_the_queue() -> None:
    facts = {"type": "INVALID_REQUEST_UNKNOWN", "detail": "Invalid request"}
    for endpoint in ("GET /v0/meta/bases", "POST /v0/{base}/{table}/listRecords"):
        words = describe(errors.Refused(endpoint=endpoint, **facts))
        assert words.text == "Airtable refused it: Invalid request."
        assert "queue" not in words.remedy
    write = describe(errors.InvalidValue(endpoint="POST /v0/{base}/{table}", field="Kind", **facts))
    assert write.text == "Airtable refused the field Kind: Invalid request."
    assert "queue" in write.remedy


def test_a_link_to_nothing_names_its_field() -> None:
    said = describe(errors.RecordGone(field="Team", detail="Record ID rec1 does not exist in this table"))
    assert said.text == (
        "Airtable says that a record that the field Team points to does not exist "
        "(Record ID rec1 does not exist in this table)."
    )
    assert said.remedy == "Take it out of that field, or bring it back in Airtable and try again."


def test_names_that_there_are_come_with_one_that_is_not() -> None:
    few = describe(errors.NotFound(what="table", name="Mels", where="Habits", choices=["Meals", "Workouts"]))
    assert str(few) == "There is no table named “Mels” in Habits. There is: Meals, Workouts."
    many = describe(errors.NotFound(what="table", name="x", choices=[str(n) for n in range(50)]))
    assert str(many).endswith("11, ….")


def test_facts_for_the_log_are_short() -> None:
    error = errors.Stopped(plan=["x" * 1000] * 1000, plan_id="abc", detail="y" * 1000)
    assert facts(error).startswith("Stopped, plan_id=abc, detail=y")
    assert len(facts(error)) < 400


def test_a_message_reads_as_text_and_remedy() -> None:
    assert str(Message("Title", "It broke.", "Mend it.")) == "It broke. Mend it."
    assert str(Message("Title", "It broke.")) == "It broke."
