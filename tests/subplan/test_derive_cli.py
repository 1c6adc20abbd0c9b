"""The command derive, and the trace: files, statuses, what is said, what is escaped."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import adminplan
from adminplan import cli
from adminplan.files.doc import find_office
from adminplan.subplan.derive import derive
from adminplan.subplan.trace import trace_json
from adminplan.view.trace_page import trace_page

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
PLAN = CORPUS / "48-kh-ldld-son-la.txt"
UNIT, DAY = "LĐLĐ huyện Mường La", "2024-02-20"


def run(*arguments):
    return cli.main(["derive", *map(str, arguments)])


def test_a_draft_is_written_and_what_is_to_be_done_is_told(tmp_path, capsys):
    target = tmp_path / "out.docx"
    assert run(PLAN, "--for", UNIT, "--issued", DAY, "-o", target, "--number", "12", "--signer", "Cà Văn Nọi") == 0
    said = capsys.readouterr().out
    assert said.startswith("Dự thảo: Kế hoạch của Liên đoàn Lao động huyện Mường La\n")
    assert "Kinh phí: xác định nguồn và mức" in said
    assert "(number)" not in said, "what was given is not asked for"
    written = adminplan.parse(target)
    assert (written.letterhead.number, written.letterhead.date) == ("12/KH-LĐLĐ", date(2024, 2, 20))
    assert written.signers[0].name == "Cà Văn Nọi"


def test_a_plan_in_json_and_set_fields(tmp_path):
    source, target = tmp_path / "plan.json", tmp_path / "out.docx"
    source.write_text(adminplan.dump(adminplan.parse(PLAN)), encoding="utf-8")
    assert run(source, "--for", UNIT, "--issued", DAY, "-o", target, "--set", "position=PHÓ CHỦ TỊCH") == 0
    assert adminplan.parse(target).signers[0].position == "PHÓ CHỦ TỊCH"


def test_a_plan_of_an_archive(tmp_path, capsys):
    url, target = f"sqlite:///{tmp_path / 'plans.db'}", tmp_path / "out.docx"
    from adminplan.store.archive import Archive

    with Archive(url) as archive:
        archive.add(PLAN, workers=1)
        work = next(iter(archive.plans())).id
    assert run(work, "--db", url, "--for", UNIT, "--issued", DAY, "-o", target) == 0
    assert target.is_file()
    assert run("vn/nobody", "--db", url, "--for", UNIT, "--issued", DAY, "-o", target) == 1
    assert "holds no document vn/nobody" in capsys.readouterr().err


def test_all_who_owe_a_plan(tmp_path, capsys):
    assert run(PLAN, "--all-owed", tmp_path / "all", "--issued", DAY) == 0
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert "lien-doan-lao-dong-huyen-muong-la.docx" in names
    assert len(names) >= 12
    assert f"{len(names)} of {len(names)} drafts written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--for", "Sở Y tế", "--issued", DAY, "-o", "x.docx"], 1, "does not stand below"),
        (["--for", UNIT, "--issued", "2025-08-01", "-o", "x.docx"], 1, "does not exist on 2025-08-01"),
        (["--issued", DAY, "-o", "x.docx"], 2, "--for UNIT"),
        (["--for", UNIT, "--issued", DAY], 2, "-o FILE"),
        (["--for", UNIT, "--issued", DAY, "-o", "x.docx", "--trace", "x.pdf"], 2, "a trace is .html or .json"),
        (["--for", UNIT, "--issued", DAY, "-o", "x.docx", "--set", "colour=red"], 2, "cannot set colour"),
        (["--for", UNIT, "--issued", DAY, "-o", "x.docx", "--set", "title"], 2, "say KEY=VALUE"),
        (["--for", UNIT, "--issued", DAY, "-o", "no/such/x.docx"], 2, "cannot write"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, status, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(PLAN, *arguments) == status
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()


def test_the_plan_itself_is_never_written_over(tmp_path, capsys):
    plan = tmp_path / "plan.docx"
    plan.write_bytes((CORPUS / "85-kh-ubnd-son-la.docx").read_bytes())
    assert run(plan, "--for", "Sở Y tế", "--issued", "2024-03-12", "-o", plan) == 2
    assert "would be written over" in capsys.readouterr().err


def test_a_pdf_beside_the_docx(tmp_path):
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    target = tmp_path / "out.docx"
    assert run(PLAN, "--for", UNIT, "--issued", DAY, "-o", target, "--pdf") == 0
    assert adminplan.parse(target.with_suffix(".pdf")).letterhead.issuer == "LIÊN ĐOÀN LAO ĐỘNG HUYỆN MƯỜNG LA"


def test_the_trace_as_data(tmp_path):
    target = tmp_path / "trace.json"
    assert run(PLAN, "--for", UNIT, "--issued", DAY, "-o", tmp_path / "out.docx", "--trace", target) == 0
    told = json.loads(target.read_text(encoding="utf-8"))
    assert told["schema"] == "adminplan/trace/1"
    assert {one["origin"]["change"] for one in told["sentences"]} >= {"copied", "narrowed", "rescheduled", "re-addressed", "new"}
    assert all(one["places"] == 1 for one in told["coverage"])
    assert told["left_out"][0]["why"].startswith("giao cho")


def test_the_trace_as_a_page_shows_both_sides_and_escapes():
    plan = adminplan.parse_text(
        PLAN.read_text(encoding="utf-8").replace("Tạo không khí vui tươi", "Tạo <script>alert(1)</script> & “không khí” vui tươi")
    )
    child = derive(plan, UNIT, issued=date(2024, 2, 20))
    page = trace_page(replace(child, todo=("<img src=x onerror=alert(2)>",)), "Kế hoạch <b>48</b>")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page
    assert "Kế hoạch &lt;b&gt;48&lt;/b&gt;" in page
    assert "http://" not in page.replace("http-equiv", "")
    assert "https://" not in page
    assert "Thời gian: chậm nhất ngày 15/6/2024." in page
    assert "Thời gian: chậm nhất ngày 11/6/2024." in page
    assert "<mark>[…: chỉ tiêu của đơn vị]</mark>" in page
    assert trace_json(child) == trace_json(child)
