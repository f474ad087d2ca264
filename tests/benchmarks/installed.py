"""AirSync's command line as where it is installed: ``python -m tests.benchmarks.installed COMMAND…``.

httpx imports pygments and rich, with all that hangs on them, wherever it finds them: a third of its own import. They
are among the developers' tools alone, and not where AirSync is installed.
"""

import sys

for tool in ("pygments", "rich"):
    sys.modules[tool] = None  # type: ignore[assignment]

from airsync_gui.cli import main  # noqa: E402 - without them

__all__ = ["main"]

if __name__ == "__main__":
    main()
