"""An hour of requests, a quiet one, and a bad one."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from airsync_gui.jobs.health_report import Bucket, HealthReport, ReadingLine, RequestLine
from airsync_gui.jobs.health_states import HealthPart, HealthState, TokenAge
from tests.ui.samples.pairs import NOW

_REQUESTS = (
    5, 6, 3, 6, 7, 6, 9, 2, 5, 2, 2, 4, 5, 6, 25, 31, 32, 23, 5, 3, 3, 8, 4, 0, 5, 4, 1, 2, 3, 4, 3, 5, 10, 2, 2, 4,
    8, 2, 9, 1, 1, 3, 8, 4, 6, 26, 29, 5, 9, 6, 4, 5, 3, 6, 5, 25, 23, 22, 18, 6,
)  # fmt: skip
_MEAN = (
    195, 180, 200, 170, 205, 198, 210, 188, 192, 205, 240, 230, 238, 195, 200, 190, 186, 160, 150, 155, 158, 150,
    190, 175, 195, 188, 180, 196, 170, 185, 186, 205, 190, 180, 200, 185, 194, 200, 178, 160, 172, 168, 175, 150,
    155, 152, 160, 148, 168, 150, 160, 175, 178, 150, 158, 175, 166, 180, 168, 172,
)  # fmt: skip
_P95 = (
    420, 370, 440, 350, 400, 390, 430, 410, 400, 380, 760, 720, 730, 420, 430, 450, 400, 300, 310, 400, 350, 440,
    330, 430, 400, 460, 390, 450, 380, 400, 370, 430, 410, 440, 400, 450, 380, 460, 400, 430, 440, 400, 420, 380,
    330, 390, 350, 400, 360, 430, 410, 380, 430, 370, 400, 330, 380, 400, 350, 390,
)  # fmt: skip


def _minute(number: int) -> Bucket:
    count = _REQUESTS[number]
    errors = 1 if number in (15, 41) else 0
    limited = 1 if number == 15 else 0
    at = NOW - timedelta(minutes=60 - number)
    return Bucket(at, count, errors, limited, _MEAN[number] if count else 0, _P95[number] if count else 0)


def request(
    seconds_ago: float,
    method: str,
    what: str,
    ms: float,
    status: int | None = 200,
    endpoint: str = "/v0/{base}/{table}",
) -> RequestLine:
    """One line of the log."""
    return RequestLine(NOW - timedelta(seconds=seconds_ago), method, endpoint, status, ms, what)


LOG = (
    request(3, "PATCH", "Training › Workouts · write records", 243),
    request(3, "PATCH", "Training › Workouts · write records", 226),
    request(4, "PATCH", "Training › Workouts · write records", 1204, 503),
    request(5, "GET", "Training › Workouts · read records", 188),
    request(5, "GET", "Training › Workouts · read records", 201),
    request(134, "GET", "Habits › Meals · read records", 164),
    request(1033, "PATCH", "Habits › Meals · write records", 231),
    request(2615, "GET", "Kitchen › Recipes · read records", 92, 429),
    request(2800, "GET", "fields of a base", 118),
)
READINGS = (
    ReadingLine(
        "p1", "Meals", "feed", dead=False, words="By the change feed: Airtable says what changed.", checked_at=NOW
    ),
    ReadingLine(
        "p2",
        "Workouts",
        "modified",
        dead=False,
        words="By the times of last edits. The token may not use webhooks: that takes the scope webhook:manage and "
        "the creator role.",
        checked_at=NOW - timedelta(hours=2),
    ),
)
DEAD = ReadingLine(
    "p3",
    "Recipes",
    "feed",
    dead=True,
    words="The change feed is dead: it was not read for days. The next sync reads all records.",
    checked_at=NOW - timedelta(days=12),
)
PARTS = (
    HealthPart("token", "patA1b2C3d4E5f6G7.…", "patA1b2C3d4E5f6G7.…", 486, 2, 1, 212, 468),
    HealthPart("base", "appA", "Training", 301, 1, 0, 226, 510),
    HealthPart("base", "appB", "Habits", 160, 0, 0, 181, 390),
    HealthPart("base", "appC", "Kitchen", 25, 1, 1, 150, 300),
    HealthPart("pair", "p2", "Workouts", 301, 1, 0, 226, 510),
    HealthPart("pair", "p1", "Meals", 160, 0, 0, 181, 390),
    HealthPart("pair", "", "Set-up and checks", 25, 1, 1, 150, 300),
)
STATES = (
    HealthState(
        "errors",
        "96 of 486 requests failed in the last hour (19.8 %); 60 of them because of the rate. Unhealthy from 5 %.",
        alert=True,
    ),
    HealthState("guard", "Body stopped before anything was written: a guard asks what to do.", "Body", "p5"),
    HealthState("feed", "The change feed of Recipes is dead; a sync mends it.", "Recipes", "p3", alert=True),
    HealthState("conflicts", "2 conflicts of Meals wait for you.", "Meals", "p1", ill=False),
    HealthState(
        "token_age",
        "The access token “work” is 97 days old: make a new one at Airtable, and replace it.",
        "work",
        alert=True,
    ),
)
HOUR = HealthReport(
    range_name="hour",
    healthy=True,
    why="2 of 486 requests failed in the last hour. Unhealthy from 5 %.",
    requests=486,
    errors=2,
    rate_limited=1,
    mean_ms=212,
    p95_ms=468,
    buckets=tuple(map(_minute, range(60))),
    log=LOG,
    calls_this_month=214,
    allowance=1000,
    forecast=412,
    by_pair=(("Workouts", 71), ("Meals", 64), ("Habits", 42), ("Recipes", 28), ("Body metrics", 9)),
    readings=READINGS,
    parts=PARTS,
    tokens=(TokenAge("default", 12, old=False),),
)
QUIET = replace(
    HOUR,
    why="No requests in the last hour.",
    requests=0,
    errors=0,
    rate_limited=0,
    mean_ms=0,
    p95_ms=0,
    buckets=tuple(Bucket(bucket.at, 0, 0, 0, 0, 0) for bucket in HOUR.buckets),
    log=(),
    calls_this_month=0,
    allowance=None,
    forecast=0,
    by_pair=(),
    parts=(),
    tokens=(),
)
BAD = replace(
    HOUR,
    healthy=False,
    why="96 of 486 requests failed in the last hour (19.8 %); 60 of them because of the rate. Unhealthy from 5 %.",
    errors=96,
    rate_limited=60,
    buckets=tuple(replace(bucket, errors=bucket.requests // 5) for bucket in HOUR.buckets),
    calls_this_month=870,
    forecast=1680,
    readings=(*READINGS, DEAD),
    states=STATES,
    tokens=(TokenAge("default", 12, old=False), TokenAge("work", 97, old=True)),
)
MONTH = replace(
    HOUR,
    range_name="month",
    why="2 of 486 requests failed in the last 30 days. Unhealthy from 5 %.",
    buckets=tuple(
        replace(bucket, at=NOW - timedelta(days=30 - number)) for number, bucket in enumerate(HOUR.buckets[30:])
    ),
    log=tuple(replace(entry, at=entry.at - timedelta(days=number)) for number, entry in enumerate(LOG)),
)
