"""Station 1: a file becomes a `Source`, raw text in reading order with the place of every line.

Reads DOCX, PDF, HTML, Markdown and text files, or plain strings. Writes `Source`.
"""

from adminplan.files.read import read, read_bytes, read_text
from adminplan.files.source import Source

__all__ = ["Source", "read", "read_bytes", "read_text"]
