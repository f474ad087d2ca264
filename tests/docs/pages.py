"""The pages of the documentation, taken apart: their headings, links, pictures and blocks of code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "resources" / "docs"
_FENCE = re.compile(r"^```(.*)$")
_HEADING = re.compile(r"^(#{1,6}) (.+)$")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_ORDER = re.compile(r"^<!-- test: (.+) -->$")


class Block(Struct, frozen=True):
    """A fenced block.

    Attributes:
        language, info: the first word after the fence, and what follows it.
        line: where it begins, counted from 1.
    """

    language: str
    info: str
    lines: tuple[str, ...]
    line: int


class Order(Struct, frozen=True):
    """What the test does between two blocks, as somebody at Airtable would: it is in a comment, which nobody sees."""

    text: str
    line: int


class Heading(Struct, frozen=True):
    """A heading, and what links call it."""

    level: int
    text: str
    anchor: str


class Link(Struct, frozen=True):
    """A link or a picture, with the line it stands on."""

    target: str
    is_picture: bool
    line: int


class Page(Struct, frozen=True):
    """One Markdown file."""

    path: Path

    @property
    def name(self) -> str:
        """As in a test's name: from the root of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def parts(self) -> Iterator[Block | Order]:
        """Blocks and the test's orders, in their order."""
        lines = self.text.splitlines()
        number = 0
        while number < len(lines):
            if found := _FENCE.match(lines[number]):
                end = next(n for n in range(number + 1, len(lines)) if lines[n] == "```")
                language, _, info = found[1].strip().partition(" ")
                yield Block(language, info.strip(), tuple(lines[number + 1 : end]), number + 1)
                number = end
            elif order := _ORDER.match(lines[number]):
                yield Order(order[1], number + 1)
            number += 1

    def blocks(self, language: str | None = None) -> list[Block]:
        """Those in one language, or all."""
        return [part for part in self.parts() if isinstance(part, Block) and language in (None, part.language)]

    def prose(self) -> str:
        """The text without blocks, line by line where it was."""
        fenced, lines = False, []
        for line in self.text.splitlines():
            fenced ^= line.startswith("```")
            lines.append("" if fenced or line.startswith("```") else line)
        return "\n".join(lines)

    def headings(self) -> list[Heading]:
        """All headings, in their order."""
        found = (_HEADING.match(line) for line in self.prose().splitlines())
        return [Heading(len(each[1]), each[2], anchor_of(each[2])) for each in found if each]

    def links(self) -> list[Link]:
        """All links and pictures outside of code, those around pictures included."""
        return [
            Link(target, bool(sign), number)
            for number, line in enumerate(_joined(self.prose()), 1)
            for sign, target in _links_in(re.sub(r"`[^`]*`", "", line))
        ]

    def section(self, heading: str) -> str:
        """The text under a heading, to the next one of its rank or a higher one."""
        lines = self.text.splitlines()
        start = next(n for n, line in enumerate(lines) if (h := _HEADING.match(line)) and h[2] == heading)
        level = len(_HEADING.match(lines[start])[1])  # type: ignore[index]
        fenced = False
        for end in range(start + 1, len(lines)):
            fenced ^= lines[end].startswith("```")
            found = None if fenced else _HEADING.match(lines[end])
            if found and len(found[1]) <= level:
                return "\n".join(lines[start:end])
        return "\n".join(lines[start:])


def _joined(prose: str) -> list[str]:
    """Paragraphs, each on one line: a link may be wrapped."""
    return [" ".join(paragraph.split("\n")) for paragraph in re.split(r"\n\s*\n", prose)]


def _links_in(text: str) -> Iterator[tuple[str, str]]:
    for found in _LINK.finditer(text):
        yield found[1], found[3]


def anchor_of(heading: str) -> str:
    """What links call a heading: as on GitHub, small letters, hyphens for spaces, no other marks."""
    plain = re.sub(r"[`*]", "", heading).lower()
    kept = (c for c in plain if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def pages() -> list[Page]:
    """Every page that a person reads: the manual, the README, and what those who contribute read."""
    others = [ROOT / "README.md", *sorted((ROOT / ".github").glob("*.md"))]
    return [Page(path) for path in (*others, *sorted(DOCS.glob("*.md")))]
