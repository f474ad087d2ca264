"""PySide6 keeps count of True and None.

6.12.0 on Python 3.11 loses a reference to True with each emitted signal and one to None with each void call. The
interpreter then aborts after some hundred signals, often only on its way out, so a test run can say "passed" and
still exit 134. Hence the subprocess, judged by its exit status.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

OPERATIONS = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    sent = Signal(int)

def counts():
    return sys.getrefcount(True), sys.getrefcount(None)

sender = Sender()
before = counts()
for i in range(200):
    sender.sent.emit(i)
    sender.setObjectName("x")
after = counts()
lost = [old - new for old, new in zip(before, after)]
assert max(lost) < 50, f"references lost to True and None: {lost}"
"""


@pytest.mark.serial
def test_signals_and_void_calls_lose_no_reference_to_true_or_none() -> None:
    done = subprocess.run([sys.executable, "-c", OPERATIONS], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"exit status {done.returncode}\n{done.stderr}"
