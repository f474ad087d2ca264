from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from tests.sandbox.conftest import Shop, client_for


def test_parallel_writers_lose_nothing_and_share_no_number(shop: Shop) -> None:
    def write(worker: int) -> list[int]:
        client = client_for(shop.sandbox)
        entries = [{"fields": {"Name": f"{worker}-{number}"}} for number in range(10)]
        replies = [client.post(shop.path, json={"records": entries}).json() for _ in range(5)]
        return [record["fields"]["Auto"] for reply in replies for record in reply["records"]]

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for part in pool.map(write, range(8)) for number in part]
    assert sorted(numbers) == list(range(1, 401))
    assert shop.sandbox.requests.count("POST", status=200) == 40


def test_a_delayed_answer_holds_up_nobody_else(shop: Shop) -> None:
    arrived, free = threading.Event(), threading.Event()

    def wait() -> None:
        arrived.set()
        assert free.wait(30)

    shop.sandbox.faults.delay = wait
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(shop.create, Name="slow")
        assert arrived.wait(30)
        shop.sandbox.faults.delay = None
        assert shop.create(Name="fast")["fields"]["Auto"] == 2
        free.set()
        assert slow.result(30)["fields"]["Auto"] == 1
