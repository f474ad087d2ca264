"""The sandbox in a process of its own, which ends with this one, however this one ends."""

from __future__ import annotations

import subprocess
import threading
from typing import Self

from airsync_gui.errors import Unreachable
from airsync_gui.own_command import own_command

START_LIMIT_S = 20.0
END_LIMIT_S = 5.0


class SandboxProcess:
    """A sandbox with the sample, its rate limit on. It holds our end of a pipe: when that closes, it ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._line = ""

    def start(self) -> Self:
        """Begin; returns at once. See :attr:`url`."""
        self._process = subprocess.Popen(
            own_command("sandbox", "--with-parent"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._reader = threading.Thread(target=self._read_line, name="sandbox start", daemon=True)
        self._reader.start()
        return self

    def _read_line(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        self._line = self._process.stdout.readline()

    @property
    def process_id(self) -> int:
        """For whoever wants to see that it is gone."""
        assert self._process is not None
        return self._process.pid

    @property
    def url(self) -> str:
        """Where it listens; waits until it does.

        Raises:
            Unreachable: it did not start.
        """
        if self._reader is not None:
            self._reader.join(START_LIMIT_S)
        if " on http://" not in self._line:
            raise Unreachable(detail="the sandbox, which stands in for it, did not start")
        return self._line.split(" on ", 1)[1].split()[0]

    def close(self) -> None:
        """End it. May be called twice, and before it has started."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(END_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(END_LIMIT_S)
        if self._reader is not None:
            self._reader.join(END_LIMIT_S)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.close()
