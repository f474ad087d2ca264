"""The digest of a row's raw text, by which a row is told from others without being read.

See :class:`airsync_gui.sync.ports.DigestedRows`: it is of the text and of all that its reading depends on.
"""

from __future__ import annotations

import hashlib
import sys

from airsync_gui import __version__

READING = 1
"""Counts what changes in how rows are read within one version of AirSync."""


def digest_begun(*reading: object) -> hashlib.blake2b:
    """A digest to which a row's text is still to come; what its reading depends on is told by each part's ``repr``."""
    whole = repr((READING, __version__, sys.version, *reading))
    return hashlib.blake2b(hashlib.blake2b(whole.encode()).digest(), digest_size=16)
