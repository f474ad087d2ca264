"""The rules of a pair as a person sets them in the window."""

from __future__ import annotations

from msgspec import Struct, field

from airsync_gui.schedule import Schedule
from airsync_gui.sync.pairs import Deletes, Direction, Drift, Policy
from airsync_gui.sync.records import FieldId

TEXT_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")


def is_text(source: str) -> bool:
    """Whether a local table is a CSV or TSV file, which a spreadsheet may open."""
    return source.lower().endswith(TEXT_SUFFIXES)


class RuleSet(Struct):
    """What a new pair begins with, and what can be changed of one that there is.

    Attributes:
        policies: field → policy, where it is not the pair's.
        create_choices, ask_first, rolling, escape_formulas: as a :class:`airsync_gui.sync.pairs.Pair` has them.
        schedule: of its own; None where it is that of all pairs.
        zone: IANA name of the zone of local times without an offset; empty for this computer's.
    """

    direction: Direction = Direction.BOTH
    drift: Drift = Drift.LEAVE
    deletes: Deletes = Deletes.PROPAGATE
    policy: Policy = Policy.ASK
    policies: dict[FieldId, Policy] = field(default_factory=dict)
    create_choices: bool = False
    ask_first: bool = False
    rolling: bool = False
    escape_formulas: bool = False
    schedule: Schedule | None = None
    zone: str = ""


class RulesView(Struct, frozen=True):
    """A pair's rules, and what one has to know to change them.

    Attributes:
        fields: (id, name) of each that may have a policy of its own.
        usual: the schedule of all pairs.
        is_text: whether the local table is a file that a spreadsheet might run formulas of.
        zones: names of the zones there are; ``own_zone`` is this computer's, empty where it has no name.
        has_version: whether the pair has a version field, and so may be locked by it.
    """

    name: str
    rules: RuleSet
    fields: tuple[tuple[FieldId, str], ...] = ()
    usual: Schedule = field(default_factory=Schedule)
    is_text: bool = False
    has_version: bool = False
    zones: tuple[str, ...] = ()
    own_zone: str = ""
