"""Every link leads somewhere: pages, headings and pictures are there, and each page can be reached from the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, Link, Page, anchor_of, pages

ELSEWHERE = ("https://", "http://", "mailto:")
PICTURES = DOCS / "pictures"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_each_link_of_a_page_resolves(page: Page) -> None:
    for link in page.links():
        assert link.target.startswith(ELSEWHERE) or _resolves(page, link), f"line {link.line}: {link.target}"


def _resolves(page: Page, link: Link) -> bool:
    name, _, anchor = link.target.partition("#")
    path = (page.path.parent / name).resolve() if name else page.path
    if not path.is_file() or not path.is_relative_to(ROOT):
        return False
    return not anchor or anchor in {heading.anchor for heading in Page(path).headings()}


def test_the_manual_stands_alone() -> None:
    """What is shipped links to nothing that is not."""
    links = [(page, link) for page in pages() if page.path.is_relative_to(DOCS) for link in page.links()]
    outside = [
        (page.name, link.target)
        for page, link in links
        if not link.target.startswith(ELSEWHERE) and not _path(page, link).is_relative_to(DOCS)
    ]
    assert outside == []


def _path(page: Page, link: Link) -> Path:
    return (page.path.parent / link.target.partition("#")[0]).resolve()


def test_every_page_is_in_the_table_of_contents() -> None:
    index = Page(DOCS / "index.md")
    listed = {_path(index, link) for link in index.links()}
    assert listed == {path for path in DOCS.glob("*.md") if path != index.path}


def test_every_picture_is_used() -> None:
    used = {_path(page, link) for page in pages() for link in page.links() if link.is_picture}
    assert {path for path in PICTURES.iterdir() if path.is_file()} <= used


def test_headings_are_called_as_on_github() -> None:
    assert anchor_of("`pair add`: what's new?") == "pair-add-whats-new"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_has_one_title_and_no_heading_twice(page: Page) -> None:
    headings = page.headings()
    assert [heading.level for heading in headings].count(1) == 1
    anchors = [heading.anchor for heading in headings]
    assert len(anchors) == len(set(anchors))
