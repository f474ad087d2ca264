"""The database servers that tests share: each is started when the first test of a process wants it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.fakes.servers import Server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    from tests.fakes import servers

    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[Server]:
    from tests.fakes import servers

    with servers.mariadb() as server:
        yield server
