"""Reports as those write them who show every variable, as the standard library can and others do by default."""

from __future__ import annotations

import traceback


def crash_report(error: BaseException) -> str:
    """An error with what led to it, each frame with its variables; without the first one, which is the test's own."""
    error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
