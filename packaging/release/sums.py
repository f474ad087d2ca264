"""``python -m release.sums FOLDER``: the SHA-256 of each file there in SHA256SUMS, signed where there is a key.

The key is a secret OpenPGP key in armour, in the variable AIRSYNC_SIGNING_KEY; AIRSYNC_SIGNING_PASSPHRASE opens it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable, MutableMapping
from pathlib import Path

from release.tools import Stopped, run

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.asc"
PUBLIC_KEY = "airsync-signing-key.asc"
KEY = "AIRSYNC_SIGNING_KEY"
PASSPHRASE = "AIRSYNC_SIGNING_PASSPHRASE"  # noqa: S105  # the name of a variable
UNSIGNED = f"{SUMS} is not signed: {KEY} holds no key"


def key_from(environment: MutableMapping[str, str]) -> tuple[str, str]:
    """Take the key and its passphrase out of the environment, so that no other program gets them."""
    return environment.pop(KEY, ""), environment.pop(PASSPHRASE, "")


def sum_of(file: Path) -> str:
    """A file's SHA-256, in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write(folder: Path, files: Iterable[Path]) -> Path:
    """The sums of files in a folder, in the form that ``sha256sum --check`` reads."""
    lines = [f"{sum_of(file)}  {file.name}\n" for file in sorted(files)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return folder / SUMS


def sign(sums: Path, key: str, passphrase: str = "") -> list[Path]:
    """A signature beside the sums, and the public half of its key; neither, where there is no key.

    Args:
        sums: the file.
        key: secret, in armour; blank is none.
        passphrase: blank where it has none.

    Raises:
        Stopped: the key is no key, or gpg is missing.
    """
    signature, public = sums.with_name(SIGNATURE), sums.with_name(PUBLIC_KEY)
    for old in (signature, public):
        old.unlink(missing_ok=True)
    if not key.strip():
        return []
    # A place of its own, with a short name: gpg's sockets are in there.
    with tempfile.TemporaryDirectory(prefix="sign-") as home:
        try:
            gpg = _Gpg(Path(home), passphrase)
            fingerprint = gpg.take(key)
            gpg("--local-user", fingerprint, "--armor", "--detach-sign", "--output", signature, sums)
            gpg("--armor", "--output", public, "--export", fingerprint)
        finally:
            run(["gpgconf", "--homedir", home, "--kill", "all"], where=Path(home))
    return [signature, public]


class _Gpg:
    """gpg with a key ring of its own, which asks nobody anything."""

    def __init__(self, home: Path, passphrase: str) -> None:
        self._home = home
        # The key lies here for a moment: what makes passphrases slow to guess would only make this slow.
        (home / "gpg-agent.conf").write_text("s2k-count 65536\n", encoding="ascii")
        file = home / "passphrase"
        file.touch(mode=0o600)
        file.write_text(passphrase, encoding="utf-8")
        self._always = ("gpg", "--homedir", home, "--batch", "--no-tty", "--pinentry-mode", "loopback")
        self._opened = ("--passphrase-file", file)

    def __call__(self, *words: str | Path, given: str | None = None) -> str:
        return run([*self._always, *self._opened, *words], where=self._home, given=given)

    def take(self, key: str) -> str:
        """Import a secret key; its fingerprint."""
        self("--import", given=key)
        listed = re.findall(r"^fpr:{9}([0-9A-F]+):", self("--with-colons", "--list-secret-keys"), re.MULTILINE)
        if not listed:
            raise Stopped(f"{KEY} holds no secret key")
        return str(listed[0])


def finish(folder: Path, files: Iterable[Path], key: tuple[str, str]) -> list[Path]:
    """The sums of files in a folder, signed if there is a key; says when there is none."""
    sums = write(folder, files)
    made = [sums, *sign(sums, *key)]
    if len(made) == 1:
        print(f"package: {UNSIGNED}", file=sys.stderr)
    return made


def main(folder: Path, environment: MutableMapping[str, str]) -> int:
    """Do it for all files of a folder but those that are made here, or say why not."""
    key = key_from(environment)
    files = [path for path in folder.iterdir() if path.is_file() and path.name not in (SUMS, SIGNATURE, PUBLIC_KEY)]
    try:
        finish(folder, files, key)
    except Stopped as error:
        print(f"package: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), os.environ))
