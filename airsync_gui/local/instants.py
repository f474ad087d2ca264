"""Dates with a time in text cells: ISO 8601, with an offset or in a stated zone; canonical are instants in UTC.

A time without offset belongs to the field's zone where it names one, else to this computer's. A local time that a
clock change skips or repeats is ambiguous. A written value takes the column's own way: its zone or lack of one, and
its precision; what a column of whole minutes drops shows when the value is read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from airsync_gui.local.dates import DateForm
from airsync_gui.local.forms import BadCell, CellForm, Texts, most_common
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import instant_text

_MOMENT = re.compile(
    r"(?P<date>[0-9./-]{8,11})(?P<between>[Tt]|[ ]{1,2})(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?[ ]?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


class InstantForm(CellForm):
    """A column of moments."""

    trims = True

    def __init__(self, field: Field, texts: Texts, style: str = "", zone: tzinfo | None = None) -> None:
        self._zone_name = str(field.result_options.get("timeZone") or "client")
        self._zone, self._zone_known = _zone_of(self._zone_name, zone)
        cells = [(found, n) for text, n in texts.items() if (found := _MOMENT.fullmatch(text.strip()))]
        self._dates = DateForm(_counted((found["date"], n) for found, n in cells), style)
        self.proven = self._dates.proven
        self._new = not cells
        self._by_clock = any(found["offset"] is None for found, _ in cells) and self._zone is not UTC
        self._between = most_common(((found["between"].upper(), n) for found, n in cells), "T")
        self._precision = most_common(((_precision(found), n) for found, n in cells), "milliseconds")
        self._offset = most_common(((_offset_style(found), n) for found, n in cells), "Z")
        self.about = self._describe()

    @property
    def reads_by(self) -> tuple[object, ...] | None:
        """See :class:`airsync_gui.local.forms.CellForm`; the rules of a zone change with this computer's updates."""
        return None if self._by_clock else self._dates.reads_by

    def read(self, text: str) -> Value:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        found = _MOMENT.fullmatch(text.strip())
        if found is None:
            raise self._not_a_moment(text.strip())
        day = self._dates.read_date(found["date"])
        fraction = (found["fraction"] or "")[:6].ljust(6, "0")
        try:
            time_of_day = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0), int(fraction))
            local = datetime.combine(day, time_of_day)
            offset = found["offset"]
            return (
                self._from_zone(local) if offset is None else local.replace(tzinfo=_offset_of(offset)).astimezone(UTC)
            )
        except (ValueError, OverflowError, OSError) as error:
            raise BadCell("is not a time that exists") from error

    def _not_a_moment(self, text: str) -> BadCell:
        try:
            day = self._dates.read_date(text)
        except BadCell:
            return BadCell("is not a date with a time")
        suggestion = f"{day.isoformat()}T00:00"
        return BadCell("is a date without a time", ambiguous=True, suggestion=suggestion)

    def _from_zone(self, local: datetime) -> datetime:
        if not self._zone_known:
            raise BadCell(f"has no offset, and the zone {self._zone_name} is not known here", ambiguous=True)
        early, late = (_in_zone(local, self._zone, fold) for fold in (0, 1))
        if early == late:
            return early
        if early.astimezone(self._zone).replace(tzinfo=None) == local:
            suggestion = local.replace(tzinfo=timezone(_round(local - early.replace(tzinfo=None)))).isoformat()
            raise BadCell("stands twice on the clock when it is set back", ambiguous=True, suggestion=suggestion)
        raise BadCell("is skipped when the clock is set forward", ambiguous=True)

    def write(self, value: Value) -> str:
        """See :class:`airsync_gui.local.forms.CellForm`."""
        if not isinstance(value, datetime):
            raise BadCell("is not a date with a time")
        if self._new:
            return instant_text(value)
        try:
            return self._shown(value)
        except (ValueError, OverflowError, OSError) as error:
            raise BadCell("can't be shown in its column's zone") from error

    def _shown(self, moment: datetime) -> str:
        local, offset = self._local(moment)
        text = f"{self._dates.write_date(local.date())}{self._between}{_time_text(local, self._precision)}"
        if not offset and self._is_unclear(local):
            offset = f"{local:%z}"[:3] + ":" + f"{local:%z}"[3:5]
        return text + offset

    def _local(self, moment: datetime) -> tuple[datetime, str]:
        """The moment as the column's clock shows it, and the offset to write behind it."""
        if self._offset == "Z":
            return moment.astimezone(UTC), "Z"
        if self._offset:
            return moment.astimezone(_offset_of(self._offset)), self._offset
        return moment.astimezone(self._zone), ""

    def _is_unclear(self, local: datetime) -> bool:
        try:
            self._from_zone(local.replace(tzinfo=None))
        except BadCell:
            return True
        return False

    def _describe(self) -> str:
        own = str(self._zone or "this computer's zone") if self._zone_name == "client" else self._zone_name
        zone = {"Z": "UTC", "": own}
        return f"date and time, {self._precision}, {zone.get(self._offset, self._offset)}"


def _zone_of(name: str, own: tzinfo | None) -> tuple[tzinfo | None, bool]:
    """The zone for times without offset, None standing for this computer's; and whether it is known here."""
    if name == "client":
        return own, True
    if name.lower() == "utc":
        return UTC, True
    try:
        return ZoneInfo(name), True
    except (KeyError, ValueError, OSError):
        return None, False


def _in_zone(local: datetime, zone: tzinfo | None, fold: int) -> datetime:
    # A naive datetime's astimezone() takes it for this computer's time, which is what no zone means here.
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _round(offset: timedelta) -> timedelta:
    return timedelta(minutes=round(offset.total_seconds() / 60))


def _offset_of(text: str) -> tzinfo:
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if text[0] == "-" else offset)


def _offset_style(found: re.Match[str]) -> str:
    return (found["offset"] or "").upper()


def _precision(found: re.Match[str]) -> str:
    if found["second"] is None:
        return "minutes"
    digits = len(found["fraction"] or "")
    return "seconds" if not digits else "milliseconds" if digits <= 3 else "microseconds"


def _time_text(local: datetime, precision: str) -> str:
    if precision == "milliseconds" and local.microsecond % 1000:
        precision = "microseconds"
    return local.time().isoformat(timespec=precision)


def _counted(pairs: Iterable[tuple[str, int]]) -> Texts:
    counts: dict[str, int] = {}
    for text, count in pairs:
        counts[text] = counts.get(text, 0) + count
    return counts
