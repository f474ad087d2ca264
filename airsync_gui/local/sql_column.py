"""What every mapped column of a database has in common: each stored value is read once."""

from __future__ import annotations

from abc import ABC, abstractmethod

from airsync_gui.local.sql_database import Raw
from airsync_gui.local.sql_shape import ColumnShape
from airsync_gui.sync.records import CellProblem, Value
from airsync_gui.sync.schema import Field


class MappedColumn(ABC):
    """One mapped column that is there; see :class:`airsync_gui.local.sql_database.SqlColumn`."""

    def __init__(self, name: str, shape: ColumnShape, field: Field) -> None:
        self.name, self.column, self.field = name, shape.name, field
        self._shape = shape
        self._known: dict[Raw, Value | CellProblem] = {}

    @property
    def fills_itself(self) -> bool:
        """See SqlColumn."""
        return self._shape.has_default or self._shape.generated

    def read(self, raw: Raw) -> Value | CellProblem:
        """See SqlColumn."""
        if raw is None or raw == "":
            return None
        if raw not in self._known:
            self._known[raw] = self._read(raw)
        return self._known[raw]

    @abstractmethod
    def _read(self, raw: Raw) -> Value | CellProblem:
        """The canonical value of one that is not blank, or why it has none."""
