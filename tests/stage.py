"""Sets the stage before Django is set up: tests run as tests, wherever they are started from."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("TILTH_STAGE", "test")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's loop runs in the tests' own thread
if "TILTH_DATA" not in os.environ:
    os.environ["TILTH_DATA"] = tempfile.mkdtemp(prefix="tilth-tests-")
    atexit.register(shutil.rmtree, os.environ["TILTH_DATA"], ignore_errors=True)
Path(os.environ["TILTH_DATA"], "static").mkdir(parents=True, exist_ok=True)  # where collected assets would be
# Each of several processes has its own databases, and so its own keys: one of them puts old keys back between tests.
os.environ["TILTH_KEYS"] = str(Path(os.environ["TILTH_DATA"], f"keys-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"))
