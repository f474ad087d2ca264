"""What the packaged program runs: AirSync, in the environment that it was started in.

PyInstaller points the loader and Qt at the program's own libraries. Ours are found from where they lie; but the browser
that a link opens would take them for its own, and another Qt can't work with them.
"""

import os

from airsync_gui.cli import main

POINTERS = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def as_started() -> None:
    """Give the programs that we start the person's own environment."""
    for name in POINTERS:
        before = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]


if __name__ == "__main__":
    as_started()
    main()
