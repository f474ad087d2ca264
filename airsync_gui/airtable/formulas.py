"""Filter formulas that find records by id or by the values of key fields.

https://support.airtable.com/docs/formula-field-reference. A formula may find too much (the caller compares), never too
little: where a type's values can't be matched exactly there is no formula, and the table is read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from airsync_gui.sync.records import Key, RecordId, Value
from airsync_gui.sync.schema import Field, Kind
from airsync_gui.sync.values import instant_text, is_blank, number_text

LONGEST = 12_000
"""Characters of one formula. No limit is documented for a POSTed one; 17,000 are known to work."""
KEYS_AT_ONCE = 50

_TEXT_TYPES = frozenset({"singleLineText", "multilineText", "email", "url", "phoneNumber", "singleSelect"})


def by_ids(record_ids: Iterable[RecordId]) -> str:
    """Matches records with these ids; ids that are gone match nothing."""
    return _any([f"RECORD_ID()={_quoted(record_id)}" for record_id in record_ids])


def modified_since(moment: datetime) -> str:
    """Matches records that were made or edited after that time; one that was never edited has no time of it."""
    since = _quoted(instant_text(moment))
    return f"OR(IS_AFTER(LAST_MODIFIED_TIME(),{since}),IS_AFTER(CREATED_TIME(),{since}))"


def by_keys(fields: Sequence[Field], keys: Sequence[Key]) -> list[str] | None:
    """Formulas of bounded length that together match every record with one of these keys.

    None where that can't be said in a formula.
    """
    tests = [_key_test(fields, key) for key in keys]
    if not fields or None in tests:
        return None
    return [_any(group) for group in _groups([test for test in tests if test is not None])]


def _key_test(fields: Sequence[Field], key: Key) -> str | None:
    tests = [_value_test(field, value) for field, value in zip(fields, key, strict=True)]
    known = [test for test in tests if test is not None]
    if len(known) < len(tests):
        return None
    return known[0] if len(known) == 1 else f"AND({','.join(known)})"


def _value_test(field: Field, value: Value) -> str | None:
    cell = f"{{{field.id}}}"
    if is_blank(value):
        return f"{cell}=BLANK()"  # also matches a zero
    if value is True:
        return f"{cell}=TRUE()"
    if isinstance(value, Decimal) and field.kind is Kind.NUMBER:
        return _number_test(cell, field, value)
    if isinstance(value, datetime):
        # By the minute: Airtable may have cut what we sent to milliseconds, seconds or minutes.
        return f"IS_SAME({cell},{_quoted(instant_text(value))},'minute')"
    if isinstance(value, date):
        return f"IS_SAME({cell},{_quoted(value.isoformat())},'day')"
    if isinstance(value, str) and field.type in _TEXT_TYPES and value.isprintable():
        spellings = dict.fromkeys((value, value.strip()))  # Airtable may have trimmed what we sent
        return _any([f"{cell}={_quoted(text)}" for text in spellings])
    return None


def _number_test(cell: str, field: Field, value: Decimal) -> str | None:
    if not value.is_finite():
        return None
    precision = int(field.result_options.get("precision") or 0)
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= precision:
        return f"{cell}={number_text(value)}"
    half = Decimal(5).scaleb(-precision - 1)  # Airtable may have rounded what we sent
    return f"AND({cell}>={number_text(value - half)},{cell}<={number_text(value + half)})"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _any(tests: Sequence[str]) -> str:
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _groups(tests: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    length = 0
    for test in tests:
        if group and (len(group) == KEYS_AT_ONCE or length + len(test) > LONGEST):
            yield group
            group, length = [], 0
        group.append(test)
        length += len(test) + 1
    if group:
        yield group
