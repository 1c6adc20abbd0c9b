"""A page as a picture made ready for recognition: coloured ink and black edges gone, turned upright, its slant taken out.

Reads pdfium's page handles, or the bytes of a picture file. Writes `Sheet`s: grey pixels, and the way from them back to the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from adminplan.files.limits import PIXELS
from adminplan.files.pdf_page import Rect

Grey = np.ndarray[Any, np.dtype[np.uint8]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

DPI = 200  # tesseract reads letters of 14 points best at about this
FINE_DPI = 300  # where letters are small
SMALL = (
    0.093  # inches from the highest mark of a line to its lowest tail (9 points): below it 200 dots an inch read twice as badly
)
MOST_SLANT = 6.0  # degrees looked for
LEAST_SLANT = 0.12  # degrees taken out: less than a pixel in a word
COLOURED = 36  # difference of the brightest and the darkest channel in ink that is not black
THICK = 0.7  # share of the grey that parts ink from paper: ink darker than that is black, whatever lies over it
REDDISH = 12  # by so much red must outshine green and blue to be the ink of a stamp; in black ink it does by 3
RIM = 2  # pixels
DARK = 120  # ink of any colour
BAND = 0.06  # inches: thinner black lines along an edge are rules
SIDEWAYS = 1.4  # how much sharper the columns of a page must be than its rows for its text to run upwards or downwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture of a page on which text runs from left to right, straight.

    Attributes:
        grey: pixels, 0 black. dpi: pixels an inch. width, height: of the displayed page in points.
        turn: degrees by which the displayed page was turned clockwise. slant: degrees by which it was then turned to lie straight.
        paper: the grey that parts ink from paper.
    """

    grey: Grey
    dpi: float
    width: float
    height: float
    turn: int
    slant: float
    paper: int

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self.dpi / 72

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as turned."""
        return (self.height, self.width) if self.turn in {90, 270} else (self.width, self.height)

    def ink(self) -> Mask:
        """Where there is ink."""
        return self.grey < self.paper


def sheet_of_page(raw: Any, page: Any, width: float, height: float, *, without: Sequence[Rect] = (), dpi: int = DPI) -> Sheet:
    """The picture of an open page of that size in points, signature fields and stamps included; at 300 dots an inch if its letters are small.

    The handles are pdfium's. `without`: boxes on the displayed page, in points, that are left white: words that the file itself tells.
    """
    scale = min(dpi / 72, math.sqrt(PIXELS / max(1.0, width * height)))
    wide, tall = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = raw.FPDFBitmap_Create(wide, tall, 0)
    if not bitmap:
        return _ready(np.full((tall, wide, 3), 255, np.uint8), scale * 72, width, height)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, wide, tall, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, tall, 0, raw.FPDF_ANNOT)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        address = raw.FPDFBitmap_GetBuffer(bitmap)
        import ctypes

        pixels = np.frombuffer(
            (ctypes.c_ubyte * (stride * tall)).from_address(ctypes.cast(address, ctypes.c_void_p).value or 0), np.uint8
        )
        picture = pixels.reshape(tall, stride)[:, : 4 * wide].reshape(tall, wide, 4)[..., :3]
        for x0, top, x1, bottom in without:
            picture[round(top * scale) : round(bottom * scale), round(x0 * scale) : round(x1 * scale)] = 255
        sheet = _ready(picture, scale * 72, width, height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    if dpi < FINE_DPI and letters(sheet) < SMALL and scale == dpi / 72:
        return sheet_of_page(raw, page, width, height, without=without, dpi=FINE_DPI)
    return sheet


def sheet_of_picture(picture: Any) -> Sheet:
    """The `Sheet` of a frame of a picture file opened with Pillow. Pictures that do not tell their resolution are taken for A4."""
    from PIL import Image, ImageOps

    picture = ImageOps.exif_transpose(picture)
    if picture.mode in {"RGBA", "LA", "P", "PA"}:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    elif picture.mode.startswith(("I", "F")):
        low, high = picture.getextrema()
        picture = picture.point(lambda value: value * (255 / max(1, high - low)) - low * 255 / max(1, high - low))
    picture = picture.convert("L" if picture.mode in {"1", "L", "I", "F"} else "RGB")
    told = picture.info.get("dpi", (0, 0))[0] if isinstance(picture.info.get("dpi"), tuple) else 0
    short = min(picture.size)
    dpi = float(told) if 70 <= told <= 1300 and 4 <= short / told <= 24 else short / 8.27
    width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
    wanted = DPI if dpi > 1.3 * FINE_DPI or dpi < 0.75 * DPI else dpi
    if wanted != dpi:
        size = max(1, round(picture.width * wanted / dpi)), max(1, round(picture.height * wanted / dpi))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    pixels = np.asarray(picture)
    return _ready(pixels[..., ::-1] if pixels.ndim == 3 else pixels[..., None], wanted, width, height)


def _ready(pixels: Grey, dpi: float, width: float, height: float) -> Sheet:
    grey = black_ink(pixels)
    paper = threshold(grey)
    without_edges(grey, paper, dpi)
    sheet = Sheet(grey=grey, dpi=dpi, width=width, height=height, turn=0, slant=0.0, paper=paper)
    return straight(rotated(sheet, 90) if lies_sideways(sheet) else sheet)


def black_ink(pixels: Grey) -> Grey:
    """The picture in grey without red stamps and coloured pens: the brightest channel of each pixel, white where there is colour.

    Blue ink stays in the upper third of the page, where the number and the day are written by hand: what is left out there would
    look like a blank. Where most of the ink is coloured the text itself is, and plain grey is given. Channels are blue, green, red.
    """
    if pixels.shape[2] == 1:
        return np.array(pixels[..., 0])
    # A ninth of the pixels tells whether there is any colour.
    blue, green, red = (_on_white(pixels[::3, ::3, channel], pixels[..., channel]) for channel in range(3))
    lowest, brightest = np.minimum(np.minimum(blue, green), red), np.maximum(np.maximum(blue, green), red)
    colour, dark = brightest - lowest > COLOURED, lowest < DARK
    coloured, black = int(np.count_nonzero(dark & colour)), int(np.count_nonzero(dark & ~colour))
    if not (brightest - lowest > REDDISH).any():
        return np.array(pixels[..., 1])
    blue, green, red = (_on_white(pixels[..., channel], pixels[..., channel]) for channel in range(3))
    if coloured > 3 * black:
        return np.minimum(np.minimum(blue, green), red)
    rest = np.maximum(blue, green)
    brightest = np.maximum(rest, red)
    if coloured > 50:
        colour = brightest - np.minimum(np.minimum(blue, green), red) > COLOURED
        colour[: len(pixels) // 3] = False
        colour |= red > np.minimum(rest, 255 - REDDISH) + np.uint8(REDDISH)
        _bleach(brightest, colour)
    return brightest


def _bleach(grey: Grey, colour: Mask) -> None:
    """Make coloured ink white (in place), its rim included, which pictures saved as JPEG show grey. Black ink below it stays."""
    rows, columns = np.flatnonzero(colour.any(axis=1)), np.flatnonzero(colour.any(axis=0))
    if not len(rows):
        return
    top, bottom = max(0, int(rows[0]) - RIM), int(rows[-1]) + RIM + 1
    left, right = max(0, int(columns[0]) - RIM), int(columns[-1]) + RIM + 1
    thick = round(THICK * threshold(grey))
    part, wide = grey[top:bottom, left:right], colour[top:bottom, left:right].copy()
    for _ in range(RIM):
        near = wide.copy()
        near[1:] |= wide[:-1]
        near[:-1] |= wide[1:]
        near[:, 1:] |= wide[:, :-1]
        near[:, :-1] |= wide[:, 1:]
        wide = near
    part[wide & (part > thick)] = 255


def _on_white(channel: Grey, whole: Grey) -> Grey:
    """A channel, or a sample of it, with the paper made white, so that yellowed paper is no colour."""
    paper = int(np.percentile(whole[::8, ::8], 70))
    if not 120 < paper < 250:
        return channel
    return np.minimum(np.arange(256) * 255 // paper, 255).astype(np.uint8)[channel]


def threshold(grey: Grey) -> int:
    """The grey that parts ink from paper (Otsu's: the one with the greatest variance between the two)."""
    counts = np.bincount(grey[::2, ::3].ravel(), minlength=256).astype(np.float64)
    share = np.cumsum(counts) / max(1.0, counts.sum())
    mean = np.cumsum(counts * np.arange(256)) / max(1.0, counts.sum())
    between = (mean[-1] * share - mean) ** 2 / np.maximum(share * (1 - share), 1e-9)
    best = int(np.argmax(between))
    # A blank page has no ink; its noise is none.
    return min(max(best + 1, 60), 215)


def without_edges(grey: Grey, paper: int, dpi: float) -> None:
    """Make the black bands white that scanners leave along the edges (in place); a rule of a table is thinner."""
    for side in (grey, grey[::-1], grey.T, grey.T[::-1]):
        dark = (side[: max(1, len(side) // 12), ::4] < paper).mean(axis=1) > 0.7
        edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
        bands = [int(end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start >= BAND * dpi or start < 2]
        if bands:
            side[: bands[-1] + 2] = 255


def letters(sheet: Sheet) -> float:
    """The usual height of lines of text in inches, from the highest mark to the lowest tail; 1 where there is no text."""
    ink, step = sheet.ink(), round(0.6 * sheet.dpi)
    heights: list[int] = []
    for left in range(0, ink.shape[1] - step, step):
        rows = ink[:, left : left + step].any(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
        heights += (edges[1::2] - edges[::2]).tolist()
    heights = [height for height in heights if 0.03 * sheet.dpi < height < 0.5 * sheet.dpi]
    return float(np.median(heights)) / sheet.dpi if len(heights) > 20 else 1.0


def lies_sideways(sheet: Sheet) -> bool:
    """Whether lines of text run up or down the page: then its columns change from ink to paper faster than its rows do."""
    ink = sheet.ink()
    # In tiles: rules and pictures fill a few of them, text the rest.
    votes = 0
    tall, wide = ink.shape
    step = max(64, round(sheet.dpi * 1.25))
    for top in range(0, tall - step + 1, step):
        for left in range(0, wide - step + 1, step):
            tile = ink[top : top + step, left : left + step]
            rows, columns = tile.sum(axis=1, dtype=np.int32), tile.sum(axis=0, dtype=np.int32)
            total = int(rows.sum())
            if not 0.01 * step * step < total < 0.4 * step * step:
                continue
            along, up = _sharp(rows), _sharp(columns)
            votes += (up > SIDEWAYS * along) - (along > SIDEWAYS * up)
    return votes > 0


def _sharp(profile: np.ndarray[Any, np.dtype[np.int32]]) -> float:
    """How far a profile swings between lines and the blanks between them, single strokes and rules smoothed away."""
    smooth = np.convolve(profile, np.full(7, 1 / 7), "valid")
    return float(np.percentile(smooth, 90) - np.percentile(smooth, 10))


def rotated(sheet: Sheet, degrees: int) -> Sheet:
    """The sheet turned clockwise by quarters."""
    return replace(sheet, grey=np.ascontiguousarray(np.rot90(sheet.grey, -degrees // 90)), turn=(sheet.turn + degrees) % 360)


def straight(sheet: Sheet) -> Sheet:
    """The sheet with its slant taken out."""
    slant = slant_of(sheet.ink())
    if abs(slant) < LEAST_SLANT:
        return sheet
    from PIL import Image

    # Pillow turns against the clock; a positive slant falls to the right.
    picture = Image.fromarray(sheet.grey).rotate(slant, Image.Resampling.BICUBIC, fillcolor=255)
    return replace(sheet, grey=np.array(picture), slant=slant)


def slant_of(ink: Mask) -> float:
    """The angle of the lines of text in degrees, positive where they fall to the right: the one that gathers ink in the fewest rows."""
    rows, columns = np.nonzero(ink[::2, ::2])
    if len(rows) < 500:
        return 0.0
    thin = max(1, len(rows) // 120_000)
    rows, columns = rows[::thin].astype(np.float32), columns[::thin].astype(np.float32)
    columns -= columns.mean()

    def gathered(degrees: float) -> float:
        level = rows - columns * math.tan(math.radians(degrees))
        level -= level.min()
        profile = np.bincount(level.astype(np.int32)).astype(np.float64)
        return float((np.diff(profile) ** 2).sum())

    best, step = 0.0, 1.0
    reach = MOST_SLANT
    while step >= 0.04:
        angles = best + step * np.arange(-round(reach / step), round(reach / step) + 1)
        best = float(max(angles, key=gathered))
        reach, step = step, step / 4
    return best if gathered(best) > 1.05 * gathered(0.0) else 0.0
