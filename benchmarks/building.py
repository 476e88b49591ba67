"""Cost of a build as articles grow in number, with workers, with Dask, and with nothing new; printed, never asserted.

python benchmarks/building.py [ARTICLES ...]   # 100 and 1,000 made articles where no number is given

Each build is a process of its own. Processor time is that of the process and of its workers; on a machine that does
other work too, it is the figure that can be compared. Memory is the most that one process held.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from made import write_texts
from serving import load

from newstables.extraction import build

# What README.md has the workers of a cluster started with.
WORKERS = {
    "MALLOC_TRIM_THRESHOLD_": "268435456",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
}
WORKED = 1_000  # articles, at most, that workers are compared on, twice each way: of fewer the start is a large part


def once(folder: str, store: str, workers: str) -> None:
    """One build, in this process; its figures as JSON on stdout."""
    with ExitStack() as stack:
        dask = None
        if workers == "dask":
            os.environ.update(WORKERS)
            distributed = import_module("distributed")
            cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
            dask = stack.enter_context(cluster).scheduler_address
        start, at_start = time.perf_counter(), _used()
        report = build([folder], store=store, workers=2 if dask else int(workers), dask=dask)
        seconds, own = time.perf_counter() - start, _used() - at_start
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    peaks = [resource.getrusage(of).ru_maxrss / 1024 for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    busy = own + children.ru_utime + children.ru_stime
    print(json.dumps({"seconds": seconds, "busy": busy, "peaks": peaks, "articles": report.articles}))


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(what: str, folder: Path, store: Path, workers: str) -> dict[str, float]:
    """Run ``once`` in a process of its own and print a line about it."""
    command = [sys.executable, __file__, "--once", str(folder), str(store), workers]
    environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"}  # as the command line has it
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found = json.loads(run.stdout)
    per_article = f"{found['busy'] / found['articles'] * 1000:>9,.0f} ms" if found["articles"] else f"{'':12}"
    own, other = found["peaks"]
    print(
        f"{what:32} {found['seconds']:>8,.1f} s {found['busy']:>8,.1f} s busy {per_article} an article "
        f"{own:>6,.0f} MiB {other:>6,.0f} MiB in a worker; {load()}",
        flush=True,
    )
    return found


def compared(folder: Path, parent: Path) -> None:
    """One worker, two, and Dask with two, twice over."""
    ways = {"1": "1 worker", "2": "2 workers", "dask": "Dask, 2 workers"}
    best: dict[str, float] = {}
    for turn in range(2):
        for workers, name in ways.items():
            found = measured(f"{name}, turn {turn + 1}", folder, parent / f"store-{workers}-{turn}", workers)
            best[workers] = min(best.get(workers, found["seconds"]), found["seconds"])
    print(
        f"\n2 workers {best['1'] / best['2']:.2f} x as fast as 1; Dask {best['dask'] / best['2']:.2f} x the time of 2"
    )


def main() -> None:
    numbers = [int(number) for number in sys.argv[1:]] or [100, 1000]
    with tempfile.TemporaryDirectory() as temporary:
        parent = Path(temporary)
        for number in numbers:
            folder, store = parent / f"{number}", parent / f"store-{number}"
            write_texts(folder, number, seed=number)
            first = measured(f"{number:,} articles", folder, store, "1")
            again = measured(f"{number:,} articles, nothing new", folder, store, "1")
            print(f"{again['seconds'] / first['seconds']:.2%} of the first, {again['busy'] / first['busy']:.2%} busy")
        folder = parent / "worked"
        write_texts(folder, min(WORKED, max(numbers)), seed=0)
        print()
        compared(folder, parent)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        once(*sys.argv[2:])
    else:
        main()
