"""Secrets: how they are held in memory, and how they get in and out of the system's keyring.

A secret prints as its label, whatever it is printed with; only :meth:`Secret.reveal` gives it away. No error that
leaves here has a frame with its text among the variables, so that a report which shows them does not show it. It is
kept in the keyring and nowhere else, under the account and the host it was entered for, with the time it was stored.
"""

from __future__ import annotations

from airsync_gui.credentials.secret import Secret, Token
from airsync_gui.credentials.store import SERVICE, SecretStore

__all__ = ["SERVICE", "Secret", "SecretStore", "Token"]
