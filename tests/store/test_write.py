"""What adding files changes, on both databases: nothing twice, history kept, the better reading shown."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

import adminplan
from adminplan.errors import ArchiveError
from adminplan.plan.plan import Plan
from adminplan.store import write
from adminplan.store.archive import Archive
from adminplan.store.database import REVISION, connect, writing
from adminplan.store.rows import reading_of
from adminplan.store.schema import PARTS, activities, files, metadata, plans, readings

PLAN = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
{title}

Thực hiện Kế hoạch số 21/KH-BYT ngày 02/02/2024 của Bộ Y tế về tiêm chủng, UBND tỉnh ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Nâng cao tỷ lệ tiêm chủng.
II. NỘI DUNG
1. Tổ chức tập huấn
- Đơn vị chủ trì: Sở Y tế.
- Thời gian: trước ngày 30/4/2024.
2. Tuyên truyền trên báo, đài
- Đơn vị chủ trì: Sở Thông tin và Truyền thông.
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế: Theo dõi, báo cáo kết quả.
"""


def plan(number: int = 12, title: str = "Triển khai chiến dịch tiêm chủng năm 2024") -> Plan:
    return adminplan.parse_text(PLAN.format(number=number, title=title))


def add(archive: Archive, address: str, content: str, made: Plan | None, reason: str | None = None) -> None:
    """What a run does with one file."""
    digest = sha256(content.encode()).hexdigest()
    with writing(archive.engine) as connection:
        run = write.begin_run(connection, [address])
        reading = reading_of(made, sha256=digest) if made else None
        write.take(connection, run, [write.File(address, digest, len(content), reading, reason)])


def count(archive: Archive, table, *conditions) -> int:
    with archive.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def test_a_plan_comes_back_as_it_went_in(url: str) -> None:
    made = plan()
    with Archive(url) as archive:
        add(archive, "a.txt", "one", made)
        assert list(archive.plans()) == [made]
        assert archive.plan(made.id) == made
        with pytest.raises(ArchiveError, match="holds no document vn/không/có"):
            archive.plan("vn/không/có")
        with archive.engine.connect() as connection:
            row = connection.execute(select(plans)).one()
            assert (row.number, row.number_key, row.issuer_key) == ("12/KH-UBND", "12/KH/UBND", "uy-ban-nhan-dan-tinh-tan-giang")
            assert [one.title for one in connection.execute(select(activities).order_by(activities.c.position))] == [
                "Tổ chức tập huấn", "Tuyên truyền trên báo, đài",
            ]  # fmt: skip


def test_the_same_content_again_changes_nothing(url: str) -> None:
    with Archive(url) as archive:
        add(archive, "a.txt", "one", plan())
        before = {table.name: count(archive, table) for table in (files, readings, plans, *PARTS)}
        add(archive, "a.txt", "one", plan())
        assert {table.name: count(archive, table) for table in (files, readings, plans, *PARTS)} == before


def test_a_changed_file_replaces_its_plan_and_keeps_its_history(url: str) -> None:
    with Archive(url) as archive:
        add(archive, "a.txt", "one", plan())
        changed = plan(title="Triển khai chiến dịch tiêm chủng đợt 2 năm 2024")
        add(archive, "a.txt", "two", changed)
        assert list(archive.plans()) == [changed]
        assert count(archive, activities) == 2
        assert count(archive, readings) == 2
        assert count(archive, files) == 2
        assert count(archive, files, files.c.replaced_in.is_(None)) == 1
        assert archive.plan(sha256(b"one").hexdigest()) == plan(), "what stood there before can still be looked at"


def test_two_formats_are_one_work_and_the_better_reading_is_shown(url: str) -> None:
    digital = plan()
    scanned = replace(digital, source=replace(digital.source, ocr=True))
    with Archive(url) as archive:
        add(archive, "a.pdf", "picture", scanned)
        assert list(archive.plans()) == [scanned]
        add(archive, "a.docx", "letters", digital)
        assert list(archive.plans()) == [digital]
        assert (count(archive, files), count(archive, plans)) == (2, 1)
        add(archive, "a.docx", "broken", None, reason="a.docx: a damaged DOCX")
        assert list(archive.plans()) == [scanned], "the other file still holds the work"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_adding_decides_nothing(url: str, order: tuple[int, ...]) -> None:
    digital = plan()
    made = [digital, replace(digital, issues=()), replace(digital, source=replace(digital.source, ocr=True))]
    with Archive(url) as archive:
        for index in order:
            add(archive, f"{index}.txt", str(index), made[index])
        assert list(archive.plans()) == [made[1]]


def test_a_file_that_cannot_be_read_costs_its_plan_and_says_why(url: str) -> None:
    with Archive(url) as archive:
        add(archive, "a.pdf", "one", plan())
        add(archive, "a.pdf", "broken", None, reason="a.pdf: a damaged PDF")
        assert list(archive.plans()) == []
        with archive.engine.connect() as connection:
            known = write.known(connection, "a.pdf")
        assert known is not None
        assert known.reason == "a.pdf: a damaged PDF"


def test_odd_names_and_letters_are_kept(url: str) -> None:
    odd = plan(title="Tiêu đề có \0 ký tự lạ")
    with Archive(url) as archive:
        add(archive, "tệp\udcff.txt", "one", odd)
        with archive.engine.connect() as connection:
            assert write.known(connection, "tệp\udcff.txt") is not None


def test_the_steps_make_the_schema_that_the_code_has(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = connect(url)
    ours = {"words", "ix_plans_words"}  # of the index, which SQLAlchemy does not know

    def include(_object, name, kind, *_) -> bool:
        return name not in ours and not (kind == "table" and name.startswith("plan_"))

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": include, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION
        assert inspect(connection).has_table("plans")
    engine.dispose()


def test_a_newer_archive_is_refused(url: str) -> None:
    from sqlalchemy import text

    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(ArchiveError, match="made by a newer adminplan"):
        connect(url)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("plans", "is no address of a database"),
        ("nothing://x", "is no address of a database"),
        ("postgresql://nobody@127.0.0.1:1/x", "does not answer"),
    ],
)
def test_addresses_that_lead_nowhere(address: str, said: str) -> None:
    with pytest.raises(ArchiveError, match=said):
        connect(address)


def test_no_archive_is_made_where_one_is_only_read(tmp_path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive"):
        Archive(f"sqlite:///{tmp_path / 'không.db'}", create=False)
    assert list(tmp_path.iterdir()) == []


def _state(archive: Archive) -> list[tuple[object, ...]]:
    """Everything that is kept, but for the numbers that the database gives."""
    with archive.engine.connect() as connection:
        held = select(files.c.address, files.c.sha256, files.c.reason, readings.c.work, files.c.replaced_in.is_(None)).join(
            readings, readings.c.id == files.c.reading_id, isouter=True
        )
        shown = (
            select(plans.c.work, plans.c.title, readings.c.sha256, activities.c.title)
            .join(readings, readings.c.id == plans.c.id)
            .join(activities, activities.c.plan_id == plans.c.id)
        )
        return sorted([*map(tuple, connection.execute(held)), *map(tuple, connection.execute(shown))], key=repr)


def test_files_taken_together_are_files_taken_one_by_one(url: str, tmp_path: Path) -> None:
    digital, other = plan(), plan(13, "Kiểm tra việc tiêm chủng")
    scanned = replace(digital, source=replace(digital.source, ocr=True))
    found = [
        write.File("new.pdf", "1" * 64, 1, reading_of(other, sha256="1" * 64)),
        write.File("a.pdf", "2" * 64, 1, reading_of(scanned, sha256="2" * 64)),
        write.File("broken.pdf", "3" * 64, 1, None, "broken.pdf: a damaged PDF"),
        write.File("a.docx", "4" * 64, 1, reading_of(digital, sha256="4" * 64)),  # the work of a.pdf
        write.File("copy.pdf", "1" * 64, 1, reading_of(other, sha256="1" * 64)),  # the content of new.pdf
        write.File("new.pdf", "5" * 64, 1, reading_of(plan(14), sha256="5" * 64)),  # it changed in the meantime
        write.File("more.pdf", "6" * 64, 1, reading_of(plan(15), sha256="6" * 64)),
    ]
    with Archive(url) as together, Archive(f"sqlite:///{tmp_path / 'other.db'}") as single:
        with writing(together.engine) as connection:
            became = write.take(connection, write.begin_run(connection, []), found)
        apart = []
        for one in found:
            with writing(single.engine) as connection:
                apart += write.take(connection, write.begin_run(connection, []), [one])
        assert became == apart == ["added", "added", "failed", "added", "added", "changed", "added"]
        assert _state(together) == _state(single)
