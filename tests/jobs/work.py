"""Work for tests to give to a worker."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def never_ends(sign: str) -> None:
    """Say that it has begun, and sleep until somebody ends the process. The second time it ends at once."""
    begun = Path(sign)
    if begun.exists():
        begun.write_text("done")
        return
    begun.write_text(str(os.getpid()))
    time.sleep(60)


@task()
def always_fails() -> None:
    raise RuntimeError("as it should")


@task()
def succeeds() -> int:
    return 1
