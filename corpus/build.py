"""Makes the corpus: `python corpus/build.py` writes `documents/`, `--check` compares instead.

*Reads* `sources/*.txt` and `fonts/`. *Writes* each document and its gold to `documents/`, and with what they were made.
"""

from __future__ import annotations

import importlib.metadata
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import to_docx
import to_pdf
import to_text
from markup import Document, read

HERE = Path(__file__).parent
SOURCES, DOCUMENTS = HERE / "sources", HERE / "documents"
MADE_WITH = HERE / "made-with.json"
TOOLS = {".docx": ("python-docx", "lxml", "zlib"), ".pdf": ("reportlab", "zlib")}


def versions() -> dict[str, str]:
    """The versions that the bytes of DOCX and PDF depend on."""
    found = {name: importlib.metadata.version(name) for name in ("lxml", "python-docx", "reportlab")}
    return {**found, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def documents() -> Iterator[Document]:
    """All documents of the corpus, by name."""
    for path in sorted(SOURCES.glob("*.txt")):
        try:
            yield read(path.stem, path.read_text("utf-8"))
        except Exception as error:
            raise ValueError(f"{path.name}: {error!r}") from error


def render(doc: Document) -> bytes:
    """The document in its format."""
    kind = doc.head["format"]
    if kind in {"docx", "pdf"}:
        return (to_docx if kind == "docx" else to_pdf).write(doc)
    return {"txt": to_text.txt, "html": to_text.html, "md": to_text.md}[kind](doc).encode()


def gold(doc: Document) -> bytes:
    """The annotation as JSON."""
    return (json.dumps(doc.gold, ensure_ascii=False, indent=1) + "\n").encode()


def words(name: str, data: bytes) -> list[str]:
    """The words of a file, for comparing where another version of a tool made it."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            text = " ".join(re.findall(r"<w:t[ >][^<]*", package.read("word/document.xml").decode()))
    elif name.endswith(".pdf"):
        import pypdfium2

        text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    else:
        text = data.decode()
    return re.findall(r"\w+", text)


def check() -> list[str]:
    """What the committed files have other than the sources say."""
    faults = []
    made_with = json.loads(MADE_WITH.read_text("utf-8"))
    now = versions()
    expected: set[str] = set()
    for doc in documents():
        for name, data in ((doc.file, render(doc)), (f"{doc.name}.gold.json", gold(doc))):
            expected.add(name)
            path = DOCUMENTS / name
            if not path.exists():
                faults.append(f"{name}: missing")
                continue
            stands = path.read_bytes()
            same_tools = all(made_with[t] == now[t] for t in TOOLS.get(path.suffix, ()))
            if stands != data and (same_tools or words(name, stands) != words(name, data)):
                faults.append(f"{name}: differs")
    faults += [f"{path.name}: has no source" for path in DOCUMENTS.iterdir() if path.name not in expected]
    return faults


def main() -> int:
    """Build, or with `--check` compare."""
    if "--check" in sys.argv[1:]:
        faults = check()
        print("\n".join(faults) or "as committed")
        return bool(faults)
    DOCUMENTS.mkdir(exist_ok=True)
    for doc in documents():
        (DOCUMENTS / doc.file).write_bytes(render(doc))
        (DOCUMENTS / f"{doc.name}.gold.json").write_bytes(gold(doc))
    MADE_WITH.write_text(json.dumps(versions(), indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
