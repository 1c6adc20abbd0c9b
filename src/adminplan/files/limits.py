"""The limits of what is read of one file: every bound that a hostile or damaged file meets, in one place.

Reads nothing. Writes nothing. A file beyond a limit that no plan comes near is refused (`UnreadableFile`); of one that is only very
long, the beginning is read, with the issue `text-cut`. Both say the limit. Why these figures: docs/decisions/0011-limits.md.
"""

from __future__ import annotations

BYTES = 256 << 20  # of the file: 300 scanned pages of nearly a megabyte each
SECONDS = 600  # of work on one file, on the command line, where a process of its own can be stopped
MEMORY = 4 << 30  # bytes that this process may take, where the system can hold it to that

# Pages and pictures
PAGES = 2_000  # of a PDF
SCANNED_PAGES = 300  # recognised in one file, at one or two seconds each
PIXELS = 100_000_000  # of a picture, or of a page as rendered: A0 at 200 dots an inch has 62 million

# Packages (DOCX): a zip file of parts
MEMBERS = 10_000  # parts
UNZIPPED = 256 << 20  # bytes of all parts together, as declared
RATIO = 300  # unzipped to zipped, for parts above a megabyte; Word's own wordiest tables stay below 100
XML = 64 << 20  # bytes of a part that is parsed: some 2,700 pages

# Markup (the parts of a DOCX, web pages). Depth is bounded by libxml2: 256 elements in one another, 2,048 in web pages.
ELEMENTS = 1_000_000  # of a part or a web page; a printed page has some hundreds
MARKUP = 32_000_000  # characters of a web page
TAG = 8_192  # characters of a tag, in pages beyond `SMALL`: libxml2 compares all attributes of a tag with one another
SMALL = 65_536  # characters of a web page in which no tag can do harm

# Text
CHARACTERS = 8_000_000  # of a file: some 2,700 pages
LINES = 200_000  # of a file, a cell of a table counted as one

# What a folder stands for: files with these endings, in it and below. Files named one by one are always tried.
DOCUMENTS = frozenset(
    ".pdf .docx .doc .txt .md .html .htm .xhtml .rtf .odt .jpg .jpeg .png .tif .tiff".split()  # noqa: SIM905 - reads better
)
