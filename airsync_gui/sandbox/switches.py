"""Behaviours of Airtable that nobody documents, each behind a name.

A client has to work with either setting; the defaults are the likelier or the harsher one. They can be set in Python,
on the command line (``--switch gone_is_forbidden=true``) and through the side door (``POST /_sandbox/switches``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

CHOICES = {
    "missing_in_delete": ("ROW_DOES_NOT_EXIST", "MODEL_ID_NOT_FOUND", "rest"),
    "over_allowance": ("refuse", "slow"),
}
"""The words that those switches take that are no yes or no, and no amount."""


@dataclass
class Switches:
    """One attribute a doubt. All may be changed while the sandbox runs."""

    round_numbers: bool = False
    """Round number, currency and percent to the field's precision when written, in place of keeping all digits."""
    retry_after: bool = False
    """Send ``Retry-After: 30`` with a rate-limit 429."""
    refuse_all_when_limited: bool = True
    """After a 429 refuse every call for 30 s, in place of only those above the rate."""
    prolong_penalty: bool = False
    """A call refused during the 30 s starts them again."""
    meta_shares_limit: bool = True
    """Metadata calls for a base count towards that base's 5 a second."""
    refused_calls_count: bool = False
    """Refused calls (429) count towards the month."""
    gone_is_forbidden: bool = False
    """A get of an unknown record gives the 403 in place of the bare 404."""
    repeated_id_last_wins: bool = False
    """The same id twice in an update applies in order, in place of a 422."""
    repeated_merge_key_duplicates: bool = False
    """The same new merge key twice in an upsert makes two rows, in place of one row written twice."""
    equal_write_touches: bool = False
    """Writing a value equal to the stored one moves the last-modified time."""
    links_touch_other_side: bool = True
    """A link made, cut or deleted from the other table moves this row's last-modified time."""
    whole_seconds: bool = True
    """Last-modified times have no milliseconds (``.000Z``), as seen in practice. createdTime never has."""
    offset_life_s: float = 300.0
    """Idle seconds after which a list's offset is refused."""
    max_body_bytes: int = 5_000_000
    """Largest request body; above it 413."""
    several_matches_type: str = "INVALID_RECORDS"
    """The error type of an upsert that fits several rows."""
    missing_in_delete: str = "ROW_DOES_NOT_EXIST"
    """What an unknown id in a batch delete does: that 422, the 404 ``MODEL_ID_NOT_FOUND``, or nothing: ``rest``."""
    fill_pages: bool = False
    """Rows deleted since the list began are made up for by later ones, in place of leaving the page short."""
    upsert_ignores_case: bool = False
    """An upsert matches texts without regard to case and to blanks around them."""
    apply_defaults: bool = False
    """Rows created through the API start with the fields' default values, as a person's do."""
    over_allowance: str = "refuse"
    """Calls above the month's allowance: ``refuse`` them (Free), or ``slow`` the base down to 2 a second (Team)."""
    formulas_creatable: bool = False
    """The API makes formula fields and changes their text, as newer reports have it, in place of refusing both."""
    empty_replies: bool = False
    """Deleting a webhook and turning its notifications on or off is answered with an empty body, not with ``{}``."""
    lost_cursor_refused: bool = False
    """A cursor below the oldest payload kept gives a 422, in place of the payloads from there on without a word."""
    refresh_revives: bool = False
    """A webhook that has expired can be refreshed, in place of a 422."""
    computed_payloads: bool = True
    """What formulas, look-ups, roll-ups and counts make of an action comes in a payload of its own, not at all."""
    payload_records: int = 100
    """Rows of one action in one payload, more coming in further ones; 0 is no end."""

    def set(self, settings: Mapping[str, Any]) -> None:
        """Set from JSON, or from texts such as a command line has.

        Raises:
            ValueError: a name is unknown or a value does not fit; then nothing is set.
        """
        checked = {name: self._fitting(name, value) for name, value in settings.items()}
        for name, value in checked.items():
            setattr(self, name, value)

    def as_json(self) -> dict[str, Any]:
        """Name to value."""
        return asdict(self)

    def _fitting(self, name: str, value: Any) -> bool | int | float | str:
        known = self.as_json()
        if name not in known:
            raise ValueError(f"there is no switch {name}; there are {', '.join(known)}")
        text = str(value)
        if isinstance(known[name], bool) and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if isinstance(known[name], str) and text in CHOICES.get(name, (text,)):
            return text
        if isinstance(known[name], int | float) and not isinstance(known[name], bool):
            return int(text) if isinstance(known[name], int) else float(text)
        raise ValueError(f"{name} can't be {text}")
