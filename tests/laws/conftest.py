"""How long the laws are tried: ``ci`` is short and always the same, ``soak`` one round of many that differ."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

settings.register_profile(
    "laws-ci",
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=_CHECKS,
)
settings.register_profile(
    "laws-planted",
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=_CHECKS,
)
settings.register_profile(
    "laws-soak", max_examples=25, stateful_step_count=50, deadline=None, database=None, suppress_health_check=_CHECKS
)
LAWS = settings.get_profile(f"laws-{os.environ.get('AIRSYNC_LAWS', 'ci')}")
