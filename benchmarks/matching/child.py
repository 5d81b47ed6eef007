"""One side on one instance, in a process of its own: prints what it took and found, as JSON.

Peak memory is this process's own, and that of the solver it started, if it started one.
"""

import json
import resource
import sys
from time import perf_counter, process_time

from benchmarks.matching.instances import Instance
from benchmarks.matching.sides import side


def main() -> None:
    """The first argument names the side, the second holds the instance."""
    solve = side(sys.argv[1])(Instance.from_json(sys.argv[2]))
    before, began, used = _peak(resource.RUSAGE_SELF), perf_counter(), _processor()
    answer = solve()
    took = {"cpu": _processor() - used, "seconds": perf_counter() - began}
    peaks = {"megabytes": _peak(resource.RUSAGE_SELF), "before": before, "beside": _peak(resource.RUSAGE_CHILDREN)}
    wrong = answer.faults()
    status = f"FAULTY: {wrong[0]}" if wrong else answer.status
    told = {"value": answer.value, "bound": answer.bound, "widest": answer.widest, "status": status}
    print(json.dumps(took | peaks | told))


def _processor() -> float:
    """Seconds of processor time, those of finished children included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()
