"""What a person has set: two accounts, one of them with an old token, a plan, and places."""

from __future__ import annotations

from airsync_gui.jobs.preferences import AccountLine, PlaceLine, Preferences

KNOWN = Preferences(plan="free")
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
