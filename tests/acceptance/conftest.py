"""Worlds that clean up after themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acceptance.world import World


@pytest.fixture
def make_world(tmp_path: Path, _own_home: Path) -> Iterator[Callable[..., World]]:
    """Makes a world: ``make_world(people, *sandbox_options)``."""
    worlds: list[World] = []

    def make(people: int, *options: str) -> World:
        worlds.append(World(tmp_path, people, options))
        return worlds[-1]

    yield make
    for world in worlds:
        world.stop_sandbox()
