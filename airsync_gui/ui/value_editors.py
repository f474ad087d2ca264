"""The field's own editor, by its type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from airsync_gui.sync.pairs import Pair
from airsync_gui.sync.records import Value
from airsync_gui.sync.schema import Field
from airsync_gui.ui.choice_editors import ChoiceEditor, MembersEditor, RatingEditor, TickEditor
from airsync_gui.ui.line_editors import DayEditor, LineEditor, LongTextEditor
from airsync_gui.ui.value_editor import ValueEditor

_BY_TYPE: Mapping[str, Callable[[Field, Value, Pair, QWidget], ValueEditor]] = MappingProxyType(
    {
        "multilineText": LongTextEditor,
        "richText": LongTextEditor,
        "singleSelect": ChoiceEditor,
        "rating": RatingEditor,
        "checkbox": TickEditor,
        "date": DayEditor,
        "dateTime": DayEditor,
    }
)


def editor_for(field: Field, value: Value, pair: Pair, parent: QWidget) -> ValueEditor:
    """The editor of this field's type, with a value to start from."""
    if field.type == "multipleSelects" and not pair.create_choices:
        return MembersEditor(field, value, pair, parent)
    return _BY_TYPE.get(field.type, LineEditor)(field, value, pair, parent)
