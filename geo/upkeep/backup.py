"""Backup: a store as it stands at one version, in one tar file, while others may write.

The log up to a version and the data files it names never change, so they are copied as they lie. Read model and
summaries of the log are made again from them, and files that were gathered into others are not needed: they are left
out, as is everything else that is not named in `manifest`.
"""

import contextlib
import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from deltalake.exceptions import DeltaError

from geo.errors import GeoError, UnwritableFileError
