"""The package of a DOCX file: its parts by relationship, each parsed without entities, network or unbounded memory.

Reads the bytes of a zip package (ECMA-376 part 2). Writes lxml elements of the parts that are asked for.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from adminplan.errors import UnreadableFile
from adminplan.files.limits import ELEMENTS, RATIO, UNZIPPED, XML

if TYPE_CHECKING:
    from lxml.etree import _Element

Lean = Callable[[bytes], bytes]  # takes out of a part's XML what nobody will ask for
_STRICT = b"http://purl.oclc.org/ooxml/"
# Strict documents (ISO 29500) use other namespaces for the same elements.
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_SPLIT = f"Parts of up to {XML >> 20} MB and {ELEMENTS:,} elements are read: split the document."
_DAMAGED = "open it in Word or LibreOffice, let it repair the file, and save it anew"


class Package:
    """An opened DOCX package.

    `main` is the name of the main part; `damaged` holds the parts that were read only up to a fault in them.
    Raises `UnreadableFile` where there is no readable main part.
    """

    __slots__ = ("_name", "_related", "_zip", "damaged", "main")
    _related: list[tuple[str, str, str]]

    def __init__(self, data: bytes, *, name: str) -> None:
        self._name = name
        self.damaged: list[str] = []
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableFile(name, f"a damaged zip package ({error})", _sentence(_DAMAGED)) from error
        infos = self._zip.infolist()
        unzipped = sum(info.file_size for info in infos)
        if unzipped > UNZIPPED:
            raise UnreadableFile(
                name,
                f"a zip package that unfolds to {unzipped >> 20} MB",
                f"Up to {UNZIPPED >> 20} MB are unpacked: save the document anew with smaller pictures, or split it.",
            )
        if any(info.file_size > 1 << 20 and info.file_size > RATIO * max(1, info.compress_size) for info in infos):
            raise UnreadableFile(
                name,
                f"a zip package that unfolds to more than {RATIO} times its size, as no document does",
                "If it is a document all the same, save it anew from Word or LibreOffice.",
            )
        documents = [target for kind, target, _ in self._relations("") if kind == "officeDocument"]
        self.main = documents[0] if documents and documents[0] in self._zip.NameToInfo else "word/document.xml"
        self._related = self._relations(self.main)

    def related(self, kind: str) -> list[str]:
        """Names of the parts that the main part relates to in that way: `styles`, `numbering`, `header` and so on."""
        return [target for of, target, _ in self._related if of == kind]

    def target(self, kind: str, identifier: str) -> str | None:
        """The part of that kind with a relationship id, for header and footer references."""
        return next((target for of, target, key in self._related if of == kind and key == identifier), None)

    def document(self) -> _Element:
        """The root of the main part. Raises `UnreadableFile` where it is missing or holds no XML at all."""
        root = self.xml(self.main)
        if root is None:
            raise UnreadableFile(self._name, f"a Word package without a readable {self.main}", _sentence(_DAMAGED))
        return root

    def bytes(self, part: str) -> bytes | None:
        """The content of a part, or `None` where it is missing. Raises `UnreadableFile` for a damaged or protected one."""
        if part not in self._zip.NameToInfo:
            return None
        if self._zip.NameToInfo[part].compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:  # no others in ECMA-376
            raise UnreadableFile(
                self._name, f"a package whose part {part} is packed in a way that Word does not know", _sentence(_DAMAGED)
            )
        try:
            return self._zip.read(part)
        except RuntimeError as error:
            raise UnreadableFile(
                self._name, "a password-protected zip package", "Save the document without a password."
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise UnreadableFile(self._name, f"a damaged package: {part} cannot be unzipped", _sentence(_DAMAGED)) from error

    def xml(self, part: str, *, lean: Lean | None = None) -> _Element | None:
        """The root element of a part; `None` where it is missing or nothing of it can be parsed.

        Entities are neither expanded nor fetched, depth is bounded by libxml2 (256); after a fault what stands before it is kept.
        Raises `UnreadableFile` for a part beyond the limits.
        """
        from lxml import etree

        data = self.bytes(part)
        if data is None:
            return None
        if len(data) > XML:
            raise UnreadableFile(self._name, f"a package whose part {part} holds {len(data) >> 20} MB of XML", _SPLIT)
        if lean is not None:
            data = lean(data)
        if data.count(b"<") > 2 * ELEMENTS:
            raise UnreadableFile(self._name, f"a package whose part {part} holds more than {ELEMENTS:,} elements", _SPLIT)
        root: _Element | None
        if _STRICT in data:
            for strict, transitional in _TRANSITIONAL:
                data = data.replace(strict, transitional)
        try:
            root = etree.fromstring(data, _parser(recover=False))
        except etree.XMLSyntaxError:
            self.damaged.append(part)
            try:
                root = etree.fromstring(data, _parser(recover=True))
            except etree.XMLSyntaxError:
                root = None
        return root

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Kind, target part and id of every relationship of a part."""
        tree = self.xml(_rels(part))
        if tree is None:
            return []
        return [
            (
                str(relation.get("Type", "")).rsplit("/", 1)[-1],
                _resolve(part, str(relation.get("Target", ""))),
                str(relation.get("Id")),
            )
            for relation in tree
            if relation.get("TargetMode") != "External"
        ]


def _parser(*, recover: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- lxml is imported inside functions
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=recover,
    )


def _rels(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(part: str, target: str) -> str:
    """A relationship's target as a part name: `styles.xml` beside `word/document.xml`, or `/word/styles.xml` from the root."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
