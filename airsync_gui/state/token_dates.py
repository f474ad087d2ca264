"""When each access token was stored, as the keyring last said; the tokens themselves are in the keyring."""

from __future__ import annotations

from datetime import datetime

from airsync_gui.state.database import Database
from airsync_gui.state.decoding import decoding


def note(database: Database, account: str, host: str, stored_at: datetime) -> None:
    """Keep it, in place of what was known."""
    known = stored_on(database, host).get(account)
    if known != stored_at:
        with database.transaction() as db:
            db.execute("INSERT OR REPLACE INTO token_dates VALUES (?, ?, ?)", (account, host, stored_at.isoformat()))


def forget(database: Database, account: str, host: str) -> None:
    """It is not stored any more."""
    with database.transaction() as db:
        db.execute("DELETE FROM token_dates WHERE account = ? AND host = ?", (account, host))


@decoding
def stored_on(database: Database, host: str) -> dict[str, datetime]:
    """Account → when its token for this host was stored."""
    with database.reading() as db:
        rows = db.execute("SELECT account, stored_at FROM token_dates WHERE host = ? ORDER BY account", (host,))
        return {row["account"]: datetime.fromisoformat(row["stored_at"]) for row in rows}
