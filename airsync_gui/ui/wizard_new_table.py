"""The fields that a new Airtable table would get, in the wizard's third step."""

from __future__ import annotations

from collections.abc import Sequence

from airsync_gui.field_proposals import FieldProposal
from airsync_gui.messages import plain
from airsync_gui.type_words import type_words
from airsync_gui.ui.row_model import Column, RowModel, cell
from airsync_gui.wording import tr


def proposal_model(proposals: Sequence[FieldProposal]) -> RowModel[FieldProposal]:
    """Column, type, and why."""
    columns: tuple[Column[FieldProposal], ...] = (
        Column(tr("Field"), lambda p: cell(plain(p.field_name, 120)), "A field's usual name"),
        Column(tr("Type"), lambda p: cell(type_words(p.type)), type_words("singleLineText")),
        Column(tr("Because"), lambda p: cell(plain(p.why, 160), "text2"), room=0),
    )
    model = RowModel(columns, lambda p: p.column, lambda p: f"{plain(p.field_name, 80)}: {type_words(p.type)}, {p.why}")
    model.show(list(proposals))
    return model
