"""The process in which files are read, started by `files/process.py` for every command that reads.

Reads requests, a JSON object a line, on standard input: which file, in which form. Writes answers, a JSON object a line: the text asked
for (`text`), or why there is none (`said`); before it, how far reading has come (`doing`) where that takes its time.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.files.limits import MEMORY
from adminplan.files.process import Answer, Request

if TYPE_CHECKING:
    from adminplan.plan.plan import Plan

_LIGHT = 16 << 20  # bytes of a file that is converted with others
_STARTS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


def answer(request: Request, converted: dict[str, bytes] | None = None) -> Answer:
    """What one request is answered. Never raises for what stands in a file.

    `converted` keeps from one request to the next what was converted together: DOCX by path.
    """
    from adminplan.errors import AdminplanError, UnreadableFile

    path = request["path"]
    try:
        docx = _converted(path, request.get("together", []), converted if converted is not None else {})
        plan = _plan(Path(path), request.get("password"), docx, model=request.get("model", True))
        if request["form"] == "reading":
            from adminplan.store.rows import reading_of

            return {"reading": reading_of(plan, sha256=plan.source.sha256).told()}
        return {"text": render(plan, request)}
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


def _plan(path: Path, password: str | None, docx: bytes | None, *, model: bool) -> Plan:
    """The plan of a document, or of a file that `adminplan parse` wrote."""
    if path.suffix.lower() == ".json":
        from adminplan.plan.codec import load

        return load(path.read_text(encoding="utf-8"))
    from adminplan import api

    return api.parse(path, password=password, docx=docx, model=model)


def render(plan: Plan, request: Request) -> str:
    """The plan in the form that a request asks for."""
    if request["form"] == "json":
        from adminplan.plan.codec import dump

        return dump(plan)
    from adminplan.view import review, summary

    made = review.review(plan, request["below"]) if "below" in request else None
    if request["form"] == "markdown":
        return summary.markdown(plan, made)
    return summary.terminal(plan, made, width=request["width"], color=request["color"])


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


def _end_with(parent: int, folder: str) -> None:
    """End when the process that asks is gone without a word: nobody would wait for the answer or stop a file that hangs."""
    while os.getppid() == parent:
        time.sleep(1)
    shutil.rmtree(folder, ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)  # with the programs that it runs; it leads a group of its own
    os._exit(1)


def main() -> int:
    """Answers until standard input ends: the one that asks is gone, and so is then the folder (the only argument) of its temporary files."""
    folder = sys.argv[1]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that programs which it runs are ended on the way out
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="surrogatepass")
    os.dup2(2, 1)  # what a library prints is no answer
    _bound_memory()
    threading.Thread(target=_end_with, args=(os.getppid(), folder), daemon=True).start()

    def write(one: Answer) -> None:
        answers.write(json.dumps(one, ensure_ascii=False) + "\n")
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
    shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
