"""A conflict in words: what happened as far as it is known, the values that clash, and what a person may answer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError
from airsync_gui.jobs.conflict_views import ConflictView, ResolutionPreview
from airsync_gui.jobs.service import Service
from airsync_gui.kept_words import field_news, said
from airsync_gui.messages import describe, plain
from airsync_gui.sync.operations import Conflict
from airsync_gui.sync.records import FieldId, Side, Uid
from airsync_gui.sync.schema import Field
from airsync_gui.sync.values import same
from airsync_gui.ui.conflict_choices import Choice, choices, delete_question
from airsync_gui.ui.text_runs import Run, runs, sentence, strong
from airsync_gui.ui.time_words import at_moment, moment
from airsync_gui.value_words import value_text
from airsync_gui.wording import plural, tr

MOST_FIELDS = 3
"""So many fields are shown with their values."""
NAME_LENGTH = 60
VALUE_LENGTH = 160


class Clash(Struct, frozen=True):
    """One field with its values in words.

    Attributes:
        last: its value when last in step; empty where it never was.
        local, airtable: None where the side has no such record.
    """

    name: str
    last: str
    local: str | None
    airtable: str | None


class Places(Struct, frozen=True):
    """Where a column may belong whose field is gone, or is of another type.

    Attributes:
        field_id: its field.
        fields: those that it may be mapped to; its own among them, if that is still there.
        may_leave: whether both may be taken out of the pair.
    """

    column: str
    field_id: FieldId
    fields: tuple[Field, ...]
    may_leave: bool = True


class Detail(Struct, frozen=True):
    """One conflict as its panel shows it.

    Attributes:
        more_fields: how many are not among ``clashes``.
        gone: what stands for the values of a side that has no such record.
        advice: why it is left alone, where it is a field's.
        places: where the column of a field that is left alone may belong.
    """

    pair_id: str
    uid: Uid
    record: str
    story: tuple[Run, ...]
    clashes: tuple[Clash, ...]
    more_fields: int
    choices: tuple[Choice, ...]
    seen: str
    sandbox: bool
    gone: str = ""
    delete_question: str = ""
    advice: str = ""
    places: Places | None = None


def load_detail(service: Service, pair_id: str, uid: Uid) -> Detail:
    """A conflict with what each answer would do. Blocks. Raises NotFound when it is settled by now."""
    view = service.conflict(pair_id, uid)
    asked = tuple(_asked(service, view, choice) for choice in choices(view))
    return replace(detail(view), pair_id=pair_id, uid=uid, choices=asked, places=_places(service, view))


def _places(service: Service, view: ConflictView) -> Places | None:
    if view.conflict.kind != "schema":
        return None
    pair, field_id = view.pair, view.conflict.fields[0]
    column = pair.columns.get(field_id, "")
    return Places(column, field_id, tuple(service.free_fields(pair.id, field_id)), field_id not in pair.key)


def _asked(service: Service, view: ConflictView, choice: Choice) -> Choice:
    try:
        preview = service.preview_resolution(view.pair.id, view.conflict.uid, choice.answer)
    except AirSyncError as error:
        why_not = str(describe(error))
        return replace(choice, outcome=why_not, told=why_not, done=why_not)
    told = outcome(preview, view)
    return replace(choice, outcome=told, told=_behind(choice.lead, told, view), done=preview.changes or told)


def _behind(lead: str, outcome: str, view: ConflictView) -> str:
    """``Taking 15: Airtable Minutes 20 → 15.``: one colon is enough."""
    if not lead.endswith(":"):
        return outcome
    names = ("Airtable", view.local.name)
    return next((name + outcome[len(name) + 1 :] for name in names if outcome.startswith(f"{name}: ")), outcome)


def outcome(preview: ResolutionPreview, view: ConflictView) -> str:
    """What an answer would do, or why it can't be given."""
    if preview.error is not None:
        return str(preview.error)
    if preview.problems:
        field_id, why = preview.problems[0]
        return tr("Not possible: {field} {why}.", field=field_name(view, field_id), why=said(why))
    return preview.sentence


def detail(view: ConflictView) -> Detail:
    """A conflict as its panel shows it, before it is known what answers would do."""
    conflict = view.conflict
    fields = clashing(conflict)
    shown = fields[:MOST_FIELDS]
    return Detail(
        pair_id=view.pair.id,
        uid=conflict.uid,
        record=plain(conflict.label, NAME_LENGTH * 2),
        story=story(view),
        clashes=tuple(_clash(view, field_id) for field_id in shown) if conflict.kind != "schema" else (),
        more_fields=len(fields) - len(shown),
        choices=choices(view),
        seen=tr("seen {time}", time=at_moment(view.seen_at)),
        sandbox=view.airtable.sandbox,
        gone=tr("no record here") if conflict.kind == "undone" else tr("deleted"),
        delete_question=delete_question(view),
        advice=_advice(conflict),
    )


# -- fields and values ------------------------------------------------------------------------------------------------


def clashing(conflict: Conflict) -> tuple[FieldId, ...]:
    """The fields that a person has to look at."""
    if conflict.fields:
        return conflict.fields
    local, airtable = conflict.local or {}, conflict.airtable or {}
    return tuple(f for f in {**local, **airtable} if not same(local.get(f), airtable.get(f)))


def field_name(view: ConflictView, field_id: FieldId) -> str:
    """A field as a person knows it."""
    return plain(view.pair.field_names.get(field_id, field_id), NAME_LENGTH)


def _clash(view: ConflictView, field_id: FieldId) -> Clash:
    conflict = view.conflict
    return Clash(
        field_name(view, field_id),
        _last(conflict, field_id),
        *(_value(conflict, side, field_id) for side in (Side.LOCAL, Side.AIRTABLE)),
    )


def _last(conflict: Conflict, field_id: FieldId) -> str:
    for ancestor in (conflict.local_ancestor, conflict.airtable_ancestor):
        if field_id in ancestor:
            return value_text(ancestor[field_id], NAME_LENGTH)
    return ""


def _value(conflict: Conflict, side: Side, field_id: FieldId) -> str | None:
    values = conflict.of(side)
    return None if values is None else value_text(values.get(field_id), VALUE_LENGTH)


# -- what happened ----------------------------------------------------------------------------------------------------


def story(view: ConflictView) -> tuple[Run, ...]:
    """Who changed what, and when, as far as it is known: times are those at which AirSync saw it."""
    last = " " + tr("Last in step {time}.", time=moment(view.in_step_at)) if view.in_step_at else ""
    seen = sentence(
        tr("{event}, seen by AirSync {time}."), color="text2", event=_happened(view), time=at_moment(view.seen_at)
    )
    return (*seen, *runs(last, color="text2")) if last else seen


_RUNS = {"fields": "{fields}", "here": "{here}", "kept": "{kept}", "lost": "{lost}"}
"""Parts of a counted sentence that are put in as runs."""


def _happened(view: ConflictView) -> tuple[Run, ...]:
    conflict, here = view.conflict, plain(view.local.name, NAME_LENGTH)
    if conflict.kind == "schema":
        name = strong(plain(conflict.label, NAME_LENGTH))
        return sentence(tr("The field {field}: {why}"), color="text2", field=name, why=schema_words(conflict))
    if conflict.local is None or conflict.airtable is None:
        return _one_gone(view, here)
    differ = _differing(conflict, len(clashing(conflict)))
    return sentence(differ, color="text2", fields=_named(view), here=here)


def _differing(conflict: Conflict, count: int) -> str:
    if conflict.kind == "created_twice":
        return plural(
            "Made in {here} and in Airtable with the same key; {fields} differs",
            "Made in {here} and in Airtable with the same key; {fields} differ",
            count,
            **_RUNS,
        )
    if conflict.kind == "version_moved":
        return plural(
            "Edited in {here}, and its version moved in Airtable; {fields} differs",
            "Edited in {here}, and its version moved in Airtable; {fields} differ",
            count,
            **_RUNS,
        )
    if conflict.kind == "undone":
        return plural(
            "After an undo {fields} differs in {here} and in Airtable",
            "After an undo {fields} differ in {here} and in Airtable",
            count,
            **_RUNS,
        )
    return plural(
        "{fields} was changed in {here} and in Airtable",
        "{fields} were changed in {here} and in Airtable",
        count,
        **_RUNS,
    )


def _one_gone(view: ConflictView, here: str) -> tuple[Run, ...]:
    conflict = view.conflict
    places = (tr("in {place}", place=here), tr("in {place}", place="Airtable"))
    kept, lost = places if conflict.airtable is None else reversed(places)
    if conflict.kind == "undone":
        text = tr("After an undo the record is {kept} and not {lost}")
    elif not conflict.fields or not (conflict.local_ancestor or conflict.airtable_ancestor):
        text = tr("The record was edited {kept} and deleted {lost}")
    else:
        text = plural(
            "{fields} was changed {kept}; the record was deleted {lost}",
            "{fields} were changed {kept}; the record was deleted {lost}",
            len(conflict.fields),
            **_RUNS,
        )
    return sentence(text, color="text2", fields=_named(view), kept=kept, lost=lost)


def _named(view: ConflictView) -> tuple[Run, ...]:
    """``Age``, ``Age and City``, ``Age, City and 2 more fields``; the names bold."""
    fields = clashing(view.conflict)
    if not fields:
        return runs(tr("nothing"), color="text2")
    names = [strong(field_name(view, f), "text2") for f in fields]
    if len(names) == 1:
        return (names[0],)
    if len(names) <= MOST_FIELDS:
        return sentence(tr("{names} and {last}"), color="text2", names=_by_commas(names[:-1]), last=names[-1])
    more = plural("{names} and {n} more field", "{names} and {n} more fields", len(names) - 2, names="{names}")
    return sentence(more, color="text2", names=_by_commas(names[:2]))


def _by_commas(names: Sequence[Run]) -> tuple[Run, ...]:
    return runs(*(part for name in names for part in (", ", name)), color="text2")[1:]


def schema_words(conflict: Conflict) -> str:
    """What happened to a field of the table."""
    return field_news(plain(conflict.local_label, 120))


def _advice(conflict: Conflict) -> str:
    if conflict.kind != "schema":
        return ""
    return tr(
        "AirSync leaves this field alone until that is settled; all others go on. It may also be brought back in "
        "Airtable."
    )
