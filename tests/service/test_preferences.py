"""What the Settings page is told: preferences, stored tokens without the tokens, places, and diagnostics."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from airsync_gui.credentials import SERVICE, Token
from airsync_gui.errors import NoKey, StateError
from airsync_gui.health_limits import HealthLimits
from airsync_gui.jobs.preferences import Preferences, UsualRules
from airsync_gui.schedule import Schedule
from airsync_gui.sync.pairs import Deletes, Direction, Policy
from tests.jobs.bench import Bench

SECRET = "pat0123456789ABCD." + "5ec4e7" * 10


def keep(bench: Bench, account: str, host: str, days: int) -> None:
    """A token that was stored so many days ago."""
    stored_at = (datetime.now(UTC) - timedelta(days=days, hours=1)).isoformat()
    entry = json.dumps({"secret": SECRET, "stored_at": stored_at})
    bench.keyring.set_password(SERVICE, f"{account}@{host}", entry)
    bench.app.settings.note_token(account, host, stored=True)


def test_what_is_changed_is_read_back_by_the_next_start(bench: Bench) -> None:
    assert bench.service.preferences() == Preferences()
    bench.service.set_plan("", 5000)
    bench.service.set_schedule(Schedule(False, 360))
    bench.service.set_colors("dark")
    bench.reopen()
    assert bench.service.preferences() == Preferences("", 5000, False, 360, "dark")
    bench.service.set_plan("free", None)
    assert bench.service.preferences().calls_per_month is None
    bench.service.set_plan("", None)
    assert bench.service.preferences().plan == ""


def test_a_schedule_that_makes_no_sense_is_not_kept(bench: Bench) -> None:
    with pytest.raises(StateError, match="sync_every_minutes"):
        bench.service.set_schedule(Schedule(True, 1))
    assert bench.service.preferences() == Preferences()


def test_options_are_kept_one_by_one_and_only_where_they_make_sense(bench: Bench) -> None:
    service = bench.service
    service.set_option("keep_in_tray", True)
    service.set_option("notifications", False)
    service.set_option("quiet_hours", "22:00-07:00")
    service.set_option("log_level", "debug")
    rules = UsualRules(Direction.PUSH, Deletes.KEEP, Policy.MERGE)
    service.set_usual_rules(rules)
    bench.reopen()
    known = bench.service.preferences()
    assert (known.keep_in_tray, known.notifications, known.quiet_hours) == (True, False, "22:00-07:00")
    assert (known.log_level, known.usual_rules) == ("debug", rules)
    for name, value in (("quiet_hours", "night"), ("log_level", "loud"), ("keep_in_tray", "yes")):
        with pytest.raises(StateError, match=name):
            bench.service.set_option(name, value)  # type: ignore[arg-type]
    assert bench.service.preferences() == known
    bench.service.set_usual_rules(UsualRules())
    assert "new_pairs" not in bench.app.paths.settings_file.read_text()


def test_the_limits_of_health_are_kept_where_they_make_sense(bench: Bench) -> None:
    limits = HealthLimits(error_percent=12.5, stale_hours=0, token_days=30)
    bench.service.set_health_limits(limits)
    bench.reopen()
    assert bench.service.preferences().limits == limits
    text = bench.app.paths.settings_file.read_text()
    assert "[health]" in text
    assert "queue_most" not in text  # as it is by default
    for wrong in ({"error_percent": 101.0}, {"token_days": -1}, {"stale_hours": float("nan")}):
        with pytest.raises(StateError, match=next(iter(wrong))):
            bench.service.set_health_limits(HealthLimits(**wrong))
    assert bench.service.preferences().limits == limits
    keep(bench, "work", "api.airtable.com", 31)
    assert bench.service.accounts()[0].old
    bench.service.set_health_limits(HealthLimits())
    assert "health" not in bench.app.paths.settings_file.read_text()


def test_the_desktop_starts_it_by_itself_or_not(bench: Bench) -> None:
    assert bench.service.preferences().start_at_login is False
    bench.service.set_start_at_login(True)
    bench.reopen()
    assert bench.service.preferences().start_at_login is True
    entries = list((bench.folder / "desktop" / "autostart").iterdir())
    assert [entry.suffix for entry in entries] == [".desktop"]
    assert f"--profile {bench.app.paths.config} --background" in entries[0].read_text()
    bench.service.set_start_at_login(False)
    bench.service.set_start_at_login(False)
    assert bench.service.preferences().start_at_login is False
    bench.app.throw_away = True
    assert bench.service.preferences().start_at_login is None


def test_a_place_that_cannot_be_written_is_told(bench: Bench) -> None:
    (bench.folder / "desktop").write_text("no folder")
    with pytest.raises(StateError, match=r"directory|exists"):
        bench.service.set_start_at_login(True)


def test_tokens_are_listed_with_their_age_and_never_shown(bench: Bench) -> None:
    for account, host, days in (("work", "api.airtable.com", 89), ("home", "api.airtable.com", 90)):
        keep(bench, account, host, days)
    work, home = bench.service.accounts()
    assert (work.account, work.host, work.age_days, work.old) == ("work", "api.airtable.com", 89, False)
    assert (home.age_days, home.old, home.label) == (90, True, "pat0123456789ABCD.…")
    assert not home.in_use  # the window talks to the sandbox
    assert SECRET not in repr((work, home))


def test_a_token_of_the_airtable_in_use_says_how_many_pairs_need_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.write()
    bench.add_pair()
    settings = bench.app.paths.settings_file
    settings.write_text(settings.read_text().replace('"this computer"', '"api.airtable.com"'))
    keep(bench, "default", "api.airtable.com", 0)
    monkeypatch.delenv("AIRTABLE_ENDPOINT_URL")
    bench.reopen()
    (line,) = bench.service.accounts()
    assert (line.in_use, line.pairs, line.age_days) == (True, 1, 0)


def test_one_that_the_keyring_does_not_have_is_listed_with_what_is_wrong(bench: Bench) -> None:
    bench.app.settings.note_token("gone", "api.airtable.com", stored=True)
    (line,) = bench.service.accounts()
    assert (line.label, line.age_days, line.problem) == ("", None, "No access token")


def test_a_forgotten_token_is_gone_at_once(bench: Bench) -> None:
    host = bench.app.endpoint.host
    bench.app.keep_token("work", Token(SECRET))
    assert bench.app.token_of("work").reveal() == SECRET
    bench.service.forget_token("work", host)
    assert bench.service.accounts() == ()
    assert bench.app.token_of("work").reveal() != SECRET  # the sandbox's own
    with pytest.raises(NoKey):
        bench.app.secrets.load("work", host)


def test_places_say_whether_they_are_there(bench: Bench) -> None:
    bench.service.set_colors("dark")
    places = {place.name: place for place in bench.service.places()}
    assert places["Settings"].path == str(bench.app.paths.settings_file)
    assert (places["Settings"].there, places["Logs"].there) == (True, False)


def test_diagnostics_are_the_doctors_and_hold_no_secret(bench: Bench) -> None:
    bench.app.keep_token("default", Token(SECRET))
    text = bench.service.diagnostics()
    assert "BAD  Airtable" in text  # the sandbox does not know this token
    assert str(bench.app.paths.settings_file) in text
    assert SECRET not in text


def test_diagnostics_tell_of_a_state_file_that_cannot_be_opened(bench: Bench) -> None:
    bench.app.paths.state_file.parent.mkdir(parents=True)
    bench.app.paths.state_file.write_bytes(b"no database" * 100)
    assert "ok   AirSync" in bench.service.diagnostics()
