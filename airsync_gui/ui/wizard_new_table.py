"""The fields that a new Airtable table would get, in the wizard's third step."""

from __future__ import annotations

from collections.abc import Sequence

from airsync_gui.field_proposals import FieldProposal
from airsync_gui.messages import plain
from airsync_gui.ui.row_model import Column, RowModel, cell

TYPE_WORDS = {
    "singleLineText": "single line text",
    "multilineText": "long text",
    "number": "number",
    "percent": "percent",
    "currency": "currency",
    "checkbox": "check box",
    "date": "date",
    "dateTime": "date and time",
    "email": "e-mail",
    "url": "URL",
    "phoneNumber": "phone number",
    "singleSelect": "single select",
    "multipleSelects": "multiple select",
}


def proposal_model(proposals: Sequence[FieldProposal]) -> RowModel[FieldProposal]:
    """Column, type, and why."""
    columns: tuple[Column[FieldProposal], ...] = (
        Column("Field", lambda p: cell(plain(p.field_name, 120)), "A field's usual name"),
        Column("Type", lambda p: cell(_type_words(p)), "single line text"),
        Column("Because", lambda p: cell(plain(p.why, 160), "text2"), room=0),
    )
    model = RowModel(columns, lambda p: p.column, lambda p: f"{plain(p.field_name, 80)}: {_type_words(p)}, {p.why}")
    model.show(list(proposals))
    return model


def _type_words(proposal: FieldProposal) -> str:
    return TYPE_WORDS.get(proposal.type, proposal.type)
