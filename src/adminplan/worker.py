"""A process of its own in which files are read, so that one that hangs, crashes or devours memory costs only itself.

Reads requests, a JSON object a line, on standard input: which file, in which form. Writes answers, a JSON object a line: the text asked
for (`text`), or why there is none (`said`); before it, how far reading has come (`doing`) where that takes its time.

Only a process can be stopped in the middle of a library's C code. Its temporary files lie in one folder, which the process that asks
removes, whatever happened.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict

from adminplan.files.limits import MEMORY, SECONDS

if TYPE_CHECKING:
    from adminplan.plan.plan import Plan

BATCH = 20  # old Word files that are converted together: starting LibreOffice takes a second, converting a file a quarter of one
_OLD = frozenset({".doc", ".rtf"})
_STARTS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_LIGHT = 16 << 20  # bytes of a file that is converted with others
_GRACE = 3.0  # seconds to end what it started itself, before it is ended


class Request(TypedDict, total=False):
    """What is asked: the plan of a file as `json`, `markdown` or `table` (`width` columns, `color`), opened with a password.

    `together`: files that will be asked for next, which LibreOffice converts in the same start.
    """

    path: str
    together: list[str]
    form: str
    password: str | None
    width: int
    color: bool


class Answer(TypedDict, total=False):
    """What was made of a file: its `text`, or what is `said` instead; or what is `doing`, and the answer is still to come."""

    text: str
    said: str
    doing: str


class Worker:
    """The process, as the one that asks sees it. A context manager: at its end the process and its files are gone.

    Old Word files among `files`, which will be asked for in this order, are converted `BATCH` at a time.
    """

    def __init__(self, *, seconds: float = SECONDS, files: Sequence[Path] = ()) -> None:
        self._seconds = seconds
        self._old = [str(path) for path in files if path.suffix.lower() in _OLD]
        self._folder = tempfile.TemporaryDirectory(prefix="adminplan-", ignore_cleanup_errors=True)
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._folder.cleanup()

    def ask(self, request: Request, doing: Callable[[str], object] = str) -> Answer:
        """The answer, from a process that is started where there is none; the time limit holds for both together.

        `doing` is called with what the process says before its answer: "page 3 of 12 recognised".
        """
        path = request["path"]
        if path in self._old:
            following = self._old.index(path) + 1
            request = {**request, "together": self._old[following : following + BATCH - 1]}
        process = self._process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            _stop(process)

        clock = threading.Timer(self._seconds, stop)
        clock.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(json.dumps(request) + "\n")
                process.stdin.flush()
                while (line := process.stdout.readline()).endswith("\n"):
                    answer: Answer = json.loads(line)
                    if "doing" not in answer:
                        return answer
                    doing(answer["doing"])
        finally:
            clock.cancel()
        status = self._end()
        self._old.clear()  # whatever file it was, the others do not wait for it again
        if late.is_set():
            return {
                "said": f"{path}: not read within {self._seconds:g} seconds, and given up. "
                "Allow more with --seconds, or split the file."
            }
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return {
            "said": f"{path}: the process that read it broke down ({how}): it is damaged, or wants more than {MEMORY >> 30} GB of memory. "
            "Open it where you can, and save it anew or in parts."
        }

    def _start(self) -> subprocess.Popen[str]:
        folder = self._folder.name
        return subprocess.Popen(
            [sys.executable, "-m", "adminplan.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "TMPDIR": folder, "TEMP": folder, "TMP": folder},
            start_new_session=True,
        )

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


def _stop(process: subprocess.Popen[str]) -> None:
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


# --- the other side ---------------------------------------------------------------------------------------------------


def answer(request: Request, converted: dict[str, bytes] | None = None) -> Answer:
    """What one request is answered. Never raises for what stands in a file.

    `converted` keeps from one request to the next what was converted together: DOCX by path.
    """
    from adminplan.errors import AdminplanError, UnreadableFile

    path = request["path"]
    try:
        docx = _converted(path, request.get("together", []), converted if converted is not None else {})
        return {"text": _render(_plan(Path(path), request.get("password"), docx), request)}
    except UnreadableFile as error:  # the reader may know the file by another name
        said = f"{error.found}. {error.remedy}"
    except AdminplanError as error:
        said = str(error)
    except UnicodeDecodeError:
        said = "not UTF-8 text. Is it a plan that `adminplan parse` wrote?"
    except OSError as error:
        said = f"{error.strerror or error}. Check the name and the permissions."
    except (MemoryError, RecursionError) as error:
        kind = f"more than {MEMORY >> 30} GB of memory" if isinstance(error, MemoryError) else "to go deeper than it may"
        said = f"needs {kind}. Split the file, or save it anew."
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not cost the others
        said = f"a fault in adminplan ({type(error).__name__}: {error}). Please report it, with the file if you may."
    return {"said": f"{path}: {said}"}


def _converted(path: str, together: Sequence[str], converted: dict[str, bytes]) -> bytes | None:
    """The DOCX of an old Word file, where it pays to convert it with others."""
    if path not in converted and together:
        from adminplan.files.doc import convert_many

        documents = {}
        for one in (path, *together):
            with contextlib.suppress(OSError):
                file = Path(one)
                if file.is_file() and file.stat().st_size <= _LIGHT:
                    documents[one] = file.read_bytes()
        converted.clear()
        converted.update(convert_many({one: data for one, data in documents.items() if data.startswith(_STARTS)}))
    return converted.pop(path, None)


def _plan(path: Path, password: str | None, docx: bytes | None) -> Plan:
    """The plan of a document, or of a file that `adminplan parse` wrote."""
    if path.suffix.lower() == ".json":
        from adminplan.plan.codec import load

        return load(path.read_text(encoding="utf-8"))
    from adminplan import api

    return api.parse(path, password=password, docx=docx)


def _render(plan: Plan, request: Request) -> str:
    if request["form"] == "json":
        from adminplan.plan.codec import dump

        return dump(plan)
    from adminplan.view import summary

    if request["form"] == "markdown":
        return summary.markdown(plan)
    return summary.terminal(plan, width=request["width"], color=request["color"])


def _bound_memory() -> None:
    """Hold this process to `MEMORY`, or to three quarters of what the machine has, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = min(MEMORY, installed * 3 // 4)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def main() -> int:
    """Answers until standard input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that programs which it runs are ended on the way out
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    _bound_memory()

    def write(one: Answer) -> None:
        answers.write(json.dumps(one) + "\n")
        answers.flush()

    class Teller(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            write({"doing": record.getMessage()})

    ours = logging.getLogger("adminplan")
    ours.addHandler(Teller())
    ours.setLevel(logging.INFO)
    with contextlib.suppress(BrokenPipeError), answers:
        converted: dict[str, bytes] = {}
        for line in sys.stdin:
            write(answer(json.loads(line), converted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
