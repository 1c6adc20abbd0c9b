"""Runs over many files: what is taken, what is left, what goes wrong, and that a run broken off loses and doubles nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

from adminplan.errors import ArchiveError
from adminplan.files.process import Worker
from adminplan.store import engines
from adminplan.store.archive import Archive
from adminplan.store.batch import How, Report, add, retry
from adminplan.store.database import connect
from adminplan.store.schema import PARTS, files, plans, readings, runs
from adminplan.store.sources import items, local

posix = pytest.mark.skipif(os.name != "posix", reason="signals are others elsewhere")


def document(number: int) -> str:
    return (
        f"UBND TỈNH TÂN GIANG\nSỞ Y TẾ\nSố: {number}/KH-SYT\nTân Giang, ngày 05 tháng 3 năm 2024\nKẾ HOẠCH\nTiêm chủng đợt {number}\n"
        f"I. NỘI DUNG\n1. Tổ chức tập huấn đợt {number}: trước ngày 30/4/2024, Trung tâm Y tế chủ trì.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Trung tâm Y tế: Báo cáo kết quả.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents, one of them in a folder below, and things that are none."""
    root = tmp_path / "kế hoạch"
    (root / "năm 2024").mkdir(parents=True)
    (root / "a.txt").write_text(document(1), encoding="utf-8")
    (root / "b.txt").write_text(document(2), encoding="utf-8")
    (root / "năm 2024" / "c.txt").write_text(document(3), encoding="utf-8")
    (root / "ghi chú.xyz").write_text("x", encoding="utf-8")
    (root / ".ẩn.txt").write_text("x", encoding="utf-8")
    return root


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All that an archive holds, without ids and the runs that differ by how often one was broken off."""
    engine = connect(url, create=False)
    with engine.connect() as connection:
        sums = {row.id: row.sha256 for row in connection.execute(select(readings.c.id, readings.c.sha256))}

        def of(table: Table) -> list[tuple[object, ...]]:
            key = table.c.get("plan_id", table.c.get("reading_id", table.c.get("id")))
            columns = [
                column for column in table.c if column.name not in {"id", "plan_id", "reading_id", "run_id", "replaced_in"}
            ]
            return sorted((sums.get(owner, ""), *map(str, row)) for owner, *row in connection.execute(select(key, *columns)))

        told = {table.name: of(table) for table in (readings, plans, files, *PARTS)}
    engine.dispose()
    return told


def test_folders_are_walked_and_what_is_there_is_left_as_it_is(url: str, folder: Path) -> None:
    with Archive(url) as archive:
        assert archive.add(folder) == Report(added=3)
        before = rows(url)
        assert archive.add(folder, workers=2) == Report(unchanged=3)
        assert rows(url) == before
        (folder / "b.txt").write_text(document(22), encoding="utf-8")
        assert archive.add(folder) == Report(changed=1, unchanged=2)
        assert sorted(plan.letterhead.number for plan in archive.plans()) == ["1/KH-SYT", "22/KH-SYT", "3/KH-SYT"]


def test_zip_files_are_looked_into(url: str, folder: Path, tmp_path: Path) -> None:
    package = tmp_path / "gói.zip"
    with zipfile.ZipFile(package, "w") as out:
        out.writestr("2024/kế hoạch.txt", document(7))
        out.writestr("2024/ảnh.gif", b"GIF")
        out.writestr("trong.zip", b"PK")
    with Archive(url) as archive:
        assert archive.add(package, folder / "a.txt") == Report(added=2, failed=1)
        (inner,) = archive.failed()
        assert inner.reason == f"{package}!/trong.zip: a zip file inside a zip file. Unpack it."
        assert archive.add(package) == Report(unchanged=1, failed=1)
        with archive.engine.connect() as connection:
            addresses = set(connection.execute(select(files.c.address).where(files.c.reason.is_(None))).scalars())
        assert addresses == {f"{package}!/2024/kế hoạch.txt", str(folder / "a.txt")}


def test_a_file_in_a_zip_that_unpacks_to_too_much_is_refused(url: str, tmp_path: Path) -> None:
    package = tmp_path / "bom.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.txt", b"\n" * (64 << 20))
    (tmp_path / "hỏng.zip").write_bytes(b"PK\3\4 not a zip")
    with Archive(url) as archive:
        assert archive.add(tmp_path) == Report(failed=2)
        assert [file.reason.split(": ", 1)[1] for file in archive.failed()] == [
            "a file that unpacks to 67,108,864 bytes. Unpack it yourself, if you trust it.",
            "a damaged zip file. Get the file again.",
        ]


def test_addresses_of_other_file_systems(url: str) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe("/archive/a.txt", document(5).encode())
    memory.pipe("/archive/below/b.txt", document(6).encode())
    try:
        with Archive(url) as archive:
            assert archive.add("memory://archive") == Report(added=2)
            assert archive.add("memory://archive") == Report(unchanged=2)
        with local("memory:///archive/a.txt") as path:
            assert path.read_text(encoding="utf-8") == document(5)
        assert not path.exists()
    finally:
        memory.rm("/archive", recursive=True)


@pytest.mark.parametrize("path", ["không có", "nothing://x", "memory://nowhere"])
def test_a_path_that_is_not_there(path: str) -> None:
    with pytest.raises(ArchiveError):
        list(items([path]))


def test_files_that_cannot_be_read_are_kept_with_their_reason_and_tried_again(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = folder / "hỏng.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    with Archive(url) as archive:
        assert archive.add(folder) == Report(added=3, failed=1)
        assert [file.reason for file in archive.failed()] == [
            f"{bad}: a damaged PDF. Get the file again, or repair it with qpdf or mutool clean."
        ]
        monkeypatch.setattr(Worker, "ask", None)
        assert archive.add(folder) == Report(unchanged=3, failed=1), (
            "what could not be read is told, and not tried again by itself"
        )
        monkeypatch.undo()
        assert retry(archive.engine, How()) == Report(failed=1)
        bad.write_text(document(9), encoding="utf-8")
        assert retry(archive.engine, How()) == Report(added=1)
        assert list(archive.failed()) == []


@posix
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "the process that read it broke down (signal 11)"),
        ("time.sleep(60)", "not read within 3 seconds"),
    ],
)
def test_a_file_that_breaks_its_process_costs_only_itself(
    url: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    program = tmp_path / "python"
    program.write_text(
        f"#!{sys.executable}\nimport os, signal, sys, time\nfrom adminplan import api, worker\nreal = api.parse\n"
        f"def parse(path, **more):\n    if path.name == 'b.txt':\n        {code}\n    return real(path, **more)\n"
        "api.parse = parse\nsys.exit(worker.main())\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with Archive(url) as archive:
        assert archive.add(folder, seconds=3) == Report(added=2, failed=1)
        (file,) = archive.failed()
        assert said in file.reason
        assert file.address.endswith("b.txt")


def number_of(table, url: str) -> int:
    engine = connect(url)
    with engine.connect() as connection:
        found = connection.execute(select(func.count()).select_from(table)).scalar_one()
    engine.dispose()
    return found


@posix
def test_a_run_killed_twenty_times_ends_like_one_left_alone(url: str, tmp_path: Path) -> None:
    root = tmp_path / "nhiều"
    root.mkdir()
    for number in range(1, 1201):
        (root / f"{number:04d}.txt").write_text(document(number), encoding="utf-8")
    (root / "hỏng.pdf").write_bytes(b"%PDF-1.7 nothing")
    whole = f"sqlite:///{tmp_path / 'whole.db'}"
    with Archive(whole) as archive:
        archive.add(root)
    command = [sys.executable, "-m", "adminplan.cli", "archive", "add", str(root), "--db", url, "--workers", "2"]
    chance = random.Random(20)
    kept = [0]
    for turn in range(20):
        begun = number_of(runs, url)
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while number_of(runs, url) == begun and process.poll() is None:
            time.sleep(0.02)
        # Before anything is written, and in the middle of it.
        while turn % 2 and number_of(plans, url) == kept[-1] and process.poll() is None:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 0.2))
        process.kill()
        process.wait()
        kept.append(number_of(plans, url))
    assert len(set(kept)) > 2, "broken off in the middle, again and again"
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    assert rows(url) == rows(whole)


@posix
def test_an_interrupted_run_keeps_what_was_read(url: str, tmp_path: Path) -> None:
    root = tmp_path / "nhiều"
    root.mkdir()
    for number in range(1, 2401):
        (root / f"{number:04d}.txt").write_text(document(number), encoding="utf-8")
    Archive(url).close()
    # Where the tests run in the background, their processes begin with this signal ignored.
    code = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from adminplan import cli; sys.exit(cli.main())"
    command = [sys.executable, "-c", code, "archive", "add", str(root), "--db", url, "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    with Archive(url) as archive:
        while not any(archive.plans()):
            time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "adminplan: interrupted\n")
    with Archive(url) as archive:
        kept = sum(1 for _ in archive.plans())
        assert 0 < kept < 2400
        with archive.engine.connect() as connection:
            assert connection.execute(select(runs.c.ended)).scalars().all() == [None]
        assert archive.add(root, workers=2) == Report(added=2400 - kept, unchanged=kept)


@posix
def test_without_a_scheduler_a_cluster_is_begun_here_and_ended(folder: Path, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom adminplan.store.archive import Archive\n"
        "if __name__ == '__main__':\n    with Archive(sys.argv[1]) as archive:\n"
        "        print(archive.add(sys.argv[2], engine='dask', workers=2))\n"
    )
    script = tmp_path / "add.py"  # processes of a cluster begin by importing the program that began them
    script.write_text(program, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'plans.db'}"
    done = subprocess.run([sys.executable, script, url, folder], capture_output=True, encoding="utf-8", check=True, timeout=120)
    assert done.stdout == f"{Report(added=3)}\n"
    with Archive(url) as archive:
        assert sum(1 for _ in archive.plans()) == 3


@posix
def test_a_cluster_reads_on_when_one_of_its_workers_is_killed(url: str, tmp_path: Path) -> None:
    root = tmp_path / "nhiều"
    root.mkdir()
    for number in range(1, 101):
        (root / f"{number:03d}.txt").write_text(document(number), encoding="utf-8")
    whole = f"sqlite:///{tmp_path / 'whole.db'}"
    with Archive(whole) as archive:
        archive.add(root)
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    place = tmp_path / "scheduler.json"
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", place],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        )
    ]  # fmt: skip
    try:
        while not place.exists():
            time.sleep(0.1)
        worker = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            "--scheduler-file",
            place,
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
        ]
        begun += [
            subprocess.Popen(worker, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=tmp_path)
            for _ in range(2)
        ]
        import json

        address = json.loads(place.read_text())["address"]
        killed = []

        def told(report: Report, _: str) -> None:
            if report.done >= 20 and not killed:
                begun[1].kill()
                killed.append(report.done)

        with Archive(url) as archive:
            report = add(archive.engine, [str(root)], How(engine="dask", scheduler=address), told)
        assert killed
        assert report == Report(added=100)
        assert rows(url) == rows(whole)
    finally:
        for process in begun:
            process.kill()
            process.wait()


def test_a_scheduler_that_does_not_answer(folder: Path, tmp_path: Path) -> None:
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive, pytest.raises(ArchiveError, match="no Dask scheduler answers"):
        archive.add(folder, engine="dask", scheduler="tcp://127.0.0.1:1")


def test_tasks_do_not_run_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the number of files: so many tasks are taken as keep the readers busy."""
    taken = 0

    def tasks():
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield engines.Task(str(number), None)

    monkeypatch.setattr(engines, "take", lambda task, _: engines.Result(task.address, "", 0))
    results = engines.here(tasks(), workers=2)
    next(results)
    assert taken <= 4 * engines.AHEAD
    results.close()
