"""The WSGI application: bytes in, bytes out; who may call, limits and faults in their order; one request at a time.

Order: URL length, token, limits, faults, then the call itself. The lock is held only while the call is worked out, not
while a body is received, a hook runs or an answer is delayed.
"""

from __future__ import annotations

import contextlib
import gzip
import ipaddress
import json
import sys
import time
from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from msgspec import Struct, field
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

from airsync_gui.sandbox import attachments, control, errors, routes
from airsync_gui.sandbox.sandbox import Sandbox, Seen

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_URL = 16_000
"""Characters of path and query. https://airtable.com/developers/web/api/list-records"""

JSON = "application/json; charset=utf-8"
ELSEWHERE = "https://elsewhere.invalid/"
"""Where redirects lead: a host that can't be."""
DEEP = 100_000
"""Levels of a body that is nested without end."""


class ConnectionEnded(ConnectionError):
    """Raised through the WSGI server to end a connection without an answer, or in the middle of one."""


class _Answer(Struct):
    """What goes back, and how much of it."""

    status: int
    body: bytes
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    """Nothing is sent; the connection ends."""
    cut: bool = False
    """Half the body is sent; the connection ends."""
    piece_s: float = 0.0
    """The body goes out in ten pieces, with so many seconds before each."""


def create_app(sandbox: Sandbox) -> WSGIApplication:
    """The API under ``/v0`` and the control paths under ``/_sandbox``."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = _raw_path(environ)
        request = Request({**environ, "PATH_INFO": unquote(path).encode().decode("latin-1")})
        if request.path.startswith("/_sandbox/"):
            return _json(*_control(sandbox, request))(environ, start_response)
        if request.path.startswith(attachments.PLACE):
            return _picture(request.path)(environ, start_response)
        attachments.served_at.set(request.host_url.rstrip("/") if _is_own(request) else attachments.NOWHERE)
        for hook in sandbox.before_request:
            hook(request.method, request.path)
        answer = _answer(sandbox, request, path)
        sandbox.requests.add(Seen(request.method, request.path, 0 if answer.lost else answer.status))
        for hook in sandbox.after_request:
            hook(request.method, request.path)
        if sandbox.faults.latency_ms:
            time.sleep(sandbox.faults.latency_ms / 1000)
        if sandbox.faults.delay:
            sandbox.faults.delay()
        if answer.lost:
            raise _ended(environ)
        return _send(sandbox, request, answer)(environ, start_response)

    return app


def _is_own(request: Request) -> bool:
    """Whether it came through a socket of this computer, and not through a client that calls WSGI in process."""
    try:
        return ipaddress.ip_address(request.host.rsplit(":", 1)[0].strip("[]")).is_loopback
    except ValueError:
        return False


def _picture(path: str) -> Response:
    """Attachments are read without a token: https://support.airtable.com/docs/airtable-attachment-url-behavior"""
    data = attachments.picture(path)
    return Response(data or b"", 200 if data else 404, content_type="image/png")


def _answer(sandbox: Sandbox, request: Request, path: str) -> _Answer:
    try:
        call = _call(sandbox, request, path)
        with sandbox.world.lock:
            harmed = routes.may_fail(sandbox, call)
            if harmed:
                _revoke(sandbox, request)
            token = sandbox.tokens.authenticate(request.headers.get("Authorization"))
            counted = call.base_id if not call.is_meta or sandbox.switches.meta_shares_limit else None
            sandbox.limits.admit(token.secret, counted if counted in sandbox.world.bases else None)
            if harmed and _fails_before(sandbox, call):
                return _Answer(0, b"", lost=True)
            answer = _done(routes.answer(sandbox, token, call))
            return _spoilt(sandbox, call, answer) if harmed else answer
    except errors.ApiError as error:
        return _refusal(error)


def _done(content: dict[str, Any] | None) -> _Answer:
    if content is None:
        return _Answer(200, b"")
    return _Answer(200, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _call(sandbox: Sandbox, request: Request, path: str) -> routes.Call:
    """Take the request apart, and read its body, before any lock. ``path`` is still percent-encoded."""
    request.max_content_length = sandbox.switches.max_body_bytes
    try:
        data = request.get_data()
    except RequestEntityTooLarge:
        raise errors.page(413) from None
    version = "/v0/"
    if len(path) + 1 + len(request.query_string) > MAX_URL:
        raise errors.page(414)
    if not path.startswith(version):
        raise errors.not_found()
    segments = tuple(unquote(part) for part in path.removeprefix(version).removesuffix("/").split("/"))
    return routes.Call(request.method, segments, request.args, data)


def _raw_path(environ: WSGIEnvironment) -> str:
    """The path still percent-encoded where the server kept it, so that ``%2F`` is no separator.

    Clients that call WSGI in process give a path that is decoded already, and not by the rules of WSGI: then it is
    taken as it is, with ``%`` protected.
    """
    raw = environ.get("RAW_URI")
    if isinstance(raw, str):
        return raw.partition("?")[0]
    path = str(environ["PATH_INFO"])
    with contextlib.suppress(UnicodeError):
        path = path.encode("latin-1").decode("utf-8")
    return path.replace("%", "%25")


# --- faults ---------------------------------------------------------------------------------------------------------


def _revoke(sandbox: Sandbox, request: Request) -> None:
    if sandbox.faults.revocations.fires():
        sandbox.tokens.authenticate(request.headers.get("Authorization")).revoked = True


def _fails_before(sandbox: Sandbox, call: routes.Call) -> bool:
    """Refuse by order; or whether the request is to vanish undone."""
    faults = sandbox.faults
    if faults.rate_limits.fires():
        raise sandbox.limits.refusal()
    if faults.billing_limits.fires():
        raise errors.billing_limited()
    if faults.server_errors.fires():
        raise errors.server_error(faults.server_error_status, html=faults.server_error_html)
    if faults.refusals.fires() or (faults.refused_text and call.is_write and faults.refused_text in call.data.decode()):
        raise errors.REFUSALS[faults.refusal]()
    if faults.redirects.fires():
        raise errors.ApiError(302, "<html>Moved</html>", {"Location": ELSEWHERE})
    return (call.is_write or bool(faults.only)) and faults.lost_requests.fires()


def _spoilt(sandbox: Sandbox, call: routes.Call, answer: _Answer) -> _Answer:
    """The answer to a call that was done, damaged by order."""
    faults = sandbox.faults
    if faults.failed_answers.fires():
        raise errors.server_error(faults.server_error_status, html=faults.server_error_html)
    answer.lost = (call.is_write or bool(faults.only)) and faults.lost_answers.fires()
    answer.cut = faults.cut_bodies.fires()
    if faults.garbled_bodies.fires():
        answer.body = answer.body[: len(answer.body) // 2]
    if faults.html_bodies.fires():
        page = errors.page(200)
        answer.body, answer.content_type = str(page.body).encode(), "text/html"
    if faults.empty_bodies.fires():
        answer.body = b""
    if faults.deep_bodies.fires():
        answer.body = b"[" * DEEP
    if faults.huge_bodies.fires():
        answer.body = b" " * faults.huge_body_bytes + answer.body
    answer.piece_s = faults.slow_bodies.fires() * faults.slow_piece_ms / 1000
    return answer


def _ended(environ: WSGIEnvironment) -> Exception:
    """What to raise so that the client sees a broken connection.

    On a socket any ConnectionError makes the server hang up. In process there is no socket, and httpx passes on what
    the application raises: then it has to be httpx's own error.
    """
    httpx = sys.modules.get("httpx")
    if httpx is None or "werkzeug.socket" in environ:
        return ConnectionEnded("the sandbox ended the connection")
    error: Exception = httpx.ReadError("the sandbox ended the connection")
    return error


def _half(body: bytes, environ: WSGIEnvironment) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise _ended(environ)


def _slowly(body: bytes, piece_s: float, sandbox: Sandbox) -> Iterator[bytes]:
    size = len(body) // 10 + 1
    for start in range(0, len(body), size):
        sandbox.world.sleep(piece_s)
        yield body[start : start + size]


# --- answers --------------------------------------------------------------------------------------------------------


def _refusal(error: errors.ApiError) -> _Answer:
    if isinstance(error.body, str):
        return _Answer(error.status, error.body.encode(), "text/html", error.headers)
    return _Answer(error.status, json.dumps(error.body, ensure_ascii=False).encode(), JSON, error.headers)


def _send(sandbox: Sandbox, request: Request, answer: _Answer) -> Response:
    body = answer.body
    headers = {"Vary": "Accept-Encoding", **answer.headers}
    if answer.status == 200 and request.accept_encodings["gzip"] > 0:
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    headers["Date"] = format_datetime(sandbox.world.now().replace(microsecond=0), usegmt=True)
    sent: Iterable[bytes] = _slowly(body, answer.piece_s, sandbox) if answer.piece_s else [body]
    if answer.cut:
        sent = _half(body, request.environ)
    return Response(sent, status=answer.status, headers=headers, content_type=answer.content_type)


def _control(sandbox: Sandbox, request: Request) -> tuple[int, Any]:
    if not ipaddress.ip_address(request.remote_addr or "::").is_loopback:
        return 403, {"error": "loopback only"}
    return control.answer(sandbox, request.method, request.path.removeprefix("/_sandbox/"), request.get_data())


def _json(status: int, body: Any) -> Response:
    return Response(json.dumps(body, ensure_ascii=False, sort_keys=True), status=status, content_type=JSON)
