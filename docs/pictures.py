"""The pictures of the documentation, made from plans of `corpus/`: `python docs/pictures.py` (with Chromium) writes docs/pictures/.

Reads corpus/documents. Writes docs/pictures/report.png: a stretch of the page that `adminplan report` makes of a plan.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

import adminplan
from adminplan.view.report import page as page_of

ROOT = Path(__file__).parents[1]
PLAN = "31-kh-ldld-vinh-long.docx"
WIDTH, TOP, BOTTOM = 1000, 1162, 2205  # pixels of the page: from the citations to the duties
COLOURS = 64  # enough for letters and marks; keeps the file small


def main() -> None:
    """Writes the picture anew."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("Chromium is not here. Install it with: sudo apt install chromium")
    target = ROOT / "docs" / "pictures" / "report.png"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(page_of(adminplan.parse(ROOT / "corpus" / "documents" / PLAN)), encoding="utf-8")
        size = [f"--window-size={WIDTH},{BOTTOM}", f"--screenshot={shot}", page.as_uri()]
        subprocess.run(
            [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *size],
            check=True,
            capture_output=True,
        )
        with Image.open(shot) as picture:
            picture.convert("RGB").crop((0, TOP, WIDTH, BOTTOM)).quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main()
