"""A process of its own in which files are read, as the one that asks sees it: a file that hangs, crashes or devours memory costs only itself.

Reads requests. Writes them to the process (`adminplan.worker`), a JSON object a line, and reads its answers: the text asked for (`text`; for an archive the
`reading`), or why there is none (`said`); before it, how far reading has come (`doing`) where that takes its time.

Only a process can be stopped in the middle of a library's C code. Its temporary files lie in one folder, which the one that asks removes,
whatever happened; where that one is killed, the process does.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self, TypedDict

from adminplan.files.limits import MEMORY, SECONDS

BATCH = 20  # old Word files that are converted together: starting LibreOffice takes a second, converting a file a quarter of one
_OLD = frozenset({".doc", ".rtf"})
_LOOK = 0.1  # seconds between two looks at the clock
_GRACE = 3.0  # seconds to end what it started itself, before it is ended


class Request(TypedDict, total=False):
    """What is asked: the plan of a file as `json`, `markdown` or `table` (`width` columns, `color`), opened with a password.

    `below`: show only what a person should check: findings with a confidence below it, and what is odd.
    `model`: whether a learned model is asked about headings that no rule knows (default: yes).
    `together`: files that will be asked for next, which LibreOffice converts in the same start.
    """

    path: str
    together: list[str]
    form: str
    password: str | None
    width: int
    color: bool
    below: float
    model: bool


class Answer(TypedDict, total=False):
    """What was made of a file: its `text` (for an archive its `reading`), or what is `said` instead; or what is `doing`, and the answer
    is still to come.
    """

    text: str
    reading: dict[str, Any]
    said: str
    doing: str


class Worker:
    """The process, as the one that asks sees it. A context manager: at its end the process and its files are gone.

    Old Word files among `files`, which will be asked for in this order, are converted `BATCH` at a time. `model`: as in a request, for
    all that do not say it.
    """

    def __init__(self, *, seconds: float = SECONDS, files: Sequence[Path] = (), model: bool = True) -> None:
        self._seconds, self._model = seconds, model
        self._old = [str(path) for path in files if path.suffix.lower() in _OLD]
        self._folder: tempfile.TemporaryDirectory[str] | None = None  # made with the first process
        self._process: subprocess.Popen[bytes] | None = None
        self._until = math.inf  # when the time of the file that is being read is over

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        if self._folder:
            self._folder.cleanup()

    def ask(self, request: Request, doing: Callable[[str], object] = str) -> Answer:
        """The answer, from a process that is started where there is none; the time limit holds for both together.

        `doing` is called with what the process says before its answer: "page 3 of 12 recognised".
        """
        path = request["path"]
        request = {"model": self._model, **request}
        if path in self._old:
            following = self._old.index(path) + 1
            request = {**request, "together": self._old[following : following + BATCH - 1]}
        process = self._process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        self._until = time.monotonic() + self._seconds
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
                while (line := process.stdout.readline()).endswith(b"\n"):
                    answer: Answer = json.loads(line)
                    if "doing" not in answer:
                        return answer
                    doing(answer["doing"])
        finally:
            late, self._until = time.monotonic() >= self._until, math.inf
        status = self._end()
        self._old.clear()  # whatever file it was, the others do not wait for it again
        if late:
            return {
                "said": f"{path}: not read within {self._seconds:g} seconds, and given up. "
                "Allow more with --seconds, or split the file."
            }
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return {
            "said": f"{path}: the process that read it broke down ({how}): it is damaged, or wants more than {MEMORY >> 30} GB of memory. "
            "Open it where you can, and save it anew or in parts."
        }

    def _start(self) -> subprocess.Popen[bytes]:
        made = self._folder = self._folder or tempfile.TemporaryDirectory(prefix="adminplan-", ignore_cleanup_errors=True)
        folder = made.name
        process = subprocess.Popen(  # noqa: S603 - our own program and a folder made here
            [sys.executable, "-m", "adminplan.worker", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TMPDIR": folder, "TEMP": folder, "TMP": folder},
            start_new_session=True,
        )
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()
        return process

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Stop the process when the time of its file is over."""
        while process.poll() is None:
            if time.monotonic() >= self._until:
                _stop(process)
            time.sleep(_LOOK)

    def _end(self) -> int:
        """Its exit status, once it and its children are gone and what they left in the folder is removed."""
        process, self._process = self._process, None
        if process is None:
            return 0
        _stop(process)
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                assert pipe
                pipe.close()
        return process.wait()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, so that it ends the programs that it runs; then end it."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
