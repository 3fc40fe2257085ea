"""What every test shares."""

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

# Test helpers sit beside the tests; importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))

# The machine decides how long an example takes; a slow one is no failure.
settings.register_profile("atlas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("atlas")
