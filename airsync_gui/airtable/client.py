"""One request to Airtable: paced, authorised, bounded, repeated where that is safe, its errors translated.

The token is asked for at each request and stands in that request's header only: no variable of ours holds its text, so
that a traceback which shows variables does not show it. httpx's exceptions hold the request and with it the token, so
none of them is chained to ours or survives the function that caught it.
"""

from __future__ import annotations

import copy
import ssl
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec
import truststore
from msgspec.structs import replace
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from airsync_gui import __version__
from airsync_gui.airtable.answers import NO_JSON, from_json
from airsync_gui.airtable.calls import Call
from airsync_gui.airtable.endpoint import Endpoint
from airsync_gui.airtable.limiter import RequestLimiter, base_key, token_key
from airsync_gui.airtable.refusals import Answer, error_of, http_date
from airsync_gui.errors import AirSyncError, KeyRejected, RateLimited, Transient, Unreachable, UsageError
from airsync_gui.sync.ports import Cancel, Clock

T = TypeVar("T")

TIMEOUT_S = 30.0
TRIES = 3
FIRST_BACKOFF_S = 1.0
LONGEST_BACKOFF_S = 30.0
MAX_ANSWER_BYTES = 64 << 20
"""Unpacked. A page of 100 records with ten full long-text cells each would be 100 MB; nobody has that."""

MAX_PICTURE_BYTES = 2 << 20
_PICTURE_HEADERS = {"Accept": "image/*", "Accept-Encoding": "identity"}

_NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)
_PACKINGS = ("", "identity", "gzip")
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class Nothing(msgspec.Struct):
    """An answer that says no more than its status does; it may be empty."""


class Secret(Protocol):
    """A token that shows itself only on demand."""

    def reveal(self) -> str:
        """The token itself."""


OnRequest = Callable[[datetime, str, str, int | None, float], None]
"""Told of each request: when it left, the method, the path's template, the status (None: no answer), seconds."""
OnPause = Callable[[datetime], None]
"""Told until when (UTC) nothing is sent."""


class Tally:
    """A count that several threads add to, also kept for whoever it is a part of."""

    def __init__(self, whole: Tally | None = None) -> None:
        self._count = 0
        self._whole = whole
        self._lock = threading.Lock()

    def add(self) -> None:
        """One more."""
        with self._lock:
            self._count += 1
        if self._whole is not None:
            self._whole.add()

    @property
    def count(self) -> int:
        """How many so far."""
        return self._count


class Skew:
    """Airtable's clock minus ours, as the latest answer told it; 0.0 until one was seen."""

    seconds = 0.0


class AirtableClient:
    """Speaks to one endpoint with one token. Threads may share it.

    Args:
        token_provider: called for each request, so that a replaced token is used at once; raises AccessDenied.
        on_request: told of each request, for the log and the health figures; must not raise.
        transport: for tests.
        timeout_s: for connecting, for sending, and for each part of the answer; a whole answer may take twice that.
        tries: how often a request is sent at most.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        token_provider: Callable[[], Secret],
        limiter: RequestLimiter,
        clock: Clock,
        cancel: Cancel,
        *,
        on_request: OnRequest | None = None,
        transport: httpx.BaseTransport | None = None,
        timeout_s: float = TIMEOUT_S,
        tries: int = TRIES,
    ) -> None:
        self.endpoint = endpoint
        self.timeout_s = timeout_s
        self._token_provider = token_provider
        self._limiter = limiter
        self._clock = clock
        self.cancel = cancel
        self.on_request = on_request
        self._leaving: Callable[[], None] | None = None
        self._on_pause: OnPause | None = None
        self._tries = tries
        self._tally = Tally()
        self._skew = Skew()
        self._http = _connections(endpoint, timeout_s, transport)

    @property
    def calls(self) -> int:
        """Requests sent so far, repeated ones included."""
        return self._tally.count

    @property
    def clock_skew_s(self) -> float:
        """Airtable's clock minus ours, from the answers' Date header; 0.0 until one was seen."""
        return self._skew.seconds

    def view(
        self,
        cancel: Cancel | None = None,
        on_request: OnRequest | None = None,
        leaving: Callable[[], None] | None = None,
        on_pause: OnPause | None = None,
    ) -> AirtableClient:
        """The same client with a count of its own (its requests count here too) and, if given, another cancel and
        another who is told of its requests.

        Args:
            leaving: called each time that a request may leave now, before it does; what it raises keeps it back.
            on_pause: told until when nothing is sent, each time that a request has to wait because Airtable asked for
                a pause.
        """
        view = copy.copy(self)
        view._tally = Tally(self._tally)
        view.cancel = cancel or self.cancel
        view.on_request = on_request or self.on_request
        view._leaving = leaving or self._leaving
        view._on_pause = on_pause or self._on_pause
        return view

    def close(self) -> None:
        """Close its connections, those of its views included."""
        self._http.close()

    def send(self, call: Call, answer_type: type[T]) -> T:
        """Send a request until it is answered, and read the answer as this type; all floats become Decimal.

        Repeated after 429, 5xx and faults of the network, with pauses; a call marked ``once`` only when it can't have
        been done.

        Raises:
            Transient: with ``outcome_unknown`` True if what it writes may have been written.
            AccessDenied, Refused, NotFound, AllowanceSpent, Cancelled.
        """
        doubts: list[bool] = []

        def note_doubt(state: RetryCallState) -> None:
            doubts.append(bool(_failure(state).outcome_unknown))

        retrying = Retrying(
            stop=stop_after_attempt(self._tries),
            retry=retry_if_exception(lambda error: _may_repeat(call, error)),
            wait=_backoff,
            before_sleep=note_doubt,
            sleep=self.cancel.wait,
            reraise=True,
        )
        try:
            answer: T = retrying(self._try, call, answer_type)
            return answer
        except Transient as error:
            error.facts["outcome_unknown"] = any(doubts) or bool(error.outcome_unknown)
            raise

    def picture(self, url: str) -> bytes:
        """A picture that Airtable's answers point at; the token stays here, and redirects are not followed.

        Raises:
            Unreachable: it is not had, or larger than pictures are; a host that is not Airtable's is not asked.
        """
        found: bytes | str = "It is not at one of Airtable's own addresses."
        with suppress(ValueError):  # no address at all
            if self.endpoint.may_point_at(urlsplit(url)):
                found = self._received_picture(url)
        if isinstance(found, bytes):
            return found
        raise Unreachable(endpoint="GET a picture", status=None, detail=found, outcome_unknown=False)

    def _received_picture(self, url: str) -> bytes | str:
        """Its bytes, or why there are none."""
        data, started = bytearray(), self._clock.monotonic()
        try:
            with self._http.stream("GET", url, headers=_PICTURE_HEADERS) as response:
                if response.status_code != 200:
                    return f"The answer was {response.status_code}."
                _check_packing(response)
                for chunk in response.iter_bytes():
                    data += chunk
                    if len(data) > MAX_PICTURE_BYTES:
                        return "It is larger than a thumbnail is."
                    if self._clock.monotonic() - started > self.timeout_s:
                        return "It was not complete in time."
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, _TooMuch) as error:
            return type(error).__name__
        return bytes(data)

    def _try(self, call: Call, answer_type: type[T]) -> T:
        token = self._token()
        keys = self._budgets(call, token)
        self._tell_pause(keys[0])
        turn = self._limiter.wait_turn(keys, self.cancel, f"{call.method} {call.template}")
        done = False
        try:
            if self._leaving is not None:
                self._leaving()
            answer = self._exchange(call, token)
            done = 200 <= answer.status < 300
        finally:
            self._limiter.answered(turn, usual=done)
        if not done:
            error = error_of(call, _without(token, answer), self._clock.now())
            if isinstance(error, RateLimited):
                self._limiter.block(keys[0], max(1.0, error.retry_after_s), error.type or "429")
                self._tell_pause(keys[0])
            raise error
        return _decoded(call, answer, answer_type)

    def _tell_pause(self, key: str) -> None:
        pause = self._limiter.pause(key) if self._on_pause is not None else None
        if pause is not None and self._on_pause is not None:
            self._on_pause(pause.until)

    def _token(self) -> Secret:
        token = self._token_provider()
        # Anything else would be refused by the HTTP library, in a message that shows it.
        if not _fits_a_header(token.reveal()):
            raise KeyRejected(host=self.endpoint.host, unfit=True)
        return token

    def _budgets(self, call: Call, token: Secret) -> tuple[str, ...]:
        host = self.endpoint.host
        return (*([base_key(host, call.base_id)] if call.base_id else []), token_key(host, token.reveal()))

    def _exchange(self, call: Call, token: Secret) -> Answer:
        """Send it once."""
        sent_at, started = self._clock.now(), self._clock.monotonic()
        answer, fault = None, None
        self._tally.add()
        try:
            answer = self._receive(call, token, started)
        except _TooMuch as error:
            fault = _unreachable(call, str(error), call.writes)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            detail = f"{type(error).__name__}: {error}".replace(token.reveal(), "…")
            fault = _unreachable(call, detail, call.writes and not isinstance(error, _NOTHING_SENT))
            fault.facts |= _certificate_facts(error, self.endpoint.host)
        duration_s = self._clock.monotonic() - started
        if self.on_request is not None:
            status = answer.status if answer is not None else None
            self.on_request(sent_at, call.method, call.template, status, duration_s)
        if answer is None:
            assert fault is not None
            raise fault  # outside the handler: httpx's exception, which knows the token, is not its context
        self._note_skew(answer, sent_at + timedelta(seconds=duration_s / 2))
        return answer

    def _receive(self, call: Call, token: Secret, started: float) -> Answer:
        content = None if call.body is None else _ENCODER.encode(call.body)
        url = self.endpoint.url + call.path
        query = httpx.QueryParams(tuple(call.query)) if call.query else None
        request = self._http.build_request(call.method, url, params=query, content=content)
        if content is not None:
            request.headers["Content-Type"] = "application/json"
        request.headers["Authorization"] = f"Bearer {token.reveal()}"  # its repr hides this one
        response = self._http.send(request, stream=True)
        with closing(response):
            _check_packing(response)
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MAX_ANSWER_BYTES:
                    raise _TooMuch(f"The answer is larger than {MAX_ANSWER_BYTES >> 20} MB.")
                if self._clock.monotonic() - started > 2 * self.timeout_s:
                    raise _TooMuch(f"The answer was not complete after {2 * self.timeout_s:.0f} seconds.")
            return Answer(response.status_code, response.headers, bytes(body), self.endpoint.host)

    def _note_skew(self, answer: Answer, halfway: datetime) -> None:
        date = http_date(answer.headers.get("date", ""))
        if date is not None:
            # The header is cut to whole seconds; its middle is the best guess.
            self._skew.seconds = (date - halfway).total_seconds() + 0.5


def _connections(endpoint: Endpoint, timeout_s: float, transport: httpx.BaseTransport | None) -> httpx.Client:
    try:
        return httpx.Client(
            headers={"User-Agent": f"AirSync/{__version__}", "Accept": "application/json", "Accept-Encoding": "gzip"},
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=not endpoint.loopback,
            follow_redirects=False,
            timeout=timeout_s,
            transport=transport,
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        # A proxy's address may hold a password, so that the exception is not shown.
        detail = "The proxy settings of this computer (HTTPS_PROXY, ALL_PROXY) can't be used."
    raise UsageError(detail=detail)


class _TooMuch(Exception):
    """An answer without end."""


def _unreachable(call: Call, detail: str, outcome_unknown: bool) -> Unreachable:
    endpoint = f"{call.method} {call.template}"
    return Unreachable(endpoint=endpoint, status=None, detail=detail[:300], outcome_unknown=outcome_unknown)


def _fits_a_header(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def _check_packing(response: httpx.Response) -> None:
    """Packed once at most: what is packed twice unpacks a thousand times a thousandfold, in one go."""
    if response.headers.get("content-encoding", "").strip().lower() not in _PACKINGS:
        raise _TooMuch("The answer is packed in a way that was not asked for.")


def _certificate_facts(error: BaseException | None, host: str) -> dict[str, str]:
    """``certificate`` (what is wrong with it) and ``host``, where that is why there is no connection."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return {"certificate": str(getattr(error, "verify_message", "") or error), "host": host}
        error = error.__cause__ or error.__context__
    return {}


def _without(token: Secret, answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(token.reveal().encode(), "…".encode()))


def _decoded(call: Call, answer: Answer, answer_type: type[T]) -> T:
    fault: AirSyncError
    try:
        return from_json(answer.body or (b"{}" if answer_type is Nothing else b""), answer_type)
    except NO_JSON as error:
        detail = f"The answer is not Airtable's JSON: {error}"
        fault = _unreachable(call, detail, call.writes)
    raise fault


def _may_repeat(call: Call, error: BaseException) -> bool:
    if isinstance(error, Unreachable) and error.certificate:  # it is no better a second later
        return False
    return isinstance(error, Transient) and not (call.once and error.outcome_unknown)


_exponential = wait_exponential_jitter(initial=FIRST_BACKOFF_S, max=LONGEST_BACKOFF_S, jitter=FIRST_BACKOFF_S)


def _backoff(state: RetryCallState) -> float:
    error = _failure(state)
    if isinstance(error, RateLimited):
        return 0.0  # the limiter now holds back everything for that base, this request included
    return max(_exponential(state), error.retry_after_s or 0.0)


def _failure(state: RetryCallState) -> Any:
    assert state.outcome is not None
    return state.outcome.exception()
