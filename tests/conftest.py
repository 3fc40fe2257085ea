"""What every test shares."""

import sys
from pathlib import Path

# Test helpers sit beside the tests; importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))
