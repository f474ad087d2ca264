"""The planted bugs still fit the code, and name tests that exist. Whether they are caught: packaging/dev planted."""

from __future__ import annotations

import pytest

from tests.planted.bugs import ROOT, Bug, apply, bugs


@pytest.mark.parametrize("bug", bugs(), ids=lambda bug: bug.name)
def test_it_still_applies(bug: Bug) -> None:
    assert apply(bug, ROOT, check=True) == ""
    assert bug.words
    assert bug.tests
    for test in bug.tests:
        assert (ROOT / test.partition("::")[0]).exists(), test


def test_there_are_enough_of_them() -> None:
    assert len(bugs()) >= 12
