"""What every test shares."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Test helpers sit beside the tests; importlib mode leaves sys.path alone.
sys.path[:0] = [str(Path(__file__).parent / folder) for folder in ("helpers", "benchmarks", "browser", "soak")]

from stores import full, home, store  # noqa: E402 - now that they are found

__all__ = ["full", "home", "store"]

# Where a helper asserts, a failure says as much as in a test.
pytest.register_assert_rewrite("ten")

# The machine decides how long an example takes; a slow one is no failure.
_ANY_SPEED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("atlas", max_examples=10, **_ANY_SPEED)  # for every change
settings.register_profile("soak", max_examples=300, **_ANY_SPEED)  # `make soak` asks for it
settings.load_profile("atlas")
