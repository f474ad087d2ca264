"""How long the laws are tried: ``ci`` is short and always the same; ``AIRSYNC_SOAK=1`` is long and new each time."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

settings.register_profile(
    "laws-ci",
    max_examples=120,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=_CHECKS,
)
settings.register_profile(
    "laws-soak", max_examples=2_000, stateful_step_count=50, deadline=None, suppress_health_check=_CHECKS
)
LAWS = settings.get_profile("laws-soak" if os.environ.get("AIRSYNC_SOAK") else "laws-ci")
