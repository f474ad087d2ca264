"""The database servers that local tables are tested against: started when the first test wants one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.local import servers
from tests.local.servers import Server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[Server]:
    with servers.mariadb() as server:
        yield server
