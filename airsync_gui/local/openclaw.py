"""``openclaw:NAME``: the tables in an OpenClaw workspace, found by what lies there.

Names are paths within the workspace: ``openclaw:data/habits.json``, ``openclaw:calorie_data.db#entries``. A source is
kept as the absolute path that it stands for, so that a pair stays with its file.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from airsync_gui.errors import AirSyncError, UsageError
from airsync_gui.local.openclaw_places import is_own, state_folders, workspaces
from airsync_gui.local.source_names import CLAW, FILE_SUFFIXES, JSON_SUFFIXES, PARTED_SUFFIXES, SHOWN_TABLES, joined
from airsync_gui.local.sql_shape import TableInfo

MOST_FILES = 400
"""So many files of a workspace are looked at."""
LARGEST_LOOKED_INTO = 20 << 20
_DEEPEST = 5
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_TABLES = frozenset({"package.json", "package-lock.json", "tsconfig.json", "requirements.txt", "robots.txt"})
_SKIPPED = frozenset({"node_modules", "venv", "__pycache__", "dist", "build"})


class ClawTable(Struct, frozen=True):
    """A table that a workspace offers.

    Attributes:
        name: what stands behind ``openclaw:``.
        source: the file, absolute, and the table in it.
        info: its rows, and what stands against it.
        rolling: whether it looks like a file of the present day, which is written over the next.
    """

    name: str
    source: str
    info: TableInfo
    rolling: bool = False


def tables() -> list[ClawTable]:
    """All tables of all workspaces, by name. A name that two workspaces share has the workspace's folder before it."""
    roots = _roots()
    found = [(root, path) for root in roots for path in _by_date(_files(root))]
    names = [path.relative_to(root).as_posix() for root, path in found]
    offered: list[ClawTable] = []
    for (root, path), name in zip(found, names, strict=True):
        shown = name if names.count(name) == 1 else f"{root.name}/{name}"
        offered += [
            ClawTable(
                f"{shown}#{info.name}" if info.name else shown, _source(path, info.name), info, _is_of_a_day(path)
            )
            for info in _tables_in(path)
        ]
    return sorted(offered, key=lambda table: table.name.lower())


def source_of(name: str) -> str:
    """The source that a name stands for.

    Raises:
        UsageError: there is no such table, or no workspace; names what there is.
    """
    for table in (offered := tables()):
        if name in (table.name, table.name.partition("#")[0]):
            whole = name == table.name.partition("#")[0] and table.name != name
            return table.source.rpartition("#")[0] if whole else table.source
    raise UsageError(detail=f"{_missing(name)} {_offer(offered)}")


def _missing(name: str) -> str:
    if not name:
        return "Say which table of the OpenClaw workspace."
    return f"No OpenClaw workspace on this computer offers a table “{name}”."


def _offer(offered: list[ClawTable]) -> str:
    roots = workspaces()
    if not roots:
        return "There is no workspace: OPENCLAW_WORKSPACE_DIR can say where it is."
    where = ", ".join(map(str, roots)) + (": more than one, see which the agent uses" if len(roots) > 1 else "")
    if not offered:
        return f"There are no tables in {where}."
    names = [table.name for table in offered if not table.info.unusable][:SHOWN_TABLES]
    more = len(offered) - len(names)
    rest = f", and {more:,} more" if more else ""
    return (
        f"There is: {', '.join(names)}{rest} (in {where}). Write {CLAW}{names[0] if names else 'NAME'} for the first."
    )


def _roots() -> list[Path]:
    """Workspaces, and the folder beside them in which workflows keep data."""
    data = [state.resolve() / "data" for state in state_folders(os.environ, Path.home())]
    return list(dict.fromkeys([*workspaces(), *(folder for folder in data if folder.is_dir())]))


def _files(root: Path) -> list[Path]:
    """Files that may be tables, and folders of notes, that are nobody's secret."""
    return sorted(islice(_walk(root), MOST_FILES))


def _by_date(paths: list[Path]) -> list[Path]:
    """Files of one object for each day are one table, named by a pattern."""
    found: dict[Path, None] = {}
    for path in paths:
        pattern = path.with_name(_DATE.sub("*", path.name, count=1))
        daily = pattern != path and path.suffix.lower() in JSON_SUFFIXES and not path.is_symlink() and _is_object(path)
        found[pattern if daily else path] = None
    return list(found)


def _lists_in(pattern: Path) -> list[TableInfo]:
    """The lists in files of one object for each day, as the latest of them has them."""
    from airsync_gui.local.json_files import paths_of
    from airsync_gui.local.sources import tables_in

    latest = paths_of(pattern)[-1:]
    found = [info for path in latest for info in tables_in(str(path)) if not info.name.endswith("}")]
    return [replace(info, row_count=0) for info in found]


def _is_of_a_day(path: Path) -> bool:
    """Whether a JSON file is an object of one day: ``{"date": "2026-05-12", "entries": [...]}``."""
    if path.suffix.lower() not in JSON_SUFFIXES or "*" in path.name or not _is_object(path):
        return False
    try:
        whole = json.loads(path.read_bytes()) if path.stat().st_size <= LARGEST_LOOKED_INTO else {}
    except (OSError, ValueError, RecursionError):
        return False
    return any(isinstance(value, str) and _DATE.match(value) for value in whole.values())


def _is_object(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    except OSError:
        return False


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if f not in _SKIPPED and not is_own(here / f / "x", root))
        if len(here.relative_to(root).parts) >= _DEEPEST:
            folders.clear()
        if here != root and _has_front_matter(here, files):
            yield here
        for name in sorted(files):
            path = here / name
            if path.suffix.lower() in FILE_SUFFIXES and name.lower() not in _NO_TABLES and _may_be_offered(path, root):
                yield path


def _may_be_offered(path: Path, root: Path) -> bool:
    """Not OpenClaw's own, and no link that leads out of the workspace."""
    return not is_own(path, root) and root in path.resolve().parents


def _has_front_matter(folder: Path, files: list[str]) -> bool:
    for name in sorted(files)[:20]:
        if name.lower().endswith(".md") and not (folder / name).is_symlink():
            try:
                with (folder / name).open("rb") as file:
                    if file.read(4).startswith((b"---\n", b"---\r")):
                        return True
            except OSError:
                continue
    return False


def _source(path: Path, table: str) -> str:
    return f"{path}/" if path.is_dir() else joined(path, table)


def _tables_in(path: Path) -> list[TableInfo]:
    """What a file offers; nothing where it can't be read."""
    from airsync_gui.local.sources import tables_in

    if path.is_dir() or path.suffix.lower() not in PARTED_SUFFIXES:
        return [TableInfo("", 0, ())]
    try:
        if "*" in path.name:
            return [*tables_in(str(path)), *_lists_in(path)]
        return tables_in(str(path)) if path.stat().st_size <= LARGEST_LOOKED_INTO else [TableInfo("", 0, ())]
    except (AirSyncError, OSError):
        return []
