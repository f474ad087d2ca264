from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from airsync_gui.errors import UsageError
from airsync_gui.local import zones


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("America/New_York", "America/New_York"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("CET-1CEST", ""),
        ("", ""),
        ("Mars", ""),
    ],
)
def test_the_environment_says_it_first(said: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", said)
    assert zones.own_zone_name() == name


@pytest.mark.parametrize(
    ("target", "name"), [("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"), ("/etc/my/zone", "")]
)
def test_else_where_the_systems_link_leads(
    target: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(target)
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(zones, "LOCAL_TIME", link)
    assert zones.own_zone_name() == name


def test_a_name_is_a_zone_or_refused() -> None:
    assert zones.zone_named("") is None
    assert zones.zone_named("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    for name in ("Mars/Olympus", "../../etc/passwd", "Europe", "a\0b"):
        with pytest.raises(UsageError, match="no time zone"):
            zones.zone_named(name)


def test_zones_are_listed_by_places() -> None:
    names = zones.zone_names()
    assert {"Europe/Berlin", "America/Argentina/Ushuaia", "UTC"} <= {*names}
    assert not {"Etc/GMT+1", "EST", "US/Pacific", "localtime"} & {*names}
    assert all(zones.zone_named(name) is not None for name in names[:: len(names) // 10])
