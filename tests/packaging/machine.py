"""A bare Debian 12 in a folder: what a package finds on a computer that has nothing yet.

The base system is fetched once and kept in the cache folder; each machine is a copy of it. Root is needed, and a Debian
mirror, which is looked for where this computer's own packages come from.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

SUITE = "bookworm"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "airsync-gui-tests"
PERSON = 1000
HOME = "/home/person"
LIMIT_S = 600.0
ENTER = """set -e
box=$1; own=$2; shift 2
mount -t proc proc "$box/proc"
mount --rbind /dev "$box/dev"
for shared in /tmp "$own"; do mkdir -p "$box$shared"; mount --bind "$shared" "$box$shared"; done
exec chroot "$box" "$@"
"""
"""Mounts go with the process that this becomes. Places for temporary files are shared: sockets are there."""
WAYS_OUT = re.compile(r"(https?|no)_proxy|ssl_cert_file", re.IGNORECASE)
"""What this computer needs to reach the mirror."""


def lacking() -> str:
    """Why there can be no machine here; blank where there can."""
    if os.geteuid() != 0:
        return "only root can make a bare Debian"
    return "" if shutil.which("debootstrap") else "not installed: debootstrap"


class Machine:
    """One such computer, in a folder that may be deleted when nothing runs in it.

    Attributes:
        box: its root folder.
    """

    def __init__(self, box: Path) -> None:
        self.box = box
        subprocess.run(["cp", "-a", _base(), box], check=True, timeout=LIMIT_S)
        for name in ("resolv.conf", "hosts"):
            shutil.copy(Path("/etc", name), box / "etc" / name)
        no_services = box / "usr/sbin/policy-rc.d"
        no_services.write_text("#!/bin/sh\nexit 101\n")
        no_services.chmod(0o755)
        home = box / HOME.lstrip("/")
        home.mkdir()
        os.chown(home, PERSON, PERSON)

    def command(self, *words: str) -> list[str]:
        """What runs these words in here, in a process of its own: not more than one."""
        return ["unshare", "--mount", "sh", "-c", ENTER, "enter", str(self.box), tempfile.gettempdir(), *words]

    def command_of_person(self, *words: str) -> list[str]:
        """The same, for somebody who is not root."""
        someone = ("setpriv", f"--reuid={PERSON}", f"--regid={PERSON}", "--clear-groups")
        return self.command(*someone, *words)

    def environment(self, **more: str) -> dict[str, str]:
        """What is set in here: nothing of the person's who runs the tests."""
        return {
            **{name: value for name, value in os.environ.items() if WAYS_OUT.fullmatch(name)},
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            **more,
        }

    def root(self, *words: str) -> str:
        """Run a command as root; what it said. It must end well."""
        return _run(self.command(*words), self.environment(HOME="/root")).stdout

    def person(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command as somebody, with more environment."""
        return _run(self.command_of_person(*words), self.environment(HOME=HOME, **more), check=False)

    def path(self, inside: str) -> Path:
        """Where a file of this computer is, seen from outside."""
        return self.box / inside.lstrip("/")


def _run(command: list[str], environment: Mapping[str, str], *, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert not check or done.returncode == 0, f"{command[8:]}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done


def _base() -> Path:
    """The base system, made when it is not there."""
    base = CACHE / SUITE
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{SUITE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not base.exists():
            unfinished = CACHE / f"{SUITE}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            _fetch(unfinished)
            unfinished.rename(base)
    return base


def _fetch(base: Path) -> None:
    sources = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*.sources")]
    told = "\n".join(file.read_text() for file in sources if file.exists())
    mirrors = re.findall(r"^(?:URIs:|deb(?: \[[^]]*\])?)\s+(\S+)", told, re.MULTILINE)
    _run(
        ["debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, str(base), *mirrors[:1]],
        dict(os.environ),
    )
    for file in [*sources, *Path("/etc/apt/apt.conf.d").glob("99*"), *Path("/usr/share/keyrings").iterdir()]:
        if file.is_file():
            shutil.copy(file, base / str(file).lstrip("/"))
    if not Path("/etc/apt/sources.list").exists():
        (base / "etc/apt/sources.list").unlink(missing_ok=True)
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", base / "etc/ssl/certs/ca-certificates.crt")
