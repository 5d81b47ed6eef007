"""Who works through the batches: this process alone, several processes, or a cluster. Results are the same."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Protocol, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
Given = TypeVar("Given", covariant=True)

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
AHEAD = 2
"""So many jobs per worker are handed out before the first result is taken, so that memory stays flat."""


class Promise(Protocol[Given]):
    """A result to come."""

    def result(self) -> Given:
        """The result, when it is there."""
        ...

    def cancel(self) -> object:
        """Not wanted any more."""
        ...


class Client(Protocol):
    """What we ask of a `distributed.Client`."""

    def submit(self, function: Callable[[Job], Result], job: Job, *, pure: bool) -> Promise[Result]:
        """Hand out a job."""
        ...

    def nthreads(self) -> Mapping[str, int]:
        """How many threads each worker has."""
        ...


class Crew(Protocol):
    """Does jobs that do not depend on one another."""

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """The result of each job, in the order of the jobs. Who stops asking, stops the work."""
        ...


@dataclass(frozen=True)
class Alone:
    """Works in this process, one job after another."""

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """Each job when its result is asked for."""
        return map(function, jobs)


class Processes:
    """Works in so many processes of this machine, each with one thread. Use it in a `with` statement."""

    def __init__(self, workers: int) -> None:
        """The processes start with the first jobs, and stay for the next."""
        if workers < 1:
            raise ValueError("a crew has at least one worker")
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """Several jobs at once."""
        pool = self._pool = self._pool or ProcessPoolExecutor(self.workers, get_context("spawn"), _one_thread)
        return in_order(lambda job: pool.submit(function, job), jobs, self.workers * AHEAD)

    def __enter__(self) -> "Processes":
        """The crew itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Send the workers home."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None


def _one_thread() -> None:
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))


class Cluster:
    """Works on a cluster of machines, through a `distributed.Client` that knows it (the extra `cluster`)."""

    def __init__(self, client: Client) -> None:
        """The client stays the caller's, to close."""
        self.client = client

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """As many jobs at once as the cluster has threads."""
        threads = sum(self.client.nthreads().values())
        return in_order(lambda job: self.client.submit(function, job, pure=False), jobs, threads * AHEAD)


def in_order(submit: Callable[[Job], Promise[Result]], jobs: Iterable[Job], ahead: int) -> Iterator[Result]:
    """The results in the order of the jobs, with never more than so many handed out."""
    waiting: deque[Promise[Result]] = deque()
    try:
        for job in jobs:
            waiting.append(submit(job))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for promise in waiting:
            promise.cancel()
