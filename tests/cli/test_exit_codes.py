"""What a command ends with."""

from __future__ import annotations

import pytest

from airsync_gui import errors
from airsync_gui.cli.exit_codes import EXIT_ORDER, command_exit_code, exit_code, worst
from airsync_gui.errors import AirSyncError

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, AirSyncError)]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_error_has_its_place_among_several(kind: type[AirSyncError]) -> None:
    assert exit_code(kind()) in EXIT_ORDER


def test_a_bug_is_an_error_and_ctrl_c_a_cancel() -> None:
    assert exit_code(ZeroDivisionError()) == 1
    assert exit_code(KeyboardInterrupt()) == 130


@pytest.mark.parametrize(
    ("error", "code", "of_a_command"),
    [
        (errors.Cancelled(), 130, 130),
        (errors.KeyRejected(), 5, 5),
        (errors.NotPermitted(), 5, 5),
        (errors.NoKey(), 5, 5),
        (errors.KeyringUnavailable(), 5, 5),
        (errors.Unreachable(), 6, 6),
        (errors.ServerFault(), 6, 6),
        (errors.RateLimited(), 6, 6),
        (errors.AllowanceSpent(), 6, 6),
        (errors.Stopped(), 4, 1),
        (errors.TableMissing(), 4, 1),
        (errors.TableUnreadable(), 4, 1),
        (errors.NotFound(what="table"), 4, 2),
        (errors.UsageError(), 2, 2),
        (errors.TableNotWritable(), 1, 1),
        (errors.ChangedUnderneath(), 1, 1),
        (errors.StateDamaged(), 1, 1),
        (errors.StateTooNew(), 1, 1),
        (errors.Busy(), 1, 1),
        (errors.InvalidValue(), 1, 1),
        (errors.ConflictError(), 1, 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_an_error_ends_a_sync_and_another_command_with_its_code(
    error: AirSyncError, code: int, of_a_command: int
) -> None:
    assert exit_code(error) == code
    assert command_exit_code(error) == of_a_command


def test_the_worst_of_several_codes_stands() -> None:
    assert worst([]) == 0
    for place, code in enumerate(EXIT_ORDER):
        assert worst(EXIT_ORDER[place:][::-1]) == code
    assert worst([0, 2, 3]) == 2
