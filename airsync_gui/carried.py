"""What of Airtable's values a local table gets in part only, by the field's type, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from airsync_gui.messages import plain
from airsync_gui.sync.schema import Field

IN_PART: Mapping[str, str] = MappingProxyType(
    {
        "multipleAttachments": "file names only",
        "barcode": "its text only",
        "button": "its label only",
        "aiText": "its text only",
        "singleCollaborator": "by e-mail address",
        "multipleCollaborators": "by e-mail address",
        "createdBy": "by e-mail address",
        "lastModifiedBy": "by e-mail address",
    }
)
"""Type → what of it is carried."""
NOT_COMPUTED = frozenset({"multipleAttachments", "barcode"})


def read_only_words(field: Field) -> str:
    """Why a read-only field is never written, and what of it is shown: ``computed``, ``file names only``."""
    part = IN_PART.get(field.type, "")
    if field.type in NOT_COMPUTED:
        return part
    return f"computed, {part}" if part else "computed"


def read_only_line(field: Field) -> str:
    """The same behind the field's name: ``Photos (file names only)``."""
    return f"{plain(field.name)} ({read_only_words(field)})"
