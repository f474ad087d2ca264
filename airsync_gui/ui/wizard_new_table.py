"""The fields that a new Airtable table would get, in the wizard's third step."""

from __future__ import annotations

from collections.abc import Sequence

from airsync_gui.field_proposals import FieldProposal
from airsync_gui.messages import plain
from airsync_gui.ui.row_model import Column, RowModel, cell
from airsync_gui.wording import noop, tr

TYPE_WORDS = {
    "singleLineText": noop("single line text"),
    "multilineText": noop("long text"),
    "number": noop("number"),
    "percent": noop("percent"),
    "currency": noop("currency"),
    "checkbox": noop("check box"),
    "date": noop("date"),
    "dateTime": noop("date and time"),
    "email": noop("e-mail"),
    "url": noop("URL"),
    "phoneNumber": noop("phone number"),
    "singleSelect": noop("single select"),
    "multipleSelects": noop("multiple select"),
}


def proposal_model(proposals: Sequence[FieldProposal]) -> RowModel[FieldProposal]:
    """Column, type, and why."""
    columns: tuple[Column[FieldProposal], ...] = (
        Column(tr("Field"), lambda p: cell(plain(p.field_name, 120)), "A field's usual name"),
        Column(tr("Type"), lambda p: cell(_type_words(p)), tr("single line text")),
        Column(tr("Because"), lambda p: cell(plain(p.why, 160), "text2"), room=0),
    )
    model = RowModel(columns, lambda p: p.column, lambda p: f"{plain(p.field_name, 80)}: {_type_words(p)}, {p.why}")
    model.show(list(proposals))
    return model


def _type_words(proposal: FieldProposal) -> str:
    words = TYPE_WORDS.get(proposal.type)
    return tr(words) if words else proposal.type
