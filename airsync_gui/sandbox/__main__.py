"""``python -m airsync_gui.sandbox``: the sample sandbox on a socket, until it is told to end."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import threading
from collections.abc import Sequence
from datetime import datetime

from airsync_gui.sandbox import SANDBOX_TOKEN, Sandbox, Switches, sample_sandbox, serve

_EVERY = {
    "lose": ("lost_answers", "a write is done and its answer lost"),
    "drop": ("lost_requests", "a write is not done and its answer lost"),
    "fail": ("server_errors", "a request gets a server error"),
    "cut": ("cut_bodies", "an answer breaks off in the middle"),
    "garble": ("garbled_bodies", "an answer is half a JSON text"),
    "expire": ("expired_offsets", "a later page finds its offset expired"),
    "spoil": ("failed_answers", "a request is done and answered with a server error"),
    "html": ("html_bodies", "an answer is a proxy's HTML page"),
    "trickle": ("slow_bodies", "an answer comes in slow pieces"),
    "limit": ("rate_limits", "a request is refused as too many"),
    "shorten": ("short_lists", "a list ends after two rows"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m airsync_gui.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 is any free one")
    parser.add_argument("--no-rate-limit", action="store_true")
    parser.add_argument("--records", type=int, default=40, help="rows of the table Meals")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input does: its starter holds it open"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--allowance", type=int, help="calls in a month before all are refused")
    parser.add_argument("--delay-ms", type=int, default=0, help="wait so long before each answer")
    parser.add_argument("--fail-status", type=int, default=503)
    parser.add_argument("--fail-html", action="store_true", help="server errors come as HTML")
    parser.add_argument("--now", type=datetime.fromisoformat, help="the time of day at the start (ISO, with offset)")
    parser.add_argument(
        "--switch",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a doubtful behaviour of Airtable's, set otherwise: " + ", ".join(Switches().as_json()),
    )
    for name, (_, help_text) in _EVERY.items():
        parser.add_argument(f"--{name}-every", type=int, default=0, metavar="N", help=f"each N-th time {help_text}")
    return parser


def _sandbox(options: argparse.Namespace) -> Sandbox:
    sandbox = sample_sandbox(
        records=options.records,
        now=datetime.now().astimezone(),
        rate_limit=not options.no_rate_limit,
        seed=options.seed,
        allowance=options.allowance,
    )
    sandbox.switches.set(dict(part.partition("=")[::2] for part in options.switch))
    if options.now:
        sandbox.world.clock_skew_s = (options.now - datetime.now().astimezone()).total_seconds()
    faults = sandbox.faults
    for name, (fault, _) in _EVERY.items():
        getattr(faults, fault).every = getattr(options, f"{name}_every")
    faults.server_error_status = options.fail_status
    faults.server_error_html = options.fail_html
    faults.latency_ms = options.delay_ms
    return sandbox


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT (or, if asked, the parent's end)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        sandbox = _sandbox(options)
    except (ValueError, TypeError) as error:
        parser.error(str(error))
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with serve(sandbox, port=options.port) as server:
        print(f"Sandbox Airtable on {server.url} (token {SANDBOX_TOKEN}, any client)", flush=True)  # noqa: T201
        if options.with_parent:
            threading.Thread(target=_watch_parent, args=(ended,), name="parent", daemon=True).start()
        while not ended.wait(0.5):  # with an end, or Windows would not see Ctrl-C
            pass
    return 0


def _watch_parent(ended: threading.Event) -> None:
    """However the parent ends, the system closes its end of the pipe.

    Its process id would do on Unix only, and not where a packaged program has a loader between the two. Read past
    ``sys.stdin``, whose lock would be held as this process ends.
    """
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    ended.set()


if __name__ == "__main__":
    raise SystemExit(main())
