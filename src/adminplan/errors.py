"""Errors and issues: what can go wrong, in words that say what to do.

Reads nothing. Writes nothing. An *error* stops one file; an *issue* is something odd that was found
in a file that could be read, and travels with the result.
"""

from __future__ import annotations

from dataclasses import dataclass


class AdminplanError(Exception):
    """Base of everything that adminplan raises on purpose."""


class UnreadableFile(AdminplanError):  # noqa: N818 - the name that the design and the users know
    """A file that cannot be read at all.

    Attributes:
        path: the file, as given.
        found: what was found in it ("a PDF of 3 pages without any text").
        remedy: what would help ("run OCR first, or wait for the scan reader"), in one sentence.

    """

    path: str
    found: str
    remedy: str

    def __init__(self, path: str, found: str, remedy: str) -> None:
        remedy = remedy.removesuffix(".") + "."
        super().__init__(f"{path}: {found}. {remedy}")
        self.path, self.found, self.remedy = path, found, remedy


class ArchiveError(AdminplanError):
    """An archive that cannot be opened or does not hold what was asked; the message says what and what to do."""


class OutputError(AdminplanError):
    """A result that cannot be written as asked; the message says why and what to do."""


class CannotDerive(AdminplanError):  # noqa: N818 - what went wrong, in the words of the question
    """A unit for which no plan can be derived: not below the issuer, not in being on that day, or a day before the parent's.

    Attributes:
        found: what is wrong. nearest: names of units that would do, the nearest first.
    """

    found: str
    nearest: tuple[str, ...]

    def __init__(self, found: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f" Units that would do: {'; '.join(nearest)}." if nearest else ""
        super().__init__(f"{found}.{hint}")
        self.found, self.nearest = found, nearest


class ModelMismatch(AdminplanError):  # noqa: N818 - the name that users know
    """A learned model that is not what its lock says, or that no longer fits the rules and the gold it was made of."""

    name: str
    found: str

    def __init__(self, name: str, found: str) -> None:
        super().__init__(
            f"model {name}: {found}. `adminplan model build` makes it anew; without it documents are read with `--no-model`."
        )
        self.name, self.found = name, found


# The stable issue codes, each with the message that a reader sees.
ISSUES: dict[str, str] = {
    "numbering-gap": "{missing} is missing between {before} and {after}",
    "numbering-start": "the numbering under {where} starts at {first}",
    "numbering-repeat": "the label {label} stands twice under {where}",
    "no-letterhead": "no issuing body was found above the type line",
    "no-type": "no type line (KẾ HOẠCH, QUYẾT ĐỊNH …) was found",
    "no-number": "the document has no number, or its number is left blank",
    "no-date": "the day of issue is missing or left blank",
    "no-signer": "no signature block was found",
    "cites-later": "cites {what} of {date}, later than this document ({issued})",
    "type-symbol-conflict": "calls {number} a {type}, but its symbol says {code}",
    "date-impossible": "{text} is no day of the calendar",
    "range-backwards": "{text} ends before it begins",
    "table-unknown-columns": "the columns of a table were not understood: {columns}",
    "tracked-changes": "the file holds tracked changes; they were read as accepted",
    "comments-left-out": "the file holds comments; they were not read",
    "page-without-text": "page {page} holds no text",
    "text-layer-distrusted": "the text of page {pages} was not trusted ({why}); what its picture shows was read instead",
    "page-not-recognised": "page {page} is a picture and was not recognised: {why}",
    "read-unsurely": "{what} was read as “{read}”, but not surely enough to be told: it may be written by hand",
    "text-cut": "reading stopped at {limit}",
    "reader-note": "{note}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something odd in a document that could be read.

    Attributes:
        code: one of the keys of `ISSUES`.
        message: one sentence for a person.
        path: outline path where it stands, or `None` for the document as a whole.
        span: half-open character offsets in the clean text, or `None`.

    """

    code: str
    message: str
    path: str | None = None
    span: tuple[int, int] | None = None


def issue(code: str, /, *, at: str | None = None, span: tuple[int, int] | None = None, **words: object) -> Issue:
    """An `Issue` with the message of its code filled in. Raises `KeyError` for an unknown code."""
    return Issue(code=code, message=ISSUES[code].format(**words), path=at, span=span)
