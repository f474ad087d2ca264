"""What the pair wizard asks, over a real file and a real sandbox."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from airsync_gui.credentials import Secret
from airsync_gui.errors import KeyRejected, UsageError
from airsync_gui.jobs.cancel import CancelFlag
from tests.fakes.reports import crash_report
from tests.jobs.bench import Bench, silent


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


def test_a_unit_that_is_left_off_is_kept_with_the_pair(bench: Bench) -> None:
    base = bench.sandbox.base("Club")
    where = (base.id, bench.people.id)
    bench.write(("Ada", "36 kg"), ("Ben", "41 kg"))
    (misfit,) = bench.service.check_wishes(bench.wishes(), *where).misfits
    assert misfit.unit is not None
    wishes = bench.wishes(styles={"Age": misfit.unit.style})
    assert bench.service.check_wishes(wishes, *where).misfits == ()
    preview = bench.service.preview_wishes(wishes, *where, silent, CancelFlag())
    assert [op.label for op in preview.plan.operations] == ["Ada", "Ben"]
    pair_id = bench.service.add_pair(wishes, *where)
    bench.sync(pair_id)
    assert [record["fields"]["Age"] for record in bench.people.records()] == [36, 41]
    bench.people.edit(bench.people.find(Name="Ada"), {"Age": 37})
    bench.sync(pair_id)
    assert "Ada,37 kg" in (bench.folder / "people.csv").read_text()


def test_beside_a_unit_the_decimal_mark_that_a_column_proved_is_remembered(bench: Bench) -> None:
    base = bench.sandbox.base("Club")
    (bench.folder / "people.csv").write_text("Name;Age\nAda;36,5 kg\n", encoding="utf-8")
    pair_id = bench.service.add_pair(bench.wishes(styles={"Age": "unit kg"}), base.id, bench.people.id)
    for _ in range(2):
        bench.sync(pair_id)
        assert bench.app.settings.styles("People")["Age"] == "decimal comma, unit kg"
