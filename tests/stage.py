"""Sets the stage before Django is set up: tests run as tests, wherever they are started from."""

import os
import tempfile

os.environ.setdefault("TILTH_STAGE", "test")
os.environ.setdefault("TILTH_DATA", tempfile.mkdtemp(prefix="tilth-tests-"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's loop runs in the tests' own thread
