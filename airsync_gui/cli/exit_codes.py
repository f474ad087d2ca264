"""What a command ends with: one code for each kind of error, and which of several counts."""

from __future__ import annotations

from collections.abc import Sequence

from airsync_gui import errors


def exit_code(error: BaseException) -> int:
    """What a sync ends with when this error ended it."""
    for kinds, code in _EXIT_CODES:
        if isinstance(error, kinds):
            return code
    return 1


def command_exit_code(error: BaseException) -> int:
    """What a command other than a sync ends with: a name that is not there is a fault of what was typed."""
    code = exit_code(error)
    if isinstance(error, errors.NotFound):
        return 2
    return 1 if code == 4 else code


_EXIT_CODES: Sequence[tuple[tuple[type[BaseException], ...], int]] = (
    ((errors.Cancelled, KeyboardInterrupt), 130),
    ((errors.UsageError,), 2),
    ((errors.AccessDenied,), 5),
    ((errors.Transient, errors.AllowanceSpent), 6),
    ((errors.Stopped, errors.TableMissing, errors.TableUnreadable, errors.NotFound), 4),
)

EXIT_ORDER = (130, 5, 6, 4, 1, 2, 3, 7, 0)
"""Which code stands when several pairs end differently."""


def worst(codes: Sequence[int]) -> int:
    """The code of a command over several pairs."""
    return min(codes, key=EXIT_ORDER.index, default=0)
