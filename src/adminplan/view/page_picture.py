"""A page of a PDF as a picture, with boxes round what was found on it.

Reads the file of a plan, and the `Evidence` of what was found in it. Writes a picture (Pillow).
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from adminplan.errors import UnreadableFile
from adminplan.files.limits import BYTES, PIXELS
from adminplan.files.source import Box
from adminplan.files.unlock import unlock
from adminplan.plan.plan import Evidence
from adminplan.view.report_readings import BLOCKS, KINDS

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

# By kind, the colours that the report has on light paper. Whole items are fainter than what stands in them.
COLORS = {
    "form": "#7d8189",
    "reference": "#1f78d1",
    "unit": "#b04a12",
    "time": "#005a4c",
    "goal": "#c98500",
    "activity": "#2d8fdb",
    "duty": "#7a2f63",
    "issue": "#d4a800",
}
_TINT, _FAINT = 52, 20  # of 255: how much of the colour lies over the words; over whole items, in which others stand
_AIR = 2.0  # points round a box; half as much again round whole items, so that what stands in them keeps a line of its own


def picture(
    path: str | os.PathLike[str],
    page: int,
    marks: Mapping[str, Iterable[Evidence]],
    *,
    dpi: float = 100,
    password: str | None = None,
) -> Image.Image:
    """A page (from 1) as people see it, each printed line of each mark in a box of the colour of its kind.

    marks: evidence by kind (a key of `COLORS`); what stands on other pages, or on none, is passed over. `dpi` is less for pages so large
    that their picture would go beyond `files.limits.PIXELS`.
    Raises `UnreadableFile` for what is no PDF, `OSError` for a file that cannot be opened, `ValueError` for a
    page that the file does not have or a kind that is none.
    """
    from PIL import Image, ImageDraw

    unknown = sorted(set(marks) - set(COLORS))
    if unknown:
        raise ValueError(f"no kind {', '.join(unknown)}; what can be marked is {', '.join(COLORS)}")
    document = _opened(Path(path), password)
    try:
        if not 1 <= page <= len(document):
            raise ValueError(f"{Path(path).name} has no page {page}, only 1 to {len(document)}")
        sheet = document[page - 1]
        scale = min(dpi / 72, math.sqrt(PIXELS / max(1.0, sheet.get_width() * sheet.get_height())))
        paper: Image.Image = sheet.render(scale=scale).to_pil().convert("RGBA")
    finally:
        document.close()
    for kind in sorted(marks, key=lambda kind: (kind not in BLOCKS, list(KINDS).index(kind))):
        layer = Image.new("RGBA", paper.size)
        draw = ImageDraw.Draw(layer)
        air, tint = (1.5 * _AIR, _FAINT) if kind in BLOCKS else (_AIR, _TINT)
        for box in dict.fromkeys(_boxes(marks[kind], page)):
            corners = [
                (box.x0 - air) * scale,
                (box.top - air / 2) * scale,
                (box.x1 + air) * scale,
                (box.bottom + air / 2) * scale,
            ]
            draw.rectangle(corners, fill=f"{COLORS[kind]}{tint:02x}", outline=COLORS[kind], width=max(1, round(scale)))
        paper = Image.alpha_composite(paper, layer)
    return paper.convert("RGB")


def _boxes(marks: Iterable[Evidence], page: int) -> list[Box]:
    return [box for one in marks for place in one.places for box in place.boxes if box.page == page]


def _opened(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    """The PDF without protection. A file that cannot be opened raises what the system says."""
    import pypdfium2

    size = path.stat().st_size
    if size > BYTES:
        raise UnreadableFile(str(path), f"a file of {size >> 20} MB", f"Files up to {BYTES >> 20} MB are read")
    try:
        return pypdfium2.PdfDocument(unlock(path.read_bytes(), name=str(path), password=password))
    except pypdfium2.PdfiumError as error:
        what = "Only the pages of a PDF can be shown; `adminplan report` marks the text of any document"
        raise UnreadableFile(str(path), "no PDF, or a damaged one", what) from error
