"""What a person would use in place of AirSync, each as its own documentation shows it.

``build/bench-venv/bin/python tests/benchmarks/contenders.py WHAT FILE… [TABLE]``; the token is in ``AIRTABLE_API_KEY``,
Airtable's address in ``AIRTABLE_ENDPOINT_URL``, TABLE is ``BASE/TABLE`` by ids. Each imports what it needs and no more.

pyairtable has no notion of a table on this computer, so that the few lines around it (read a CSV, turn the numbers
into numbers, compare by key) are what everybody writes who uses it: https://pyairtable.readthedocs.io/en/stable/tables.html
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEY = "Column 0"
NUMBERS = frozenset(f"Column {n}" for n in range(2, 12, 3))


def _table(name: str) -> Any:
    """A table, with the retries that pyairtable brings: five, of 429 alone."""
    from pyairtable import Api

    base_id, table_id = name.split("/")
    return Api(os.environ["AIRTABLE_API_KEY"], endpoint_url=os.environ["AIRTABLE_ENDPOINT_URL"]).table(
        base_id, table_id
    )


def _rows(path: str) -> list[dict[str, Any]]:
    """The rows of a CSV as Airtable's fields; blank cells are left out."""
    with Path(path).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [{k: float(v) if k in NUMBERS else v for k, v in row.items() if v} for row in rows]


def read(path: str, table: str) -> None:
    """All records into a CSV."""
    records = _table(table).all()
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(records[0]["fields"]))
        writer.writeheader()
        writer.writerows(record["fields"] for record in records)


def create(path: str, table: str) -> None:
    """Every row as a new record."""
    _table(table).batch_create(_rows(path))


def update(path: str, table: str) -> None:
    """Read everything, find the rows that differ by their key, write those."""
    airtable = _table(table)
    there = {record["fields"][KEY]: record for record in airtable.all()}
    changed = [{"id": there[row[KEY]]["id"], "fields": row} for row in _rows(path) if row != there[row[KEY]]["fields"]]
    airtable.batch_update(changed)
    print(len(changed))


def update_known(path: str, table: str, ids: str) -> None:
    """Write rows that somebody else found and whose records' ids somebody else kept."""
    record_ids = Path(ids).read_text(encoding="ascii").split()
    changed = [{"id": found, "fields": row} for found, row in zip(record_ids, _rows(path), strict=False)]
    _table(table).batch_update(changed)


def upsert(path: str, table: str) -> None:
    """Every row; Airtable finds by the key which are new."""
    _table(table).batch_upsert([{"fields": row} for row in _rows(path)], key_fields=[KEY])


def export(folder: str, table: str) -> None:
    """``airtable-export --json``; its address is fixed in the code, so that each request is turned to the sandbox."""
    import httpx
    from airtable_export.cli import cli

    get, endpoint = httpx.get, os.environ["AIRTABLE_ENDPOINT_URL"]
    httpx.get = lambda url, **more: get(url.replace("https://api.airtable.com", endpoint), **more)
    base_id, table_id = table.split("/")
    cli([folder, base_id, table_id, "--json", "--key", os.environ["AIRTABLE_API_KEY"]], standalone_mode=False)


def pandas(before: str, now: str) -> None:
    """Two data frames by their key: which rows came, which went, which cells differ."""
    import pandas as pd

    old, new = (pd.read_csv(path, dtype=str, keep_default_na=False).set_index(KEY) for path in (before, now))
    both = old.index.intersection(new.index)
    cells = old.loc[both].compare(new.loc[both])
    print(len(new.index.difference(old.index)), len(old.index.difference(new.index)), len(cells))


def csv_diff(before: str, now: str) -> None:
    """``csv-diff BEFORE NOW --key "Column 0"``."""
    from csv_diff.cli import cli

    cli([before, now, "--key", KEY], standalone_mode=False)


CONTENDERS: dict[str, Callable[..., None]] = {
    each.__name__: each for each in (read, create, update, update_known, upsert, export, pandas, csv_diff)
}

if __name__ == "__main__":
    CONTENDERS[sys.argv[1]](*sys.argv[2:])
