"""The settings file: what is written is read back; what a person wrote stays; what can't be understood is left."""

from __future__ import annotations

import json
import stat
import threading
import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from airsync_gui.errors import NotFound, StateError, StateTooNew, UsageError
from airsync_gui.schedule import Schedule
from airsync_gui.settings import Settings
from airsync_gui.settings.document import FieldEntry
from airsync_gui.settings.pair_entries import new_pair_id, to_entry, to_pair
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Pair, Policy


def pair(name: str = "Meals", **changes: Any) -> Pair:
    made = Pair(
        id=new_pair_id(),
        name=name,
        source="/home/ada/meals.csv",
        base_id="appA",
        table_id="tblA",
        columns={"fldB": "kcal", "fldA": "id"},
        key=("fldA",),
        field_names={"fldA": "Id", "fldB": "Calories"},
        field_types={"fldA": "singleLineText", "fldB": "number"},
    )
    return replace(made, **changes)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config" / "settings.toml")


def test_without_a_file_there_is_nothing_and_none_is_made(settings: Settings) -> None:
    assert settings.pairs() == []
    assert not settings.has_token("default", "api.airtable.com")
    assert settings.styles("Meals") == {}
    assert not settings.path.parent.exists()


EVERYTHING: dict[str, Any] = {
    "account": "work",
    "endpoint": "this computer",
    "base_name": "Habits",
    "table_name": "Meals",
    "direction": Direction.PUSH,
    "drift": Drift.OVERWRITE,
    "deletes": Deletes.KEEP,
    "policy": Policy.OPTIMISTIC_LOCK,
    "field_policies": {"fldB": Policy.MERGE},
    "version_field": "fldV",
    "stamp_field": "fldS",
    "time_column": "edited",
    "required": frozenset({"fldA"}),
    "max_length": {"fldB": 20},
    "create_choices": True,
    "change_feed": False,
    "check_hours": 1.5,
    "paused": True,
}


@pytest.mark.parametrize("changes", [{}, EVERYTHING])
def test_a_pair_is_read_back_as_it_was_added(settings: Settings, changes: dict[str, Any]) -> None:
    made = pair(**changes)
    settings.add(made)
    (known,) = settings.pairs()
    assert known == replace(made, columns=known.columns)
    assert dict(known.columns) == dict(made.columns)
    assert settings.pair("Meals") == settings.pair(made.id) == known
    assert stat.S_IMODE(settings.path.stat().st_mode) == 0o600


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_and_column_survives(tmp_path_factory: pytest.TempPathFactory, name: str, column: str) -> None:
    settings = Settings(tmp_path_factory.mktemp("any") / "settings.toml")
    settings.add(pair(name, columns={"fldA": column}))
    settings.add(pair(name + "x"))
    settings.change(name, lambda pair: replace(pair, paused=True))
    settings.change(name + "x", lambda pair: replace(pair, name=name + "y"))
    settings.remove(name + "y")
    (known,) = settings.pairs()
    assert (known.name, known.columns, known.paused) == (name, {"fldA": column}, True)


def test_a_pair_and_its_entry_are_the_same_thing() -> None:
    made = pair(**EVERYTHING)
    again = to_pair("Meals", to_entry(made, {"kcal": "decimal comma"}))
    assert again == replace(made, columns=again.columns)
    assert [f.id for f in to_entry(made, {}).fields] == ["fldA", "fldB"]  # the key first
    assert to_entry(made, {"kcal": "decimal comma"}).fields[1].style == "decimal comma"
    assert FieldEntry(column="a", field="b", id="c").key is False


def test_comments_order_and_styles_of_a_person_stay(settings: Settings) -> None:
    settings.add(pair())
    text = settings.path.read_text()
    text = "# my lists\n" + text.replace("[pairs.Meals]", "[pairs.Meals] # what I ate")
    text = text.replace('column = "kcal"', 'style = "decimal comma" # as in Excel\ncolumn = "kcal"')
    settings.path.write_text(text)
    assert settings.styles("Meals") == {"kcal": "decimal comma"}
    settings.change("Meals", lambda pair: replace(pair, paused=True))
    settings.note_token("default", "api.airtable.com", stored=True)
    settings.note_token("work", "api.airtable.com", stored=True)
    settings.note_token("work", "api.airtable.com", stored=False)
    settings.note_token("default", "api.airtable.com", stored=False)
    settings.add(pair("Other"))
    settings.change("Meals", lambda pair: replace(pair, name="Food"))
    text = settings.path.read_text()
    assert "# my lists" in text
    assert "# what I ate" in text
    assert "# as in Excel" in text
    assert settings.styles("Food") == {"kcal": "decimal comma"}
    assert settings.pair("Food").paused
    assert {p.name for p in settings.pairs()} == {"Food", "Other"}


@pytest.mark.parametrize("inline", [False, True])
def test_only_what_is_changed_is_written(settings: Settings, inline: bool) -> None:
    settings.add(pair(field_policies={"fldB": Policy.MERGE}))
    text = settings.path.read_text().replace("[pairs.Meals]", '[pairs.Meals]\npolicy = "ask" # I like to be asked')
    if inline:
        a = text.index("[[pairs.Meals.fields]]")
        fields = [
            "{column = 'kcal', field = 'Calories', id = 'fldB', type = 'number', policy = 'merge'}, # the larger",
            "{column = 'id', field = 'Id', id = 'fldA', type = 'singleLineText', key = true},",
        ]
        text = text[:a] + "fields = [\n  " + "\n  ".join(fields) + "\n]\n"
    settings.path.write_text(text)
    known = settings.pair("Meals")
    settings.change("Meals", lambda pair: pair)
    assert settings.path.read_text() == text
    settings.change(known.id, lambda pair: replace(pair, paused=True, required=frozenset({"fldB"})))
    text = settings.path.read_text()
    assert '"ask" # I like to be asked' in text
    assert "# the larger" in text or not inline
    assert settings.pair("Meals") == replace(known, paused=True, required=frozenset({"fldB"}))
    more: dict[str, Any] = {"columns": {"fldA": "id", "fldC": "note"}, "field_names": {"fldA": "Id", "fldC": "Note"}}
    types = {"fldA": "singleLineText"}
    settings.change("Meals", lambda _pair: replace(known, **more, field_types=types, field_policies={}))
    changed = settings.pair("Meals")
    assert dict(changed.columns) == more["columns"]
    assert (changed.paused, changed.required, changed.field_policies, changed.key) == (
        False,
        frozenset(),
        {},
        ("fldA",),
    )


def test_tokens_are_noted_without_the_token(settings: Settings) -> None:
    settings.add(pair())
    settings.note_token("work", "api.airtable.com", stored=True)
    settings.note_token("work", "api.airtable.com", stored=True)
    assert settings.has_token("work", "api.airtable.com")
    assert not settings.has_token("work", "elsewhere")
    assert not settings.has_token("default", "api.airtable.com")
    assert tomllib.loads(settings.path.read_text())["tokens"] == [{"account": "work", "host": "api.airtable.com"}]
    settings.add(pair("After"))
    assert settings.has_token("work", "api.airtable.com")
    settings.note_token("work", "api.airtable.com", stored=False)
    assert not settings.has_token("work", "api.airtable.com")
    assert len(settings.pairs()) == 2


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("pairs = ]", "line 1"),
        ("[pairs.A]\nid = 1\n", "`$.pairs[...].id`"),
        ("colour = 'red'\n", "unknown field `colour`"),
        ("[pairs.A]\nid='1'\nlocal='x'\nbase_id='a'\ntable_id='b'\n", "`pairs.A` has no key"),
        (
            "".join(
                f"[pairs.{name}]\nid='1'\nlocal='x'\nbase_id='a'\ntable_id='b'\nfields=[{{column='c',field='f',id='i',key=true}}]\n"
                for name in "AB"
            ),
            "has the same id as another pair",
        ),
        (
            "[pairs.A]\nid='1'\nlocal='x'\nbase_id='a'\ntable_id='b'\n"
            "fields=[{column='c',field='f',id='i',key=true},{column='c',field='g',id='j'}]\n",
            "has the column c twice",
        ),
        (
            "[pairs.A]\nid='1'\nlocal='x'\nbase_id='a'\ntable_id='b'\ncheck_hours=-1\n"
            "fields=[{column='c',field='f',id='i',key=true}]\n",
            "`pairs.A` has `check_hours` below 0",
        ),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place_and_left(settings: Settings, text: str, detail: str) -> None:
    settings.path.parent.mkdir()
    settings.path.write_text(text)
    attempts: list[Callable[[], object]] = [
        settings.pairs,
        lambda: settings.add(pair()),
        lambda: settings.note_token("a", "b", stored=True),
    ]
    for work in attempts:
        with pytest.raises(StateError) as caught:
            work()
        assert detail in caught.value.detail
        assert caught.value.path == str(settings.path)
    assert settings.path.read_text() == text


def test_a_newer_version_is_named_even_where_it_has_new_words(settings: Settings) -> None:
    settings.path.parent.mkdir()
    settings.path.write_text("version = 7\nnovel = true\n")
    with pytest.raises(StateTooNew) as caught:
        settings.read()
    assert (caught.value.found, caught.value.known) == (7, 1)


def test_a_mark_at_the_beginning_and_line_ends_of_windows_are_no_fault(settings: Settings) -> None:
    settings.add(pair())
    settings.path.write_bytes(b"\xef\xbb\xbf" + settings.path.read_bytes().replace(b"\n", b"\r\n"))
    settings.change("Meals", lambda pair: replace(pair, paused=True))
    assert settings.pair("Meals").paused


def test_an_unknown_pair_is_told_with_those_there_are(settings: Settings) -> None:
    settings.add(pair())
    attempts: list[Callable[[], object]] = [
        lambda: settings.pair("Nope"),
        lambda: settings.remove("Nope"),
        lambda: settings.change("Nope", lambda pair: pair),
    ]
    for work in attempts:
        with pytest.raises(NotFound) as caught:
            work()
        assert caught.value.choices == ["Meals"]


def test_a_name_that_is_taken_is_refused(settings: Settings) -> None:
    settings.add(pair())
    settings.add(pair("Other"))
    before = settings.path.read_bytes()
    attempts: list[Callable[[], object]] = [
        lambda: settings.add(pair()),
        lambda: settings.change("Other", lambda pair: replace(pair, name="Meals", paused=True)),
    ]
    for work in attempts:
        with pytest.raises(UsageError, match="already"):
            work()
    assert settings.path.read_bytes() == before


@pytest.mark.parametrize("name", ["--yes", "a\x1b[31mb", "x" * 81])
def test_an_import_takes_no_name_that_a_new_pair_could_not_have(settings: Settings, tmp_path: Path, name: str) -> None:
    settings.add(pair("Meals"))
    text = settings.exported([]).replace("[pairs.Meals", f"[pairs.{json.dumps(name)}")
    text = text.replace("[[pairs.Meals", f"[[pairs.{json.dumps(name)}")
    (tmp_path / "out.toml").write_text(text)
    other = Settings(tmp_path / "elsewhere.toml")
    with pytest.raises(UsageError, match="visible characters"):
        other.import_from(tmp_path / "out.toml")
    assert other.pairs() == []


def test_export_and_import_make_new_ids(settings: Settings, tmp_path: Path) -> None:
    settings.add(pair(**EVERYTHING))
    settings.add(pair("Other"))
    (tmp_path / "out.toml").write_text(settings.exported(["Meals"]))
    other = Settings(tmp_path / "elsewhere.toml")
    assert other.import_from(tmp_path / "out.toml") == ["Meals"]
    (moved,) = other.pairs()
    here = settings.pair("Meals")
    assert moved.id != here.id
    assert replace(moved, id=here.id) == here
    with pytest.raises(UsageError, match="Nothing was added"):
        settings.import_from(tmp_path / "out.toml")
    assert len(Settings(tmp_path / "out.toml").pairs()) == 1
    (tmp_path / "all.toml").write_text(settings.exported([]))
    assert len(Settings(tmp_path / "all.toml").pairs()) == 2


def test_many_who_write_at_once_lose_nothing(settings: Settings) -> None:
    def add(number: int) -> None:
        settings.add(pair(f"P{number}"))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {p.name for p in settings.pairs()} == {f"P{number}" for number in range(12)}


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.add(pair())
    before = settings.path.read_bytes()

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("airsync_gui.whole_text.os.fsync", full)
    with pytest.raises(StateError, match="No space left"):
        settings.add(pair("Other"))
    assert settings.path.read_bytes() == before
    assert sorted(path.name for path in settings.path.parent.iterdir()) == [".settings.lock", "settings.toml"]


def test_a_folder_in_place_of_the_file_is_told(settings: Settings) -> None:
    settings.path.mkdir(parents=True)
    with pytest.raises(StateError):
        settings.read()


def test_the_plan_is_kept_beside_what_a_person_wrote(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("version = 1\n# mine\n")
    settings = Settings(path)
    assert (settings.plan_name(), settings.allowance()) == ("", None)
    settings.set_plan("free")
    assert (settings.plan_name(), settings.allowance()) == ("free", 1000)
    settings.set_plan("", 5000)
    assert (settings.plan_name(), settings.allowance()) == ("", 5000)
    settings.set_plan("business")
    assert (settings.plan_name(), settings.allowance()) == ("business", None)
    assert "# mine" in path.read_text()


@pytest.mark.parametrize(
    "line", ['plan = "golden"', "calls_per_month = 0", "requests_per_second = 0", "token_requests_per_second = inf"]
)
def test_a_plan_that_makes_no_sense_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(f"version = 1\n{line}\n")
    with pytest.raises(StateError):
        Settings(tmp_path / "settings.toml").read()


@pytest.mark.parametrize(
    "line",
    [
        'new_pairs = {policy = "optimistic-lock"}',
        "sync_every_minutes = 1",
        'sync_at = ["7 o\'clock"]',
        'quiet_hours = "22:00"',
        'log_level = "loud"',
    ],
)
def test_an_option_that_makes_no_sense_is_told_by_its_name(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(f"version = 1\n{line}\n")
    with pytest.raises(StateError, match=line.partition(" ")[0]):
        Settings(tmp_path / "settings.toml").read()


def test_a_pairs_own_schedule_is_kept_and_checked(settings: Settings) -> None:
    settings.add(pair(schedule="change, 07:00"))
    assert settings.pair("Meals").schedule == "change, 07:00"
    settings.path.write_text(settings.path.read_text().replace("change, 07:00", "sometimes"))
    with pytest.raises(StateError, match=r"Meals.*schedule.*sometimes"):
        settings.read()


def test_schedule_and_colours_are_kept_beside_what_a_person_wrote(settings: Settings) -> None:
    settings.add(pair())
    settings.path.write_text(settings.path.read_text() + "# mine\n")
    before = settings.read()
    settings.set_schedule(Schedule(False, 0, (time(7),)))
    settings.set_colors("dark")
    known = settings.read()
    assert (known.sync_on_change, known.sync_every_minutes, known.sync_at) == (False, 0, ["07:00"])
    assert known.colors == "dark"
    assert known.pairs == before.pairs
    assert "# mine" in settings.path.read_text()
    settings.set_schedule(Schedule())
    settings.set_colors("system")
    assert settings.read() == before
    assert "sync_" not in settings.path.read_text()


@pytest.mark.parametrize(
    "line",
    ['colors = "pink"', "sync_every_minutes = 4", "sync_every_minutes = -60", "sync_every_minutes = 10081",
     "sync_every_minutes = 7.5", "sync_on_change = 1"],
)  # fmt: skip
def test_a_schedule_or_colours_that_make_no_sense_are_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(f"version = 1\n{line}\n")
    with pytest.raises(StateError, match=line.split(maxsplit=1)[0]):
        Settings(tmp_path / "settings.toml").read()


@pytest.mark.parametrize(
    ("text", "detail"), [(f"history_days = {'9' * 5000}", "4300 digits"), (f"x = {'[' * 5000}", "too many levels")]
)
def test_what_no_number_and_no_list_can_be_is_told(tmp_path: Path, text: str, detail: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(StateError) as caught:
        Settings(tmp_path / "settings.toml").read()
    assert detail in caught.value.detail


def test_threads_read_one_after_the_other(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    convert, both = msgspec.convert, threading.Barrier(2)
    met: list[bool] = []

    def converted(data: Any, kind: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            both.wait(0.1)
            met.append(True)
        return convert(data, kind)

    monkeypatch.setattr(msgspec, "convert", converted)
    threads = [threading.Thread(target=settings.read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not met, "msgspec would end the process"
