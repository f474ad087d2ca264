"""What a person has set: two accounts, one of them with an old token, a plan, and places."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from airsync_gui.jobs.preferences import AccountLine, PlaceLine, Preferences
from airsync_gui.log_reading import LogEntry

KNOWN = Preferences(plan="free", sync_at=(time(7), time(19, 30)), quiet_hours="22:00-07:00")
ACCOUNTS = (
    AccountLine("default", "api.airtable.com", "patA1b2C3d4E5f6G7.…", 12, pairs=5),
    AccountLine("work", "api.airtable.com", "patQ9w8E7r6T5y4U3.…", 97, old=True, pairs=1),
)
PLACES = (
    PlaceLine("Settings", "/home/ada/.config/airsync-gui/settings.toml", "/home/ada/.config/airsync-gui", there=True),
    PlaceLine("Data", "/home/ada/.local/share/airsync-gui", "/home/ada/.local/share/airsync-gui", there=True),
    PlaceLine("Logs", "/home/ada/.local/state/airsync-gui/log", "/home/ada/.local/state/airsync-gui/log", there=True),
    PlaceLine(
        "Copies of your files",
        "/home/ada/.local/share/airsync-gui/backups",
        "/home/ada/.local/share/airsync-gui/backups",
        there=False,
    ),
)
_AT = datetime.now(UTC).replace(microsecond=0)
_TRACE = """run 41 of Body failed
Traceback (most recent call last):
  File "airsync_gui/local/csv_table.py", line 88, in read
airsync_gui.errors.TableMissing: body.csv is not there"""
LOG = tuple(
    LogEntry(0, _AT - timedelta(minutes=minutes), level, part, text)
    for minutes, level, part, text in (
        (2, "ERROR", "jobs", _TRACE),
        (3, "INFO", "app", "run 42 of Meals (plan 5be1c0aa9d12): 4 done, 0 refused, 2 conflicts, 0 held, 3 calls"),
        (3, "INFO", "app", "sync of Meals begins"),
        (31, "WARNING", "app", "the change feed of Habits is dead: its webhook expired; a new one is made"),
        (63, "DEBUG", "airtable", "a page of 100 records of tblMeals"),
        (
            64,
            "INFO",
            "app",
            "run 40 of Workouts (plan 77e887933bc2): 480 done, 0 refused, 0 conflicts, 0 held, 49 calls",
        ),
    )
)
