"""TLS on this computer, with certificates of a test's own making, by a server that keeps all that it is told."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
EMPTY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _also(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


class Authority:
    """Issues certificates; ``file`` holds its own, for whoever is to trust it."""

    def __init__(self, folder: Path, name: str = "Test Authority") -> None:
        folder.mkdir(exist_ok=True)
        self.file = folder / "authority.pem"
        self._folder = folder
        self._subject = _name(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        own = (
            self._builder(self._subject, self._subject, now - DAY, now + DAY)
            .public_key(self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file.write_bytes(own.public_bytes(Encoding.PEM))

    def context(
        self, *names: str, begins: timedelta = -DAY, ends: timedelta = DAY, self_signed: bool = False
    ) -> ssl.SSLContext:
        """A server's side for these names, good from and until so far from now."""
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        subject = _name(names[0])
        made = (
            self._builder(subject, subject if self_signed else self._subject, now + begins, now + ends)
            .public_key(key.public_key())
            .add_extension(x509.SubjectAlternativeName([_also(name) for name in names]), critical=False)
            .sign(key if self_signed else self._key, hashes.SHA256())
        )
        file = self._folder / "server.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + made.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    @staticmethod
    def _builder(subject: x509.Name, issuer: x509.Name, begins: datetime, ends: datetime) -> x509.CertificateBuilder:
        begun = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
        return begun.serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)


@dataclass
class TlsServer:
    """Listens on loopback, also as a proxy that leads every name here; answers by itself, or hands on to a port.

    Attributes:
        answer: what every request gets where there is no port behind.
        behind: a port of this computer that gets what was said, without TLS.
        received: all that was said inside of TLS.
        connections: how many came in.
        asked_for: names that a client wanted to be led to.
    """

    context: ssl.SSLContext
    answer: bytes = EMPTY
    behind: int | None = None
    received: bytearray = field(default_factory=bytearray)
    connections: int = 0
    asked_for: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen, name="tls", daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for each in (*self._open,):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for each in self._open:
            each.close()

    def _listen(self) -> None:
        while True:
            try:
                plain, _ = self._door.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(plain)
            thread = threading.Thread(target=self._serve, args=(plain,), name="tls", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        with suppress(OSError):  # a client that does not like the certificate hangs up
            if plain.recv(1, socket.MSG_PEEK) == b"C":
                head = _head(plain)
                self.asked_for.append(head.split(b" ")[1].decode())
                plain.sendall(b"HTTP/1.1 200 Led\r\n\r\n")
            with self.context.wrap_socket(plain, server_side=True) as safe:
                self._open.append(safe)
                self._talk(safe)

    def _talk(self, safe: ssl.SSLSocket) -> None:
        if self.behind is None:
            while not _is_whole(self.received):
                said = safe.recv(1 << 16)
                if not said:
                    return
                self.received += said
            safe.sendall(self.answer)
            return
        with socket.create_connection(("127.0.0.1", self.behind)) as inner:
            self._open.append(inner)
            back = threading.Thread(target=_pump, args=(inner, [safe]), name="tls", daemon=True)
            back.start()
            while said := safe.recv(1 << 16):
                self.received += said
                inner.sendall(said)
            inner.shutdown(socket.SHUT_RDWR)
            back.join(10)


def _is_whole(said: bytes | bytearray) -> bool:
    """Whether this is a whole request: one that is left half read is answered by a broken connection."""
    head, end, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return bool(end) and len(body) >= (int(length[1]) if length else 0)


def _head(plain: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        said = plain.recv(1)
        if not said:
            break
        head += said
    return head


def _pump(source: socket.socket, targets: Sequence[socket.socket]) -> None:
    with suppress(OSError):
        while said := source.recv(1 << 16):
            for target in targets:
                target.sendall(said)
