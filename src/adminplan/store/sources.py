"""The files that a run is given: paths, folders with all below them, zip files with all inside, addresses of other file systems.

Reads paths and addresses (`plans/`, `a.zip`, `s3://bucket/plans`, `memory://plans`; any of fsspec). Writes `Item`s, one a file, as they are
found; the bytes of one where they are wanted.
"""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from adminplan.errors import ArchiveError, UnreadableFile
from adminplan.files.limits import BYTES, DOCUMENTS, MEMBERS, RATIO, UNZIPPED

INSIDE = "!/"  # between a zip file and the name of what lies in it


class Item(NamedTuple):
    """A file to be read: its address, which names it for ever; `trouble`: why it cannot even be tried."""

    address: str
    trouble: str | None = None


def items(given: Sequence[str]) -> Iterator[Item]:
    """The files meant, folder by folder, in the order given, sorted by name within a folder.

    Raises:
        ArchiveError: a path that is not there, or a file system that is not known or not reached.
    """
    for path in given:
        files, root = _file_system(path)
        try:
            if files.isdir(root):
                for folder, _, names in files.walk(root):
                    for name in sorted(names):
                        if not name.startswith("."):
                            yield from _file(files, f"{folder.rstrip('/')}/{name}", named=False)
            elif files.exists(root):
                yield from _file(files, root, named=True)
            else:
                raise ArchiveError(f"{path}: no such file or folder. Check the name.")
        except (OSError, ImportError) as error:
            raise ArchiveError(f"{path}: {error}. Check the address and the permissions.") from error


def _file(files: Any, path: str, *, named: bool) -> Iterator[Item]:
    ending = Path(path).suffix.lower()
    address = _address(files, path)
    if ending == ".zip":
        yield from _members(files, path, address)
    elif named or ending in DOCUMENTS:
        yield Item(address)


def _members(files: Any, path: str, address: str) -> Iterator[Item]:
    """The documents in a zip file; a zip file inside it is not looked into, and said to be there."""
    try:
        with files.open(path, "rb") as file, zipfile.ZipFile(file) as package:
            members = [one for one in package.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        yield Item(address, f"{address}: a damaged zip file. Get the file again.")
        return
    if len(members) > MEMBERS or sum(one.file_size for one in members) > 16 * UNZIPPED:
        yield Item(
            address, f"{address}: a zip file of more than {MEMBERS:,} files or {16 * UNZIPPED:,} bytes. Unpack it into folders."
        )
        return
    for one in sorted(members, key=lambda member: member.filename):
        ending = Path(one.filename).suffix.lower()
        if ending == ".zip":
            yield Item(
                f"{address}{INSIDE}{one.filename}", f"{address}{INSIDE}{one.filename}: a zip file inside a zip file. Unpack it."
            )
        elif ending in DOCUMENTS and not Path(one.filename).name.startswith((".", "~$")) and "__MACOSX" not in one.filename:
            yield Item(f"{address}{INSIDE}{one.filename}")


@contextlib.contextmanager
def local(address: str) -> Iterator[Path]:
    """The file at an address as a file of this machine, a copy where it lies elsewhere or in a zip file.

    Raises:
        UnreadableFile: it is gone, too large, or a zip file does not give it out.
    """
    outer, _, member = address.partition(INSIDE)
    files, path = _file_system(outer)
    if not member and _is_local(files):
        yield Path(path)
        return
    try:
        with files.open(path, "rb") as file:
            if not member:
                data = file.read(BYTES + 1)
            else:
                with zipfile.ZipFile(file) as package:
                    data = _unzipped(package, member, address)
    except RuntimeError as error:  # zipfile: a password is asked for
        raise UnreadableFile(address, f"a file in a protected zip ({error})", "Unpack it with its password") from error
    except (OSError, KeyError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        raise UnreadableFile(address, f"not to be had: {error}", "Check that it is still there") from error
    if len(data) > BYTES:
        raise UnreadableFile(address, f"a file of more than {BYTES:,} bytes", "Split it")
    with tempfile.TemporaryDirectory(prefix="adminplan-") as folder:
        copy = Path(folder) / (Path(member or path).name[-200:] or "file")
        copy.write_bytes(data)
        yield copy


def _unzipped(package: zipfile.ZipFile, member: str, address: str) -> bytes:
    info = package.getinfo(member)
    if info.file_size > BYTES or (info.file_size > (1 << 20) and info.file_size > RATIO * max(1, info.compress_size)):
        raise UnreadableFile(address, f"a file that unpacks to {info.file_size:,} bytes", "Unpack it yourself, if you trust it")
    with package.open(info) as file:
        return file.read(BYTES + 1)


def _file_system(path: str) -> tuple[Any, str]:
    """The file system of a path or address, and the path there."""
    from fsspec.core import url_to_fs

    try:
        files, root = url_to_fs(path)
    except (ValueError, ImportError) as error:
        raise ArchiveError(f"{path}: {error}") from error
    return files, str(root)


def _is_local(files: Any) -> bool:
    protocol = files.protocol
    return "file" in ((protocol,) if isinstance(protocol, str) else protocol)


def _address(files: Any, path: str) -> str:
    return path if _is_local(files) else str(files.unstrip_protocol(path))
