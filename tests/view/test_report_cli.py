"""`adminplan report`: from a document, a plan in JSON, an archive; what cannot be done is said."""

from pathlib import Path

import pytest

from adminplan import api
from adminplan.cli import main
from adminplan.store.archive import Archive
from adminplan.view.report import page

DOCUMENT = Path(__file__).parents[2] / "corpus" / "documents" / "05-kh-cdcs-na-sang.txt"


def test_a_document_and_its_plan_give_the_same_page(tmp_path, capsys):
    target = tmp_path / "plan.html"
    assert main(["report", str(DOCUMENT), "-o", str(target)]) == 0
    written = target.read_text(encoding="utf-8")
    assert written == page(api.parse(DOCUMENT))
    assert "written to" in capsys.readouterr().err
    plan = tmp_path / "plan.json"
    plan.write_text(api.dump(api.parse(DOCUMENT)), encoding="utf-8")
    assert main(["report", str(plan)]) == 0
    assert capsys.readouterr().out == written


def test_a_plan_of_an_archive_says_which_cited_documents_are_there(tmp_path, capsys):
    url = f"sqlite:///{tmp_path / 'plans.db'}"
    cited, citing = (DOCUMENT.parent / name for name in ("26-kh-tld-tong-lien-doan.docx", "31-kh-ldld-vinh-long.docx"))
    with Archive(url) as archive:
        archive.add(cited, citing)
        ids = {plan.source.name: plan.id for plan in archive.plans()}
    target = tmp_path / "plan.html"
    assert main(["report", ids[citing.name], "--db", url, "-o", str(target)]) == 0
    written = target.read_text(encoding="utf-8")
    assert f"có trong kho: {ids[cited.name]}" in written
    assert "không có trong kho" in written
    assert "chưa đối chiếu" not in written.casefold()
    assert main(["report", str(citing)]) == 0
    alone = capsys.readouterr().out
    assert "<td>chưa đối chiếu</td>" in alone
    assert "trang này làm từ riêng một văn bản" in alone
    assert "có trong kho" not in alone
    assert main(["report", "vn/none", "--db", url]) == 2
    assert "holds no document" in capsys.readouterr().err


def test_what_cannot_be_done_is_said(tmp_path, capsys):
    assert main(["report", str(tmp_path / "none.pdf")]) == 1
    assert "none.pdf" in capsys.readouterr().err
    assert main(["report", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
    file = tmp_path / "plan.txt"
    file.write_bytes(DOCUMENT.read_bytes())
    assert main(["report", str(file), "-o", str(file)]) == 2
    assert "would be written over" in capsys.readouterr().err
    assert file.read_bytes() == DOCUMENT.read_bytes()
    broken = tmp_path / "plan.json"
    broken.write_text("{}", encoding="utf-8")
    target = tmp_path / "plan.html"
    assert main(["report", str(broken), "-o", str(target)]) == 1
    assert not target.exists()
    assert main(["report", str(DOCUMENT), "-o", str(tmp_path / "no" / "plan.html")]) == 2


def test_help_shows_examples(capsys):
    with pytest.raises(SystemExit):
        main(["report", "--help"])
    said = capsys.readouterr().out
    assert "examples:" in said
    assert "exit status:" in said
