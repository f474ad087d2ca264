"""Where an OpenClaw agent keeps its workspace, and what in there is nobody's business.

OpenClaw looks at its environment, then at ``openclaw.json``, then at the usual folder; older names of it left folders
of their own (https://docs.openclaw.ai/concepts/agent-workspace).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

LEGACY = (".clawdbot", ".moltbot", ".moldbot")
"""State folders under the program's former names."""
LARGEST_SETTINGS = 4 << 20
_OWN_FOLDERS = frozenset({"credentials", "agents", "sessions", "state", "cron", ".git", ".clawhub", "skills", "canvas"})
"""Folders of keys, sessions and the agent's own machinery, wherever they lie below a state folder or a workspace."""
_OWN_FILES = re.compile(
    r"openclaw\.json.*|clawdbot\.json.*|moltbot\.json.*|secrets?\..*|credentials?\..*|auth(?:-profiles)?\..*|oauth\..*"
    r"|openclaw(?:-agent)?\.sqlite.*|.*\.pem|.*\.key|\..*",
    re.IGNORECASE,
)
_OWN_NOTES = frozenset(
    {"agents.md", "soul.md", "user.md", "identity.md", "boot.md", "bootstrap.md", "memory.md", "dreams.md", "tools.md",
     "heartbeat.md"}
)  # fmt: skip


def state_folders(environment: Mapping[str, str], home: Path) -> list[Path]:
    """The folders with an OpenClaw's settings that are there, the one in use first."""
    given = environment.get("OPENCLAW_STATE_DIR", "").strip()
    profile = environment.get("OPENCLAW_PROFILE", "").strip()
    wanted = [Path(given).expanduser()] if given else []
    wanted += [home / f".openclaw-{profile}"] if profile and profile != "default" else []
    wanted += [home / ".openclaw", *(home / name for name in LEGACY)]
    return [folder for folder in dict.fromkeys(wanted) if folder.is_dir()]


def workspaces(environment: Mapping[str, str] = os.environ, home: Path | None = None) -> list[Path]:
    """The workspaces that are there, the one in use first; each once, by its real path."""
    home = home or Path.home()
    found = [*_named(environment, home), *_usual(environment, home)]
    return list(dict.fromkeys(folder.resolve() for folder in found if folder.is_dir()))


def _named(environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    if given := environment.get("OPENCLAW_WORKSPACE_DIR", "").strip():
        yield Path(given).expanduser()
    for state in state_folders(environment, home):
        for text in _in_settings(state / "openclaw.json"):
            yield home / text[2:] if text.startswith("~/") else state / text


def _usual(environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    profile = environment.get("OPENCLAW_PROFILE", "").strip()
    for state in state_folders(environment, home):
        if profile:
            yield state / f"workspace-{profile}"
        yield state / "workspace"
        yield from sorted(state.glob("workspace-*"))
    yield home / "clawd"


def _in_settings(file: Path) -> list[str]:
    """The workspaces that settings name; none where they can't be read."""
    with suppress(OSError, ValueError, RecursionError):
        if file.stat().st_size <= LARGEST_SETTINGS:
            agents = _part(relaxed_json(file.read_text(encoding="utf-8")), "agents")
            entries = _part(agents, "entries")
            parts = [_part(agents, "defaults"), *(entries.values() if isinstance(entries, dict) else ())]
            texts = [part.get("workspace") for part in parts if isinstance(part, dict)]
            return [text for text in texts if isinstance(text, str) and text.strip()]
    return []


def _part(value: Any, name: str) -> Any:
    return value.get(name, {}) if isinstance(value, dict) else {}


_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<comment>//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<comma>,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]]))|(?<![\w$])(?P<name>[A-Za-z_$][\w$]*+)(?=\s*:)""",
    re.DOTALL,
)


def relaxed_json(text: str) -> Any:
    """What JSON5 text says, as far as settings use it: comments, bare names, a last comma. Raises ValueError."""

    def strict(found: re.Match[str]) -> str:
        if found["text"] is not None:
            inner = found["text"][1:-1]
            return (
                found["text"] if found["text"][0] == '"' else '"' + inner.replace("\\'", "'").replace('"', '\\"') + '"'
            )
        return f'"{found["name"]}"' if found["name"] is not None else ""

    return json.loads(_TOKEN.sub(strict, text))


def is_own(path: PurePath, root: PurePath) -> bool:
    """Whether a path below a workspace or a state folder is OpenClaw's own: settings, keys, state, the agent's soul."""
    parts = path.relative_to(root).parts
    folders = {part.lower() for part in parts[:-1]}
    notes = len(parts) == 1 and parts[0].lower() in _OWN_NOTES
    return bool(folders & _OWN_FOLDERS) or notes or any(_OWN_FILES.fullmatch(part) for part in parts)


def home_of(path: Path, environment: Mapping[str, str] = os.environ, home: Path | None = None) -> Path | None:
    """The workspace, else the state folder, that a path lies in by its real place; None outside of any."""
    home = home or Path.home()
    real = path.resolve()
    roots = [*workspaces(environment, home), *(state.resolve() for state in state_folders(environment, home))]
    return next((root for root in roots if root != real and root in real.parents), None)
