"""Speed against the budgets, both sides of every ratio measured in one run on the same machine.

Reads the documents of corpus/ (and files named on the command line). Writes a table to standard output, and with --json to a file; with --check the
exit status is 1 where a budget is broken. Sides are measured in turns and compared by medians; work in this process is
measured in processor time, so that other programs on the machine do not count. Milliseconds are this machine's.

  text to Plan        at most 3 ms a page of 3,000 characters
  digital PDF         at least 5 times as fast as pdfplumber's bare `extract_text`, at most 2 times pypdfium2's char boxes
  DOCX                at most the time that python-docx takes to read every paragraph and cell
  adminplan --help    at most 0.15 s beyond `python -c pass`
  import adminplan    at most 60 ms beyond `python -c pass`
  scanned page        at most 1.15 times bare tesseract; at most 1.5% of the words of corpus/ read otherwise than printed
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import NamedTuple

import adminplan

CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
PAGE = 3000  # characters


class Budget(NamedTuple):
    """One line of the table: what was measured, what is allowed, and in which unit."""

    name: str
    measured: float
    allowed: float
    unit: str
    detail: str
    at_most: bool = True

    @property
    def kept(self) -> bool:
        """Whether the measure stays within what is allowed."""
        return self.measured <= self.allowed if self.at_most else self.measured >= self.allowed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path, help="documents to measure besides those of corpus/")
    options.add_argument("--check", action="store_true", help="exit 1 where a budget is broken")
    options.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    options.add_argument("--repeats", type=int, default=7, help="turns of each side (default: 7)")
    given = options.parse_args()
    files = sorted(path for path in CORPUS.iterdir() if path.suffix != ".json") + given.files
    pdfs = [path for path in files if path.suffix.lower() == ".pdf" and readable(path)]
    docxs = [path for path in files if path.suffix.lower() == ".docx" and readable(path)]
    texts = [plan.text for plan in map(readable, files) if plan]
    budgets = [
        text_budget(texts, given.repeats),
        *pdf_budgets(pdfs, given.repeats),
        docx_budget(docxs, given.repeats),
        help_budget(given.repeats),
        import_budget(given.repeats),
        *scan_budgets(pdfs),
    ]
    for one in budgets:
        sign = "<=" if one.at_most else ">="
        print(
            f"{'kept  ' if one.kept else 'BROKEN'}  {one.name:<44}{one.measured:8.2f} {one.unit:<9}({sign} {one.allowed:g})  {one.detail}"
        )
    if given.json:
        rows = [one._asdict() | {"kept": one.kept} for one in budgets]
        given.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if given.check and not all(one.kept for one in budgets) else 0


def readable(path: Path) -> adminplan.Plan | None:
    """The plan of a file, or nothing where it cannot be read: that is said, not measured."""
    try:
        return adminplan.parse(path)
    except adminplan.AdminplanError as error:
        print(f"not measured: {error}")
        return None


def in_turns(repeats: int, *sides: Callable[[], object], clock: Callable[[], float] = time.process_time) -> list[float]:
    """The median seconds of each side, all sides measured once in every turn, after one turn to warm up."""
    spent: list[list[float]] = [[] for _ in sides]
    for turn in range(repeats + 1):
        for position, side in enumerate(sides):
            began = clock()
            side()
            if turn:
                spent[position].append(clock() - began)
    return [median(one) for one in spent]


def text_budget(texts: list[str], repeats: int) -> Budget:
    pages = sum(map(len, texts)) / PAGE
    (ours,) = in_turns(repeats, lambda: [adminplan.parse_text(text) for text in texts])
    return Budget(
        "text to Plan", ours * 1000 / pages, 3, "ms a page", f"{len(texts)} texts, {pages:.1f} pages of {PAGE} characters"
    )


def pdf_budgets(paths: list[Path], repeats: int) -> list[Budget]:
    ours, plumber, boxes = in_turns(
        repeats,
        lambda: [adminplan.parse(path) for path in paths],
        lambda: [pdfplumber_text(path) for path in paths],
        lambda: [pdfium_boxes(path) for path in paths],
    )
    pages = sum(adminplan.parse(path).source.pages or 0 for path in paths)
    detail = f"{len(paths)} files, {pages} pages, ours {ours * 1000 / pages:.1f} ms a page"
    return [
        Budget(
            "digital PDF: pdfplumber.extract_text / ours",
            plumber / ours,
            5,
            "times",
            f"{detail}, pdfplumber {plumber * 1000 / pages:.1f}",
            at_most=False,
        ),
        Budget(
            "digital PDF: ours / pypdfium2 char boxes", ours / boxes, 2, "times", f"{detail}, boxes {boxes * 1000 / pages:.1f}"
        ),
    ]


def docx_budget(paths: list[Path], repeats: int) -> Budget:
    ours, bare = in_turns(
        repeats, lambda: [adminplan.parse(path) for path in paths], lambda: [python_docx_text(path) for path in paths]
    )
    detail = f"{len(paths)} files, ours {ours * 1000 / len(paths):.1f} ms a file, python-docx {bare * 1000 / len(paths):.1f}"
    return Budget("DOCX: ours / bare python-docx", ours / bare, 1, "times", detail)


def help_budget(repeats: int) -> Budget:
    program = Path(sys.executable).with_name("adminplan")
    ours, bare = in_turns(
        max(repeats, 11),
        lambda: subprocess.run([program, "--help"], check=True, stdout=subprocess.DEVNULL),
        lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        clock=time.perf_counter,
    )
    return Budget(
        "adminplan --help beyond python -c pass", ours - bare, 0.15, "s", f"{ours:.3f} s in all, python alone {bare:.3f}"
    )


def import_budget(repeats: int) -> Budget:
    ours, bare = in_turns(
        max(repeats, 11),
        lambda: subprocess.run([sys.executable, "-c", "import adminplan"], check=True),
        lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        clock=time.perf_counter,
    )
    return Budget("import adminplan beyond python -c pass", (ours - bare) * 1000, 60, "ms", f"{ours * 1000:.0f} ms in all")


def scan_budgets(paths: list[Path]) -> list[Budget]:
    """Pages rendered at 200 dpi, one after another; words are compared in their order, also those of letterheads and tables."""
    import pypdfium2

    from adminplan.files.read import read

    if not shutil.which("tesseract"):
        print("not measured: scanned pages, tesseract is not installed")
        return []
    wrong = total = pages = 0
    times = [0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            printed = read(path)
            document = pypdfium2.PdfDocument(path)
            for number, page in enumerate(printed.pages):
                picture = Path(folder) / f"{path.stem}-{number}.png"
                document[number].render(scale=200 / 72).to_pil().convert("L").save(picture, dpi=(200, 200))
                meant = printed.raw[page.start : page.end].split()
                began = time.perf_counter()
                found = read(picture).raw.split()
                between = time.perf_counter()
                bare_tesseract(picture)
                times = [times[0] + between - began, times[1] + time.perf_counter() - between]
                blocks = SequenceMatcher(None, found, meant, autojunk=False).get_matching_blocks()
                wrong += max(len(meant), len(found)) - sum(block.size for block in blocks)
                total += len(meant)
                pages += 1
            document.close()
    detail = f"{pages} pages, ours {times[0] / pages:.2f} s a page, tesseract {times[1] / pages:.2f}"
    return [
        Budget("scans: ours / bare tesseract", times[0] / times[1], 1.15, "times", detail),
        Budget("scans: words read otherwise than printed", 100 * wrong / total, 1.5, "%", f"{total} words of {pages} pages"),
    ]


def bare_tesseract(picture: Path) -> None:
    command = ["tesseract", str(picture), "stdout", "-l", "vie"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})


def pdfplumber_text(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\f".join(page.extract_text() or "" for page in document.pages)


def pdfium_boxes(path: Path) -> int:
    """Every character's box, as a program in Python reads them."""
    import pypdfium2

    count = 0
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        for index in range(text.count_chars()):
            text.get_charbox(index)
            count += 1
        text.close()
        page.close()
    document.close()
    return count


def python_docx_text(path: Path) -> str:
    import docx

    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
