"""Pairs as listings name them: the one that is asked for, or all; and those that were removed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

import click

from airsync_gui.app import App
from airsync_gui.sync.pairs import Pair

REMOVED = "(removed)"
"""What people read in place of the name of a pair that is no more."""

pair_argument = click.argument("name", required=False, metavar="[PAIR]")


def pair_ids(app: App, name: str | None) -> tuple[str | None, dict[str, Pair]]:
    """(id of the named pair or None for all, pair id → pair)."""
    pairs = {pair.id: pair for pair in app.settings.pairs()}
    return (app.settings.pair(name).id if name else None), pairs


def name_of(pairs: Mapping[str, Pair], pair_id: str) -> str | None:
    """A pair's name; None for one that was removed."""
    return pairs[pair_id].name if pair_id in pairs else None


def field_names(pairs: Mapping[str, Pair], pair_id: str) -> Mapping[str, str]:
    """Field id → name, in one pair; of one that was removed nothing is known."""
    return pairs[pair_id].field_names if pair_id in pairs else {}
