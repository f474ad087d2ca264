"""Start AirSync: ``python -m airsync_gui``, or the command ``airsync-gui``."""

import sys

CANCELLED = 130


def main() -> None:
    """Start it; a Ctrl+C that comes while its parts are still imported ends it without a traceback."""
    try:
        from airsync_gui.cli import main as program

        program()
    except KeyboardInterrupt:
        sys.exit(CANCELLED)


if __name__ == "__main__":
    main()
