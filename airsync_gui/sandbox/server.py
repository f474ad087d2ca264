"""The sandbox on a real socket of this machine."""

from __future__ import annotations

import ipaddress
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from airsync_gui.sandbox.app import create_app
from airsync_gui.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_POLL_S = 0.05
"""How soon a server that is being closed notices; socketserver's own half a second is long for a test."""


class _Handler(WSGIRequestHandler):
    """Says nothing on standard error, and leaves the Date header to the application (its clock may be skewed)."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self.send_response_only(code, message)

    def connection_dropped(self, error: BaseException, environ: WSGIEnvironment | None = None) -> None:
        """Hang up at once; a connection of HTTP/1.1 would wait for another request otherwise."""
        self.close_connection = True

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name is Werkzeug's
        if type == "error":
            super().log(type, message, *args)


class Server:
    """A running sandbox. Close it, or use it in a ``with`` block."""

    def __init__(self, server: BaseWSGIServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, args=(_POLL_S,), name="sandbox", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``, without ``/v0``."""
        return f"http://{self._server.host}:{self._server.port}"

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.port

    def close(self) -> None:
        """Stop listening; answers under way are abandoned. May be called twice."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(sandbox: Sandbox, port: int = 0, host: str = "127.0.0.1") -> Server:
    """Listen on a port (0: any free one), one thread a connection.

    Raises:
        ValueError: ``host`` is not this machine's own loopback address.
    """
    if not _is_loopback(host):
        raise ValueError(f"the sandbox listens on loopback addresses only, not on {host}")
    return Server(make_server(host, port, create_app(sandbox), threaded=True, request_handler=_Handler))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
