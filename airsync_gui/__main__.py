"""Start AirSync: ``python -m airsync_gui``, or the command ``airsync-gui``."""

from airsync_gui.cli import main

if __name__ == "__main__":
    main()
