"""A pair in the making: what the person chose so far, and what follows from it by itself. No widgets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct, field

from airsync_gui.jobs.pair_rules import is_text
from airsync_gui.jobs.wizard_choices import BaseChoice, FilePreview, TableChoice
from airsync_gui.messages import plain
from airsync_gui.pair_setup import Wishes
from airsync_gui.schedule import Schedule
from airsync_gui.settings import LONGEST_NAME
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.records import FieldId
from airsync_gui.sync.schema import Field
from airsync_gui.wording import tr

ACCOUNT = "default"


class Draft(Struct):
    """What the wizard's steps fill in, one after the other; going back loses nothing of it.

    Attributes:
        wants_table: a new table is to be made in the base, from the local one.
        file_name: the local table's name: ``meals.csv``, ``health.db · workouts``.
        never_written: why the local table can only be read, as a phrase; empty where it can be written.
        partners: column → field; a column without one takes no part.
        units: column → the unit that is left off after its numbers.
        waived: columns whose cells that do not fit are left as they are, as the person said.
        by_hand: columns whose partner the person chose.
        matched_with: the table whose fields the partners are.
        key: fields that tell records apart.
        policies: field → policy, where it is not the pair's.
        schedule: of its own; None where it is that of all pairs, ``usual``.
    """

    name: str = ""
    base: BaseChoice | None = None
    table: TableChoice | None = None
    wants_table: bool = False
    file: FilePreview | None = None
    file_name: str = ""
    never_written: str = ""
    partners: dict[str, FieldId] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    waived: set[str] = field(default_factory=set)
    by_hand: set[str] = field(default_factory=set)
    matched_with: str = ""
    key: list[FieldId] = field(default_factory=list)
    key_by_hand: bool = False
    direction: Direction = Direction.BOTH
    drift: Drift = Drift.LEAVE
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK
    policies: dict[FieldId, Policy] = field(default_factory=dict)
    schedule: Schedule | None = None
    usual: Schedule = field(default_factory=Schedule)
    create_choices: bool = False
    ask_first: bool = False
    rolling: bool = False
    escape_formulas: bool = False

    # -- what is chosen ---------------------------------------------------------------------------------------------

    @property
    def fields(self) -> dict[FieldId, Field]:
        """The table's fields by id."""
        return {f.id: f for f in self.table.fields} if self.table else {}

    @property
    def columns(self) -> tuple[str, ...]:
        """The local table's columns."""
        return self.file.columns if self.file else ()

    @property
    def is_text(self) -> bool:
        """Whether the local table is a CSV or TSV file, which a spreadsheet may open."""
        return self.file is not None and is_text(self.file.source)

    @property
    def ruled_fields(self) -> tuple[tuple[FieldId, str], ...]:
        """(id, name) of each field that may have a rule of its own: both sides can change it."""
        known = self.fields
        found = (known.get(f) for f in self.partners.values())
        return tuple((f.id, f.name) for f in found if f is not None and not f.read_only)

    @property
    def airtable_name(self) -> str:
        """``Habits › Meals``."""
        if self.base is not None and self.wants_table:
            return tr("{base} › a new table", base=plain(self.base.name, 60))
        if self.base is None or self.table is None:
            return ""
        return f"{plain(self.base.name, 60)} › {plain(self.table.name, 60)}"

    @property
    def where(self) -> tuple[str, str]:
        """Base and table by id."""
        return (self.table.base_id, self.table.table_id) if self.table else ("", "")

    def choose_table(self, base: BaseChoice, table: TableChoice | None) -> None:
        """This base and table; partners are looked for anew where it is another table."""
        self.base, self.table, self.wants_table = base, table, False
        if table is None:
            return
        if table.table_id != self.matched_with:
            self.by_hand.clear()
            self.partners.clear()
            self.units.clear()
            self.waived.clear()
            self.key_by_hand = False
            self.matched_with = table.table_id
        self.match()

    def choose_new_table(self) -> None:
        """A table that is not there yet, in the base that is chosen."""
        self.table, self.wants_table = None, True

    def choose_file(self, file: FilePreview, name: str, never_written: str = "") -> None:
        """This local table; what was chosen for columns that it has too stays."""
        self.file, self.file_name, self.never_written = file, name, never_written
        self.by_hand &= set(file.columns)
        if never_written:
            self.direction = Direction.PUSH
        self.match()

    def match(self) -> None:
        """Find a partner for every column that the person decided nothing about, and a key."""
        kept = {c: f for c, f in self.partners.items() if c in self.by_hand and f in self.fields}
        free = [c for c in self.columns if c not in self.by_hand]
        self.partners = {**kept, **matched(free, self.fields.values(), set(kept.values()))}
        self.units = {column: unit for column, unit in self.units.items() if column in self.partners}
        self.waived &= self.partners.keys()
        usable = [f for f in self.key if self.may_be_key(f)]
        if not (self.key_by_hand and usable == self.key and usable):
            self.key, self.key_by_hand = self._likely_key(), False

    def assign(self, column: str, field_id: FieldId | None) -> None:
        """The person says which field a column belongs to; a field has one column, so another one loses it."""
        for other in [c for c, f in self.partners.items() if f == field_id and c != column]:
            del self.partners[other]
            self.by_hand.add(other)
        self.by_hand.add(column)
        self.units.pop(column, None)
        self.waived.discard(column)
        if field_id is None:
            self.partners.pop(column, None)
        else:
            self.partners[column] = field_id
        self.key = [f for f in self.key if self.may_be_key(f)]

    def set_key(self, field_id: FieldId, chosen: bool) -> None:
        """Make a field part of the key, or not."""
        self.key = [f for f in self.key if f != field_id] + ([field_id] if chosen else [])
        self.key_by_hand = True

    def may_be_key(self, field_id: FieldId) -> bool:
        """Whether a field has a column and can be written in Airtable."""
        found = self.fields.get(field_id)
        return found is not None and not found.read_only and field_id in self.partners.values()

    def column_of(self, field_id: FieldId) -> str:
        """The column that a field belongs to; empty for none."""
        return next((c for c, f in self.partners.items() if f == field_id), "")

    def _likely_key(self) -> list[FieldId]:
        """The table's first field where its column is unique, else the first unique column, else the first field."""
        unique = [self.partners[c] for c in (self.file.key_columns if self.file else ()) if c in self.partners]
        unique = [f for f in unique if self.may_be_key(f)]
        primary = [f.id for f in (self.table.fields[:1] if self.table else ()) if self.may_be_key(f.id)]
        likely = [f for f in primary if f in unique] or unique or primary
        return likely[:1]

    # -- what it makes ----------------------------------------------------------------------------------------------

    def wishes(self) -> Wishes:
        """The same for the service. Every partner is said, so that nothing is matched behind the person's back."""
        return Wishes(
            name=self.name,
            source=self.file.source if self.file else "",
            key=tuple(self.key),
            account=ACCOUNT,
            renames=dict(self.partners),
            left_out=tuple(c for c in self.columns if c not in self.partners),
            direction=self.direction,
            drift=self.drift,
            deletes=self.deletes,
            policy=self.policy,
            policies={f: policy for f, policy in self.policies.items() if f in dict(self.ruled_fields)},
            schedule=str(self.schedule) if self.schedule is not None else "",
            create_choices=self.create_choices,
            ask_first=self.ask_first,
            rolling=self.rolling,
            escape_formulas=self.escape_formulas and self.is_text,
            styles={column: f"unit {unit}" for column, unit in self.units.items() if column in self.partners},
        )


def matched(columns: Sequence[str], fields: Iterable[Field], taken: Collection[FieldId]) -> dict[str, FieldId]:
    """Column → field: exactly the same name, else the same letters and digits."""
    found: dict[str, FieldId] = {}
    free = [f for f in fields if f.id not in taken]
    for same in (str, letters):
        for column in columns:
            partner = next((f for f in free if same(f.name) == same(column) != ""), None)
            if column not in found and partner is not None:
                found[column] = partner.id
                free.remove(partner)
    return {column: found[column] for column in columns if column in found}


def letters(name: str) -> str:
    """A name's letters and digits in small letters: ``Protein (g)`` and ``protein_g`` are alike."""
    return "".join(character for character in name.casefold() if character.isalnum())


def free_name(wanted: str, taken: Collection[str]) -> str:
    """A name for a pair that none has yet: ``Meals``, ``Meals 2``."""
    first = plain(wanted, LONGEST_NAME - 5).strip().lstrip("-").strip() or tr("Pair")
    number, name = 1, first
    while name in taken:
        number += 1
        name = f"{first} {number}"
    return name
