"""What every test shares."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Test helpers sit beside the tests; importlib mode leaves sys.path alone.
sys.path[:0] = [str(Path(__file__).parent / f) for f in ("", "api", "benchmarks", "browser", "readers", "soak")]

# Where a helper asserts, a failure says as much as in a test.
pytest.register_assert_rewrite("ten")

# The machine decides how long an example takes; a slow one is no failure.
settings.register_profile("atlas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("atlas")
