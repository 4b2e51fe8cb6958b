"""How Hypothesis tries what takes as long as it takes: in tests, in `make fuzz`, of the law."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

USUAL = settings(
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
