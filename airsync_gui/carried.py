"""What of Airtable's values a local table gets in part only, by the field's type, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from airsync_gui.messages import plain
from airsync_gui.sync.schema import Field
from airsync_gui.wording import noop, tr

IN_PART: Mapping[str, str] = MappingProxyType(
    {
        "multipleAttachments": noop("file names only"),
        "barcode": noop("its text only"),
        "button": noop("its label only"),
        "aiText": noop("its text only"),
        "singleCollaborator": noop("by e-mail address"),
        "multipleCollaborators": noop("by e-mail address"),
        "createdBy": noop("by e-mail address"),
        "lastModifiedBy": noop("by e-mail address"),
    }
)
"""Type → what of it is carried."""
NOT_COMPUTED = frozenset({"multipleAttachments"})


def read_only_words(field: Field) -> str:
    """Why a read-only field is never written, and what of it is shown: ``computed``, ``file names only``."""
    part = IN_PART.get(field.type, "")
    if field.type in NOT_COMPUTED:
        return tr(part)
    return tr("computed, {part}", part=tr(part)) if part else tr("computed")


def read_only_line(field: Field) -> str:
    """The same behind the field's name: ``Photos (file names only)``."""
    return f"{plain(field.name)} ({read_only_words(field)})"
