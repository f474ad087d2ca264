"""The types of Airtable's fields in words, as Airtable itself names most of them."""

from __future__ import annotations

import re

from airsync_gui.wording import noop, tr

LONGEST = 60
_WORDS = {
    "singleLineText": noop("Single line text"),
    "multilineText": noop("Long text"),
    "richText": noop("Rich text"),
    "email": noop("Email"),
    "url": noop("URL"),
    "phoneNumber": noop("Phone number"),
    "number": noop("Number"),
    "percent": noop("Percent"),
    "currency": noop("Currency"),
    "rating": noop("Rating"),
    "duration": noop("Duration"),
    "checkbox": noop("Checkbox"),
    "date": noop("Date"),
    "dateTime": noop("Date and time"),
    "singleSelect": noop("Single select"),
    "multipleSelects": noop("Multiple select"),
    "singleCollaborator": noop("Single collaborator"),
    "multipleCollaborators": noop("Multiple collaborators"),
    "multipleRecordLinks": noop("Multiple record links"),
    "multipleAttachments": noop("Multiple attachments"),
    "barcode": noop("Barcode"),
    "button": noop("Button"),
    "formula": noop("Formula"),
    "rollup": noop("Rollup"),
    "count": noop("Count"),
    "lookup": noop("Lookup"),
    "multipleLookupValues": noop("Multiple lookup values"),
    "autoNumber": noop("Auto number"),
    "createdTime": noop("Created time"),
    "lastModifiedTime": noop("Last modified time"),
    "createdBy": noop("Created by"),
    "lastModifiedBy": noop("Last modified by"),
    "externalSyncSource": noop("External sync source"),
    "aiText": noop("AI text"),
}


def type_words(type_name: str) -> str:
    """Airtable's name of a type as words: ``Single line text``; also of one that came after us: ``Some new type``."""
    if type_name in _WORDS:
        return tr(_WORDS[type_name])
    letters = re.sub(r"[^A-Za-z0-9]", "", type_name)
    short = letters if len(letters) <= LONGEST else f"{letters[: LONGEST - 1]}…"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", short).lower()
    return words[:1].upper() + words[1:]
