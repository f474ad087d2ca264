"""The real program, but that requests without an answer are given up after five seconds in place of thirty.

A lost create is waited out for as long, and waiting is most of what the tests of lost answers would do. Sandboxes
answer at once, so that no answer is given up that would have come.

    python tests/acceptance/hurried.py ARGUMENT…
"""

from airsync_gui.airtable.client import AirtableClient
from airsync_gui.cli import main

TIMEOUT_S = 5.0

defaults = AirtableClient.__init__.__kwdefaults__
assert defaults is not None
defaults["timeout_s"] = TIMEOUT_S

if __name__ == "__main__":
    main()
