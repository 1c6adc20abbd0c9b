"""A written DOCX as PDF, by LibreOffice with the same private settings as for reading old files.

Reads the bytes of a DOCX. Writes the bytes of a PDF.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from adminplan.errors import UnreadableFile
from adminplan.files.doc import SECONDS, find_office, profile, run


def to_pdf(docx: bytes) -> bytes:
    """The PDF of a DOCX. Raises `UnreadableFile` where LibreOffice is missing or makes none."""
    office = find_office()
    if office is None:
        raise UnreadableFile(
            "--pdf", "LibreOffice is not installed", "Install libreoffice-writer-nogui (Debian), or leave --pdf out"
        )
    with tempfile.TemporaryDirectory(prefix="adminplan-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile(home / "profile")
        (home / "plan.docx").write_bytes(docx)
        command = [
            office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault",
            "--nolockcheck", "--nofirststartwizard", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(home / "out"), str(home / "plan.docx"),
        ]  # fmt: skip
        run(command, home, SECONDS)
        made = home / "out" / "plan.pdf"
        if not made.is_file():
            raise UnreadableFile("--pdf", "LibreOffice made no PDF", "Open the DOCX in LibreOffice and export it there")
        return made.read_bytes()
