"""A ZIP archive from anyone → the files in it, held in memory; a name in it is shown, and never used as a path."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from newstables.records import ReadError

MAX_NAME = 120  # characters shown


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold."""

    members: int = 200
    member_bytes: int = 5_000_000
    total_bytes: int = 20_000_000
    ratio: int = 100  # bytes out per byte in, of a member; text packs to about 4, the worst of bombs to 1,000


_DEFAULT = ArchiveLimits()
_PASSED_OVER = ("__macosx", ".ds_store", "thumbs.db")  # what systems add unasked
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


def unpacked(name: str, data: bytes, limits: ArchiveLimits = _DEFAULT) -> Iterator[tuple[str, bytes] | ReadError]:
    """The files of an archive, one after the other, as they are asked for.

    Every size is counted while unpacking, whatever the archive states. After the limit on members or on the total,
    one last error says so.

    Args:
        name: The archive's own name as shown; it begins the name of every file.
        data: The archive.
        limits: What it may hold.

    Yields:
        Name as shown and content of a file, or why there is none: encrypted, a link, another archive, too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        yield ReadError(name, f"not a ZIP archive that can be opened: {error}")
        return
    members = [member for member in archive.infolist() if not member.is_dir() and not _is_passed_over(member.filename)]
    if not members:
        yield ReadError(name, "empty: the archive holds no files")
    total = 0
    for member in members[: limits.members]:
        shown = f"{name}/{shown_name(member.filename)}"
        reason = _refusal(member, limits)
        if reason is None and total + member.file_size > limits.total_bytes:
            yield ReadError(name, f"over-long: it unpacks to more than {limits.total_bytes:,} bytes; the rest is left")
            return
        content = reason or _read(archive, member, limits)
        if isinstance(content, str):
            yield ReadError(shown, content)
        else:
            total += len(content)
            yield shown, content
    if len(members) > limits.members:
        yield ReadError(name, f"{len(members):,} files, {limits.members} of an archive are read; the rest is left")


def shown_name(name: str) -> str:
    r"""A name from outside as it is shown: no root, no way up, no control characters, not over-long.

    >>> shown_name("../../etc/passwd"), shown_name("C:\\news\\one.txt"), shown_name("..")
    ('etc/passwd', 'C:/news/one.txt', 'unnamed')
    """
    parts = [part.strip() for part in name.replace("\\", "/").split("/")]
    clean = "/".join(part for part in parts if part not in {"", ".", ".."})
    clean = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in clean)
    return (clean if len(clean) <= MAX_NAME else "…" + clean[1 - MAX_NAME :]) or "unnamed"


def _is_passed_over(name: str) -> bool:
    return any(part.lower() in _PASSED_OVER for part in name.split("/"))


def _refusal(member: zipfile.ZipInfo, limits: ArchiveLimits) -> str | None:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return "a link, not a file" if stat.S_ISLNK(mode) else "not a file"
    if member.flag_bits & 0x1:
        return "encrypted: pack it without a password"
    if member.filename.lower().endswith(".zip"):
        return "an archive within an archive: add it by itself"
    if member.file_size > limits.member_bytes:
        return f"over-long: {member.file_size:,} bytes, the limit is {limits.member_bytes:,}"
    if member.file_size > limits.ratio * max(member.compress_size, 1):
        return f"packed {limits.ratio} times or more, as no text is"
    return None


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: ArchiveLimits) -> bytes | str:
    """The content of a member, or why there is none. No more is unpacked than may be."""
    allowed = min(limits.member_bytes, limits.ratio * max(member.compress_size, 1))
    try:
        with archive.open(member) as file:
            content = file.read(allowed + 1)
    except _BROKEN as error:
        return f"damaged in the archive: {error}"
    return content if len(content) <= allowed else "it unpacks to more than the archive states"
