"""Adds up the halves of ``packaging/dev test``: outcome.py FOLDER, which holds NAME.status and NAME.xml of each.

A pytest that was killed, or whose interpreter aborted on the way out, leaves no counts or a status of its own: the
status decides, the counts only inform.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

NOTHING_COLLECTED = 5


def counts(report: Path) -> Counter[str]:
    """Tests by outcome in one JUnit report; none where there is no (whole) report."""
    try:
        suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - written by our own pytest
    except (OSError, ET.ParseError):
        return Counter()
    found: Counter[str] = Counter()
    for suite in suites:
        broken = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        found.update(failed=broken, skipped=skipped, passed=max(0, int(suite.get("tests", 0)) - broken - skipped))
    return found


def main(folder: Path) -> int:
    """Prints the outcome; 0 where every half that had tests passed and at least one had any."""
    total: Counter[str] = Counter()
    statuses = {path.stem: int(path.read_text(encoding="ascii")) for path in sorted(folder.glob("*.status"))}
    for name, status in statuses.items():
        found = counts(folder / f"{name}.xml")
        if status not in (0, NOTHING_COLLECTED) and not found["failed"]:
            print(f"dev: the {name} tests ended with status {status}", file=sys.stderr)
            found["failed"] = 1
        total += found
    print(f"tests: {total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    bad = [status for status in statuses.values() if status not in (0, NOTHING_COLLECTED)]
    if not bad and NOTHING_COLLECTED in statuses.values() and not any(total.values()):
        return NOTHING_COLLECTED
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
