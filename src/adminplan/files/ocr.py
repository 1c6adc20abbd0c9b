"""Pages without text, and pictures of pages: read by tesseract, then set in order by the code that orders printed pages.

Reads `Sheet`s, or the bytes of a picture file. Writes `PageText`s, and the `Source` of a picture file.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import groupby
from statistics import median

from adminplan.data.syllables import is_syllable
from adminplan.errors import UnreadableFile, issue
from adminplan.files.limits import PIXELS, SCANNED_PAGES
from adminplan.files.ocr_page import Sheet, rotated, sheet_of_picture, straight
from adminplan.files.ocr_tables import Cut, cut, find_rules, grids_of
from adminplan.files.ocr_words import INSTALL, LANGUAGE, Engine, NotRecognised, Seen, engine, recognise, upright
from adminplan.files.pdf_lines import Draft, write_page
from adminplan.files.pdf_page import PageText, Piece, Rect, leaned, no_style, turned
from adminplan.files.source import Page, Source

_LOG = logging.getLogger(__name__)

UNSURE = 0.7  # words no surer than this on the average: the page may lie on its head
LEGIBLE = 0.35  # a line less sure than this is a signature, a stamp or dirt
STROKES = 0.75  # the same of a line of which most is no word
# Symbols and dates are kept however unsure: that a number was written by hand says something too.
_KEPT = re.compile(r"/\s?[A-ZĐÐ]{2}|\d{2}|[A-ZĐÐ]{2}[-–&]|&[A-ZĐÐ]{2}|[Nn]gày|[Tt]háng|[Nn]ăm|S[ốôó]|N[ơo]i")
_ABBREVIATED = re.compile(r"[A-ZĐÐ]{2,}|[A-ZĐÐ]+(?:[&/.-][A-ZĐÐ]+)+")  # "UBND", "GD&ĐT", "KT-XH"
_SPECK = re.compile(r"[|¦^`´'’‘ˆ~_=<>\\.,*\u2044/°•·”“\"—–-]+")  # what rules, dots and edges are read as
_DIRT = re.compile(r"[|¦^`´ˆ]|[_=<>\\—–~-]*[_=<>\\|][_=<>\\—–~-]*")  # of these, what nobody prints beside words


def read_sheet(found: Engine, sheet: Sheet) -> PageText:
    """What stands on a page, read from its picture: words, rules, and how the page was turned and leaned.

    Raises:
        NotRecognised: tesseract failed or took too long.
    """
    if sheet.turn and (turn := upright(found, sheet.grey, dpi=sheet.dpi)):
        sheet = rotated(sheet, turn)
    words, across, down = _read(found, sheet)
    if len(words) > 5 and _sure(words) < UNSURE and (turn := upright(found, sheet.grey, dpi=sheet.dpi)):
        other = straight(rotated(sheet, turn))
        again = _read(found, other)
        if _sure(again[0]) > _sure(words):
            sheet, (words, across, down) = other, again
    scale = sheet.scale
    pieces = []
    for index, word in enumerate(words):
        sides = word.x0 / scale, word.top / scale, word.x1 / scale, word.bottom / scale
        pieces.append(Piece(2 * index, 2 * index + 1, word.text, *sides, word.opens, word.confidence))
    return PageText(
        width=sheet.width,
        height=sheet.height,
        turn=(360 - sheet.turn) % 360,
        reading=sheet.size,
        pieces=pieces,
        across=across,
        down=down,
        picture=1.0,
        cut=False,
        slant=sheet.slant,
    )


def stamped(shown: PageText, said: PageText) -> PageText:
    """A recognised page with the words that the file itself says of it: number and day, stamped with the signature."""
    pieces = list(shown.pieces)
    for index, piece in enumerate(said.pieces):
        box = turned((piece.x0, piece.top, piece.x1, piece.bottom), said.width, said.height, (360 - shown.turn) % 360)
        x0, top, x1, bottom = leaned(box, *shown.reading, -shown.slant)
        start = 2 * (len(shown.pieces) + index)
        pieces.append(Piece(start, start + 1, piece.text, x0, top, x1, bottom, breaks=True))
    return replace(shown, pieces=pieces)


def _read(found: Engine, sheet: Sheet) -> tuple[list[Seen], list[Rect], list[Rect]]:
    across, down = find_rules(sheet)
    grids = grids_of(across, down)
    words: list[Seen] = []
    parts = cut(sheet, grids, across, down)

    def seen_in(part: Cut) -> list[Seen]:
        return recognise(found, part.grey, dpi=sheet.dpi, block=part.cells)

    if len(parts) > 1:
        with ThreadPoolExecutor(len(parts)) as pool:
            seen = list(pool.map(seen_in, parts))
    else:
        seen = [seen_in(part) for part in parts]
    for part, own in zip(parts, seen, strict=True):
        for line in _lines(own):
            words += _levelled([other for word in _legible(line) if (other := part.back(word))])
    return words, across, down


def _lines(words: Sequence[Seen]) -> Iterator[list[Seen]]:
    number = 0

    def line(word: Seen) -> int:
        nonlocal number
        number += word.opens
        return number

    for _, members in groupby(words, key=line):
        yield list(members)


def _legible(line: list[Seen]) -> list[Seen]:
    """The words of a line without specks; nothing of one that is none."""
    words = [word for word in line if word.confidence >= LEGIBLE or not _SPECK.fullmatch(word.text)]
    words = [word for word in words if not _DIRT.fullmatch(word.text)]
    letters = sum(len(word.text) for word in words)
    if not any(character.isalnum() for word in words for character in word.text):
        return [] if _weight(words) < 0.8 * letters or letters > 3 else words
    if any(_KEPT.search(word.text) for word in words):
        return words
    likely = sum(len(word.text) for word in words if _is_likely(word.text))
    floor = LEGIBLE if 2 * likely >= letters else STROKES
    return words if _weight(words) >= floor * letters else []


def _is_likely(word: str) -> bool:
    """Whether a word can be one: a syllable, an abbreviation, a figure, a mark at the head of an item."""
    own = word.strip(".,;:()[]“”\"'?!-–")
    capitals = len(own) > 3 and own.isalpha() and own.isupper()  # "KẼHOẠCH": strokes of a pen mix them with other signs
    return not own or own.isdigit() or capitals or _ABBREVIATED.fullmatch(own) is not None or (len(own) > 1 and is_syllable(own))


def _weight(words: Sequence[Seen]) -> float:
    return sum(word.confidence * len(word.text) for word in words)


def _sure(words: Sequence[Seen]) -> float:
    letters = sum(len(word.text) for word in words)
    return _weight(words) / letters if letters else 0.0


def _levelled(line: list[Seen]) -> list[Seen]:
    """The words with one height, that of the line: their own are those of their letters ("a" low, "Ấ" high, "-" a stroke)."""
    if not line:
        return line
    tall = [word for word in line if any(map(str.isalnum, word.text))] or line
    top, bottom = round(median(word.top for word in tall)), round(median(word.bottom for word in tall))
    if bottom <= top:
        return line
    # A footnote mark or a tall bracket keeps its own.
    near = 0.6 * (bottom - top)
    out = []
    for index, word in enumerate(line):
        level = abs(word.top - top) < near or abs(word.bottom - bottom) < near
        own = word._replace(top=top, bottom=bottom) if level else word
        if index + 1 < len(line) and word.x0 < line[index + 1].x0 < word.x1:
            own = own._replace(x1=line[index + 1].x0)  # tesseract's boxes overlap where it is not sure of a letter
        out.append(own._replace(opens=index == 0))
    return out


def read_picture(data: bytes, *, name: str, sha256: str) -> Source:
    """The text of a picture of a page (PNG, JPEG, TIFF, GIF, WebP, BMP); each frame of a TIFF is a page.

    Raises:
        UnreadableFile: damaged, beyond a limit, without text; or there is no tesseract that reads Vietnamese.
    """
    from PIL import Image, ImageSequence

    found = engine()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures and odd metadata; the size is judged here
            picture = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:  # beyond even Pillow's limit
        raise UnreadableFile(
            name, f"a picture of more than {PIXELS:,} pixels", f"Make it smaller: up to {PIXELS:,} pixels are read"
        ) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableFile(name, "a picture that is damaged", "Get the file again") from error
    if found is None:
        raise UnreadableFile(name, f"a {picture.format} picture", f"Pictures of pages need OCR: {INSTALL}")
    draft = Draft()
    for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
        if number > SCANNED_PAGES:
            draft.issues.append(issue("text-cut", limit=f"page {SCANNED_PAGES}"))
            break
        if frame.width * frame.height > PIXELS:
            what = f"a picture of {frame.width:,} by {frame.height:,} pixels"
            raise UnreadableFile(name, what, f"Make it smaller: up to {PIXELS:,} pixels are read")
        if number > 1:
            draft.put("\f")
        start = draft.length
        try:
            sheet = sheet_of_picture(frame)
            page = read_sheet(found, sheet)
            _LOG.info("page %d of %d recognised", number, getattr(picture, "n_frames", 1))
        except NotRecognised as error:
            draft.issues.append(issue("page-not-recognised", page=number, why=error))
            page = PageText(
                width=sheet.width,
                height=sheet.height,
                turn=0,
                reading=sheet.size,
                pieces=[],
                across=[],
                down=[],
                picture=1.0,
                cut=False,
            )
        except (OSError, ValueError, SyntaxError, MemoryError) as error:
            if number == 1:
                raise UnreadableFile(name, f"a damaged {picture.format} picture", "Get the file again") from error
            draft.issues.append(issue("reader-note", note=f"page {number} is damaged and was left out, with all that follow"))
            break
        write_page(page, number, no_style, draft)
        draft.read += bool(page.pieces)
        draft.pages.append(Page(number, round(page.width, 2), round(page.height, 2), start, draft.length))
    if not draft.read:
        raise UnreadableFile(
            name,
            f"a {picture.format} picture in which no text was recognised",
            "Scan the page again, at 200 dots an inch or more",
        )
    return Source(
        name=name,
        sha256=sha256,
        media_type=Image.MIME.get(picture.format or "", "image/unknown"),
        size=len(data),
        raw="".join(draft.raw),
        lines=tuple(draft.lines),
        words=tuple(draft.words),
        pages=tuple(draft.pages),
        reader=f"tesseract {found.version} ({LANGUAGE})",
        ocr=True,
        issues=tuple(draft.issues),
    )
