"""``python -m airsync_gui.demo``: the demo in a terminal."""

import sys

from airsync_gui.demo.story import main

if __name__ == "__main__":
    sys.exit(main())
