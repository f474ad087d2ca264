from __future__ import annotations

from typing import Any

from airsync_gui.sandbox import Sandbox
from tests.sandbox.conftest import Shop, client_for, make_shop

TOO_FAST = {"errors": [{"error": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded. Please try again later"}]}


def limited(**options: Any) -> Shop:
    return make_shop(rate_limit=True, **options)


def statuses(shop: Shop, count: int) -> list[int]:
    return [shop.client.get(shop.path).status_code for _ in range(count)]


def test_the_sixth_call_in_a_second_is_refused_in_the_list_form() -> None:
    shop = limited()
    assert statuses(shop, 5) == [200] * 5
    reply = shop.client.get(shop.path)
    assert (reply.status_code, reply.json()) == (429, TOO_FAST)
    assert "Retry-After" not in reply.headers


def test_the_second_slides() -> None:
    shop = limited()
    for _ in range(40):
        assert statuses(shop, 1) == [200]
        shop.clock.advance(0.21)
    assert statuses(shop, 1) == [200]


def test_after_a_429_everything_is_refused_for_30_seconds_and_not_longer() -> None:
    shop = limited()
    statuses(shop, 6)
    shop.clock.advance(29.9)
    assert statuses(shop, 1) == [429]
    shop.clock.advance(0.1)
    assert statuses(shop, 5) == [200] * 5


def test_by_switch_a_refused_call_prolongs_the_penalty() -> None:
    shop = limited(prolong_penalty=True)
    statuses(shop, 6)
    shop.clock.advance(20)
    assert statuses(shop, 1) == [429]
    shop.clock.advance(20)
    assert statuses(shop, 1) == [429]
    shop.clock.advance(30)
    assert statuses(shop, 1) == [200]


def test_by_switch_only_what_is_above_the_rate_is_refused() -> None:
    shop = limited(refuse_all_when_limited=False)
    assert statuses(shop, 6)[-1] == 429
    shop.clock.advance(1)
    assert statuses(shop, 1) == [200]


def test_by_switch_the_refusal_says_when_to_come_back() -> None:
    shop = limited(retry_after=True)
    statuses(shop, 5)
    assert shop.client.get(shop.path).headers["Retry-After"] == "30"


def test_the_limit_is_the_bases_whoever_calls_and_each_base_has_its_own() -> None:
    shop = limited()
    other = shop.sandbox.add_base("Other").add_table("T")
    other_base = shop.sandbox.base("Other").id
    second = client_for(shop.sandbox, shop.sandbox.add_token())
    assert statuses(shop, 3) == [200] * 3
    assert [second.get(shop.path).status_code for _ in range(3)] == [200, 200, 429]
    assert second.get(f"/v0/{other_base}/{other.id}").status_code == 200


def test_metadata_of_a_base_shares_its_limit_unless_switched() -> None:
    for shares, expected in ((True, 429), (False, 200)):
        shop = limited(meta_shares_limit=shares)
        statuses(shop, 5)
        assert shop.client.get(f"/v0/meta/bases/{shop.base_id}/tables").status_code == expected
        assert shop.client.get("/v0/meta/bases").status_code == 200


def test_a_token_may_make_50_calls_a_second_in_all() -> None:
    shop = limited()
    assert [shop.client.get("/v0/meta/whoami").status_code for _ in range(51)] == [200] * 50 + [429]


def test_the_limit_can_be_turned_off() -> None:
    shop = limited()
    shop.sandbox.limits.rate_limit = False
    assert statuses(shop, 20) == [200] * 20


def test_a_sandbox_keeps_the_rate_unless_told_otherwise() -> None:
    assert Sandbox().limits.rate_limit


def test_a_months_allowance_used_up_refuses_everything_until_the_next() -> None:
    shop = make_shop(allowance=3)
    assert statuses(shop, 3) == [200] * 3
    reply = shop.client.get(shop.path)
    assert reply.status_code == 429
    assert list(reply.json()) == ["errors"]
    assert reply.json()["errors"][0]["error"] == "PUBLIC_API_BILLING_LIMIT_EXCEEDED"
    assert shop.sandbox.limits.month_calls == 3
    shop.clock.advance(30 * 24 * 3600)
    assert statuses(shop, 1) == [200]
    assert shop.sandbox.limits.month_calls == 1


def test_calls_without_a_valid_token_do_not_count() -> None:
    shop = make_shop()
    shop.client.get(shop.path, headers={"Authorization": "Bearer x"})
    assert shop.sandbox.limits.month_calls == 0
