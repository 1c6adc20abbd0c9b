"""The process in which files are read: stopped, crashed or without memory, it costs one file and leaves nothing behind."""

import os
import re
import subprocess
import sys
import tempfile
import time

import pytest

import adminplan
from adminplan import cli
from adminplan.files import process
from adminplan.files.process import Worker
from adminplan.worker import answer


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path_factory, monkeypatch):
    """The folder for temporary files is empty afterwards."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH\nTrồng cây", encoding="utf-8")
    return str(path)


def program(tmp_path, monkeypatch, code):
    """Put another program in the place of Python, which the worker is started with."""
    path = tmp_path / "other"
    path.write_text(f"#!{sys.executable}\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(path))


posix = pytest.mark.skipif(os.name != "posix", reason="signals and programs are others elsewhere")


@posix
def test_a_file_that_takes_too_long_is_given_up(tmp_path, monkeypatch, document):
    program(
        tmp_path,
        monkeypatch,
        "import os, signal, tempfile, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "open(tempfile.mkdtemp() + '/left', 'w').close()\nopen("
        + repr(str(tmp_path / "pid"))
        + ", 'w').write(str(os.getpid()))\ntime.sleep(600)",
    )
    monkeypatch.setattr(process, "_GRACE", 0.1)
    with Worker(seconds=1.5) as reader:
        began = time.perf_counter()
        said = reader.ask({"path": document, "form": "json"})["said"]
        assert time.perf_counter() - began < 10
    assert said == f"{document}: not read within 1.5 seconds, and given up. Allow more with --seconds, or split the file."
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@posix
def test_a_crash_costs_one_file(tmp_path, monkeypatch, document):
    real = sys.executable
    program(tmp_path, monkeypatch, "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    with Worker() as process:
        said = process.ask({"path": document, "form": "json"})["said"]
        assert said.startswith(f"{document}: the process that read it broke down (signal 11)")
        monkeypatch.setattr(sys, "executable", real)
        assert adminplan.load(process.ask({"path": document, "form": "json"})["text"]).text.startswith("KẾ HOẠCH")


def test_one_process_reads_many_files(document):
    with Worker() as process:
        process.ask({"path": document, "form": "json"})
        first = process._process.pid
        assert "no such file" in process.ask({"path": "không có.pdf", "form": "json"})["said"]
        assert process.ask({"path": document, "form": "markdown"})["text"].startswith("# ")
        assert process._process.pid == first


@posix
def test_who_ends_the_program_ends_what_it_began(tmp_path, nothing_is_left):
    file = tmp_path / "lau.txt"
    file.write_text("\n".join("a\tb\tc\td" for _ in range(60_000)), encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "adminplan.cli", "parse", file], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    for _ in range(100):
        time.sleep(0.05)
        if any(nothing_is_left.iterdir()):
            break
    running.terminate()
    assert running.wait(20) == 143
    assert running.stderr.read() == b""
    running.stderr.close()


@posix
@pytest.mark.parametrize("asked", ["", f"worker.ask({{'path': {__file__!r}, 'form': 'json'}}); "])
def test_who_kills_the_program_finds_nothing_left_either(nothing_is_left, asked):
    """Killed, a program can tidy nothing away; the process that reads for it does, whether it has read already or begins only now."""
    code = f"from adminplan.files.process import Worker; worker = Worker(); {asked or 'worker._process = worker._start(); '}print(flush=True); input()"
    begun = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with begun:
        assert begun.stdout.readline() == b"\n"
        assert len(list(nothing_is_left.iterdir())) == 1
        begun.kill()
    until = time.monotonic() + 10
    while list(nothing_is_left.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(nothing_is_left.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to an amount of memory")
def test_memory_is_bounded():
    code = (
        "import adminplan.worker as worker\nfrom adminplan import api\nworker.MEMORY = 400 << 20\nworker._bound_memory()\n"
        "api.parse = lambda *_, **more: bytearray(900 << 20)\nprint(worker.answer({'path': 'a', 'form': 'json'})['said'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert re.fullmatch(r"a: needs more than \d+ GB of memory\. Split the file, or save it anew\.\n", done.stdout)


def test_a_recursion_that_goes_too_deep_is_no_crash(monkeypatch):
    from adminplan import api

    def deep(*_, **more):
        return deep(**more)

    monkeypatch.setattr(api, "parse", deep)
    assert answer({"path": "a", "form": "json"}) == {
        "said": "a: needs to go deeper than it may. Split the file, or save it anew."
    }


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "x", "1e400"])
def test_a_time_limit_is_a_time(seconds):
    with pytest.raises(SystemExit) as caught:
        cli.main(["parse", "a", "--seconds", seconds])
    assert caught.value.code == 2


def test_old_word_files_are_converted_together(tmp_path, monkeypatch):
    from adminplan import api
    from adminplan.files import doc

    starts, given = [], []
    names = [tmp_path / f"{number}.rtf" for number in range(5)]
    for path in names:
        path.write_bytes(b"{\\rtf1 a}")
    names[3].write_bytes(b"no rtf")
    monkeypatch.setattr(doc, "convert_many", lambda files: starts.append(sorted(files)) or {one: one.encode() for one in files})
    monkeypatch.setattr(api, "parse", lambda path, **more: given.append((path.name, more["docx"])))
    converted = {}
    asked = [str(path) for path in names]
    answer({"path": asked[0], "form": "json", "together": [*asked[1:], str(tmp_path / "gone.rtf")]}, converted)
    for number in range(1, 5):
        answer(
            {"path": asked[number], "form": "json", "together": asked[number + 1 :]} if number != 3 else {"path": asked[3]},
            converted,
        )
    assert starts == [[asked[0], asked[1], asked[2], asked[4]]]
    assert given == [(path.name, None if number == 3 else asked[number].encode()) for number, path in enumerate(names)]
    assert converted == {}


def test_the_worker_is_told_what_comes_next(tmp_path, monkeypatch):
    names = [tmp_path / name for name in ("a.doc", "b.txt", "c.DOC", "d.rtf")]
    monkeypatch.setattr(process, "BATCH", 2)
    reader = Worker(files=names)
    asked = []
    monkeypatch.setattr(process.json, "dumps", lambda request: asked.append(request) or "{}")
    with reader:
        for path in names:
            reader._process = None
            monkeypatch.setattr(Worker, "_start", lambda _: Silent())
            reader.ask({"path": str(path), "form": "json"})
            reader._process = None
    assert [request.get("together") for request in asked] == [[str(names[2])], None, [str(names[3])], []]


class Silent:
    """A process that answers nothing of use."""

    class stdin:  # noqa: N801 - as in subprocess
        write = flush = staticmethod(lambda *_: None)

    class stdout:  # noqa: N801
        readline = staticmethod(lambda: b"{}\n")
