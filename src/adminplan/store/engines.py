"""Where files are read: in processes of this machine, or on a Dask cluster. Both take the same tasks and give the same results.

Reads `Task`s. Writes `Result`s as they come, in any order, never more at once than keeps the readers busy.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import AdminplanError, ArchiveError
from adminplan.files.limits import SECONDS
from adminplan.files.process import Worker
from adminplan.store.rows import Told
from adminplan.store.sources import local

AHEAD = 16  # tasks for each reader, so that it is busy while what came is written


class Task(NamedTuple):
    """A file to be read, unless its content is `known` (sha256) from before, and what was the matter with it then.

    `model`: whether a learned model is asked about headings that no rule knows.
    """

    address: str
    known: str | None
    reason: str | None = None
    password: str | None = None
    model: bool = True


class Result(NamedTuple):
    """What came of a task: the reading as it was told, or the reason why there is none; neither where the content is known."""

    address: str
    sha256: str
    bytes: int
    reading: Told | None = None
    reason: str | None = None


def take(task: Task, worker: Worker) -> Result:
    """Read one file in the worker's process. Never raises for what stands in a file."""
    try:
        with local(task.address) as path:
            if task.known is not None and (sha256 := _sum(path)) == task.known:
                return Result(task.address, sha256, path.stat().st_size, reason=task.reason)
            answer = worker.ask({"path": str(path), "form": "reading", "password": task.password, "model": task.model})
            reading, said = answer.get("reading"), answer.get("said")
            # The one that reads has told the sum already; of a plan in JSON it tells that of the document.
            sha256 = reading["sha256"] if reading and path.suffix.lower() != ".json" else _sum(path)
            return Result(task.address, sha256, path.stat().st_size, reading, said and said.replace(str(path), task.address))
    except (OSError, AdminplanError) as error:
        reason = f"{task.address}: {error.strerror}" if isinstance(error, OSError) else str(error)
        return Result(task.address, hashlib.sha256(b"").hexdigest(), 0, reason=reason)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def here(tasks: Iterator[Task], *, workers: int, seconds: float = SECONDS) -> Generator[Result]:
    """Read in processes of this machine, `workers` side by side; each file has its time. Closing the generator ends them."""
    ours = threading.local()
    begun: list[Worker] = []

    def read(task: Task) -> Result:
        if not hasattr(ours, "worker"):
            ours.worker = Worker(seconds=seconds)
            begun.append(ours.worker)
        return take(task, ours.worker)

    pool = ThreadPoolExecutor(workers, thread_name_prefix="adminplan")
    try:
        waiting: set[Future[Result]] = {pool.submit(read, task) for task in islice(tasks, AHEAD * workers)}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= {pool.submit(read, task) for task in islice(tasks, len(done))}
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in begun:
            worker.__exit__()


def on_dask(tasks: Iterator[Task], *, scheduler: str | None, workers: int, seconds: float = SECONDS) -> Generator[Result]:
    """Read on the workers of a Dask cluster, which must see the same addresses. A task whose worker is lost goes to another one.

    Without a scheduler's address a cluster of so many workers is started on this machine, and ended.

    Raises:
        ArchiveError: Dask is not installed, or the scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError as error:
        raise ArchiveError("reading on a cluster needs Dask. Install it with: pip install 'adminplan[dask]'") from error
    with contextlib.ExitStack() as begun:
        place = scheduler or begun.enter_context(LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None))
        try:
            client = begun.enter_context(Client(place, timeout="10s"))
        except (OSError, ValueError) as error:
            raise ArchiveError(f"no Dask scheduler answers at {scheduler}: {error}") from error
        many = AHEAD * max(1, sum(client.nthreads().values()))

        def submit(count: int) -> list[Any]:
            return [client.submit(take_there, task, seconds, pure=False, retries=2) for task in islice(tasks, count)]

        coming = as_completed(submit(many))
        for future in coming:
            yield future.result()
            future.release()
            for new in submit(1):
                coming.add(new)


_there = threading.local()


def take_there(task: Task, seconds: float) -> Result:
    """`take` on a worker of a cluster, each of whose threads keeps a process of its own."""
    if not hasattr(_there, "worker"):
        _there.worker = Worker(seconds=seconds)
    return take(task, _there.worker)
