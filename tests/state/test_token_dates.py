"""When tokens were stored: kept by account and host, replaced, forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from airsync_gui.state import token_dates
from airsync_gui.state.database import Database

THEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_the_latest_date_of_each_account_is_kept(database: Database) -> None:
    later = THEN + timedelta(days=3)
    token_dates.note(database, "work", "api.airtable.com", THEN)
    token_dates.note(database, "home", "api.airtable.com", THEN)
    token_dates.note(database, "work", "127.0.0.1", later)
    token_dates.note(database, "home", "api.airtable.com", later)
    assert token_dates.stored_on(database, "api.airtable.com") == {"home": later, "work": THEN}
    token_dates.forget(database, "work", "api.airtable.com")
    assert token_dates.stored_on(database, "api.airtable.com") == {"home": later}
    assert token_dates.stored_on(database, "127.0.0.1") == {"work": later}


def test_what_is_known_already_is_not_written_again(database: Database) -> None:
    token_dates.note(database, "work", "api.airtable.com", THEN)
    before = database.connection().total_changes
    token_dates.note(database, "work", "api.airtable.com", THEN)
    assert database.connection().total_changes == before
