"""AirSync's command line as where it is installed: ``python -m tests.benchmarks.installed COMMAND…``.

httpx imports rich, with all that hangs on it, wherever it finds it: a third of its own import. It is among the
developers' tools alone, and not where AirSync is installed.
"""

import sys

sys.modules["rich"] = None  # type: ignore[assignment]

from airsync_gui.cli import main  # noqa: E402 - without rich

__all__ = ["main"]

if __name__ == "__main__":
    main()
