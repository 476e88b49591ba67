"""Tasks over one process, several, or a Dask cluster; results come in the order of the tasks."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context, parent_process
from typing import Any, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
_AHEAD = 4  # tasks handed out per worker: enough to keep all busy, few enough to hold in memory


class BuildError(RuntimeError):
    """Work that cannot be spread as asked. The message names the way out."""


class _Future(Protocol[Result]):  # type: ignore[misc]
    def result(self) -> Result: ...


def in_order(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int = 1, dask: str | None = None
) -> Generator[Result, None, None]:
    """Do the work on every task.

    Args:
        work: A function of a module, so that other processes find it too.
        tasks: What to do it on; where there is nothing, no process is started.
        workers: How many processes; 1 works in this one.
        dask: Address of a Dask scheduler, "tcp://HOST:PORT", whose workers take the place of processes.

    Yields:
        Results in the order of the tasks.

    Raises:
        BuildError: Dask is wanted and not installed, or a process died.
        OSError: No scheduler answers at the address.
    """
    workers = min(workers, len(tasks))
    if dask is not None and tasks:
        yield from _by_dask(work, tasks, dask)
    elif workers > 1:
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_parent)
        try:
            yield from _windowed(lambda task: pool.submit(work, task), tasks, workers * _AHEAD)
        except BrokenProcessPool as error:
            raise BuildError(
                "a worker process died, perhaps for want of memory; what was done is kept: go on with fewer workers"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)
    else:
        yield from map(work, tasks)


def _by_dask(work: Callable[[Task], Result], tasks: Iterable[Task], address: str) -> Iterator[Result]:
    try:
        distributed = import_module("distributed")  # an extra
    except ModuleNotFoundError as error:
        raise BuildError("Dask is not installed: pip install 'newstables[dask]'") from error
    with distributed.Client(address) as client:
        threads = sum(client.ncores().values()) or 1
        yield from _windowed(lambda task: client.submit(work, task, pure=False), tasks, threads * _AHEAD)


def _windowed(submit: Callable[[Task], _Future[Result]], tasks: Iterable[Task], ahead: int) -> Iterator[Result]:
    waiting: deque[_Future[Result]] = deque()
    for task in tasks:
        waiting.append(submit(task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _follow_parent() -> None:
    """A worker leaves the keyboard's interrupt to its parent, and ends when that ends, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent: Any = parent_process()

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
