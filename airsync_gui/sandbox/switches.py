"""Behaviours of Airtable that nobody documents, each behind a name.

A client has to work with either setting; the defaults are the likelier or the harsher one.
"""

from __future__ import annotations

from dataclasses import dataclass


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
