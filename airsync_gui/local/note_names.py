"""Names of notes: which files in a folder are notes, and which names a new one may have.

A value from elsewhere becomes a file's name here, so nothing gets through that could lead out of the folder, hide the
file, or be no name on another system.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

SUFFIX = ".md"
MOST_NOTES = 50_000
_LONGEST = 255 - len(SUFFIX)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]')
"""Marks of direction among them: a file could look like one of another kind."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_LONGEST_MADE = 80


def notes_in(folder: Path, *, deep: bool = False) -> Iterator[os.DirEntry[str]]:
    """The notes in a folder: no hidden files, no links; folders below it only where asked for. Raises OSError."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.name.lower().endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                yield entry
            elif deep and entry.is_dir(follow_symlinks=False):
                yield from notes_in(Path(entry.path), deep=True)


def folder_stamp(folder: Path, *, deep: bool = False) -> str:
    """A text that changes whenever a note in the folder does. Raises OSError."""
    digest = hashlib.blake2b(digest_size=16)
    for entry in sorted(notes_in(folder, deep=deep), key=lambda entry: entry.path):
        found = entry.stat(follow_symlinks=False)
        stamp = f"{entry.path}\0{found.st_size} {found.st_mtime_ns} {found.st_ino}\0"
        digest.update(stamp.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def folded(stem: str) -> str:
    """What is the same for two names that some system takes for one."""
    return unicodedata.normalize("NFC", stem).casefold()


def fault_of(stem: str) -> str:
    """Why a text can't be a note's name, as the end of a sentence; empty where it can."""
    if not stem.strip():
        return "is blank, which no file's name can be"
    if _FORBIDDEN.search(stem):
        return "has a character that no file's name can have (such as / \\ : * ? \" < > |)"
    if stem.startswith("."):
        return "starts with a dot, which would hide the file"
    if stem != stem.strip() or stem.endswith("."):
        return "starts or ends with a blank, or ends with a dot, which no file's name can on every system"
    if _RESERVED.fullmatch(stem):
        return "is the name of a device on Windows"
    try:
        return "is too long for a file's name" if len(stem.encode()) > _LONGEST else ""
    except UnicodeEncodeError:
        return "has half of a character"


def deep_fault_of(stem: str, folder: Path) -> str:
    """The same of a name with folders before it: each of them a good name, and no link on the way."""
    parts = stem.split("/")
    if fault := next((fault for part in parts if (fault := fault_of(part))), ""):
        return fault
    links = any(folder.joinpath(*parts[:count]).is_symlink() for count in range(1, len(parts)))
    return "leads through a link" if links else ""


def made_name(text: str, taken: Collection[str]) -> str:
    """A name for a new note, made from a text; ``taken`` holds folded names."""
    stem = _FORBIDDEN.sub(" ", text.encode("utf-8", "ignore").decode())
    stem = " ".join(stem.split())[:_LONGEST_MADE].strip(" .")
    while len(stem.encode()) > _LONGEST - 10:
        stem = stem[:-1].strip(" .")
    if fault_of(stem):
        stem = "note"
    number, found = 1, stem
    while folded(found) in taken:
        number += 1
        found = f"{stem} {number}"
    return found
