"""Words read from a picture by tesseract: one process a picture, nothing written to disk.

Reads grey pixels. Writes `Seen` words with boxes in pixels and tesseract's confidence.
"""

from __future__ import annotations

import csv
import os
import shutil
import struct
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np

LANGUAGE = "vie"
SECONDS = 60  # for one page; a dense one takes three
MOST_SIDE = 32_000  # pixels: tesseract takes no more than 32,767
INSTALL = "install tesseract-ocr and tesseract-ocr-vie (Debian, Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-vie)"
_PLACES = (r"C:\Program Files\Tesseract-OCR\tesseract.exe", "/opt/homebrew/bin/tesseract", "/usr/local/bin/tesseract")


class Engine(NamedTuple):
    """The tesseract of this machine: where it is, its version, the languages it reads."""

    path: str
    version: str
    languages: tuple[str, ...]


class Seen(NamedTuple):
    """A word in a picture: pixels from the top left, confidence 0 to 1, and whether a line of the picture begins with it."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    opens: bool


class NotRecognised(Exception):  # noqa: N818 - what happened, as UnreadableFile
    """Tesseract did not read a picture; the message says why."""


@cache
def engine() -> Engine | None:
    """The tesseract that reads Vietnamese here, or `None`."""
    found = installed()
    return found if found and LANGUAGE in found.languages else None


@cache
def installed() -> Engine | None:
    """The tesseract of this machine, whatever it reads, or `None`."""
    path = shutil.which("tesseract") or next((place for place in _PLACES if Path(place).is_file()), None)
    if path is None:
        return None
    try:
        version = _run([path, "--version"], b"", 10).split()[1]
        languages = _run([path, "--list-langs"], b"", 10).split("\n")[1:]
    except (NotRecognised, IndexError):
        return None
    return Engine(path, version.lstrip("v"), tuple(language.strip() for language in languages if language.strip()))


def recognise(found: Engine, grey: np.ndarray[Any, np.dtype[np.uint8]], *, dpi: float, block: bool = False) -> list[Seen]:
    """The words of a picture of one column of text, in tesseract's order; `block`: every speck of it is text (cells of a table).

    Raises:
        NotRecognised: tesseract failed, or took longer than `SECONDS`.
    """
    # 4, one column of lines of any size, keeps most tone marks of all modes; 6, one block, leaves no lone digit out.
    mode = "6" if block else "4"
    command = [found.path, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(round(dpi)), "--psm", mode, "tsv"]
    return read_tsv(_run(command, portable(grey), SECONDS))


def upright(found: Engine, grey: np.ndarray[Any, np.dtype[np.uint8]], *, dpi: float) -> int:
    """By how many degrees (0, 90, 180, 270) a picture must be turned clockwise to be upright; 0 where tesseract cannot tell."""
    if "osd" not in found.languages:
        return 0
    command = [found.path, "stdin", "stdout", "-l", "osd", "--dpi", str(round(dpi)), "--psm", "0"]
    try:
        told = _run(command, portable(grey), SECONDS)
    except NotRecognised:  # too few letters
        return 0
    rotate = next((line.split(":")[1].strip() for line in told.split("\n") if line.startswith("Rotate:")), "0")
    return int(rotate) if rotate in {"90", "180", "270"} else 0


def portable(grey: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    """The picture as BMP, of the formats that cost nothing to write the one that costs least to read."""
    tall, wide = grey.shape
    rest = -wide % 4  # rows are filled up to four bytes, and stand from the bottom up
    rows = b"".join(row.tobytes() + bytes(rest) for row in grey[::-1]) if rest else grey[::-1].tobytes()
    palette = b"".join(bytes((shade, shade, shade, 0)) for shade in range(256))
    head = struct.pack("<2sIII", b"BM", 54 + 1024 + len(rows), 0, 54 + 1024)
    return head + struct.pack("<IiiHHIIiiII", 40, wide, tall, 1, 8, 0, len(rows), 0, 0, 256, 0) + palette + rows


def read_tsv(told: str) -> list[Seen]:
    r"""The words in tesseract's table.

    >>> read_tsv("5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\tKẾ\n")
    [Seen(text='KẾ', x0=10, top=20, x1=40, bottom=32, confidence=0.965, opens=True)]
    """
    words: list[Seen] = []
    before = None
    for row in csv.reader(told.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 12 or row[0] != "5" or not row[11].strip():
            continue
        left, top, wide, tall = map(int, row[6:10])
        line = row[1:5]
        # A word never holds a blank: raw text parts words by them.
        text = "".join(row[11].split())
        words.append(Seen(text, left, top, left + wide, top + tall, max(0.0, float(row[10])) / 100, line != before))
        before = line
    return words


def _run(command: list[str], data: bytes, seconds: float) -> str:
    # One thread: tesseract's own cost three times what they gain, and pages are read side by side.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own words, a picture on standard input
            command, input=data, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotRecognised(f"tesseract took longer than {seconds:.0f} seconds") from error
    except OSError as error:
        raise NotRecognised(f"tesseract does not start ({error.strerror})") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().split("\n")
        raise NotRecognised(f"tesseract failed: {lines[-1][:200]}")
    return done.stdout.decode("utf-8", "replace")
