"""Runs a command and tells what it cost: ``python -I -S launch.py RESULT COMMAND…`` writes one line of JSON.

A process of its own, and a small one: the kernel begins a new process's peak memory with that of the one that starts it
(``getrusage(2)``), and the benchmarks hold a sandbox full of records.
"""

import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Seconds from start to end, seconds of the processor (user and system), peak megabytes, exit status."""
    result, *command = sys.argv[1:]
    began = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(process, 0)
    cost = {
        "wall_s": time.perf_counter() - began,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
        "status": os.waitstatus_to_exitcode(status),
    }
    Path(result).write_text(json.dumps(cost), encoding="ascii")


if __name__ == "__main__":
    main()
