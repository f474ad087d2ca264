"""Duplicates as the window shows them: frozen values, as in :mod:`airsync_gui.jobs.snapshots`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from airsync_gui.jobs.snapshots import Place
    from airsync_gui.sync.records import FieldId, Value


class DuplicateRecord(Struct, frozen=True):
    """One of a group.

    Attributes:
        name: what it is called where it is, and what a merge names it by: ``recX…``, ``row 88``.
        known: whether it was ever in step.
        values: (field's name, value) of what is filled in.
    """

    name: str
    known: bool
    values: tuple[tuple[str, Value], ...]


class DuplicateGroup(Struct, frozen=True):
    """Records that stand more than once.

    Attributes:
        label: the key, as the first of them has it.
        differing: (field, its name, its values, each once) where filled values differ.
        why_not: why they can't be merged here, and what to do instead; empty where they can.
    """

    group_id: str
    pair_id: str
    label: str
    place: Place
    records: tuple[DuplicateRecord, ...]
    differing: tuple[tuple[FieldId, str, tuple[Value, ...]], ...]
    why_not: str = ""


class MergePreview(Struct, frozen=True):
    """What merging a group would do.

    Attributes:
        plan_id: agreeing to what is shown is a :class:`airsync_gui.sync.run.Consent` with this id.
        sentence: what would be written and deleted, in words, with its price.
        stop: what a guard says to it; empty where none does.
        left_out: names of fields that take no part in the pair: what the others have in them is gone.
    """

    group_id: str
    plan_id: str
    sentence: str
    stop: str = ""
    left_out: tuple[str, ...] = ()
