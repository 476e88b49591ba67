"""Bytes → text: UTF-8, UTF-16 and UTF-32 by their marks, what a page declares, else a guess that is noted."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from newstables.reading.unreadable import UnreadableError

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, such as DOCX or XLSX"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "a database"),
)
SAMPLE_BYTES = 100_000  # as much as a guess looks at
CONTROL_SHARE = 0.01  # of characters; more of them is no text
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_CONTROLS_FORGIVEN = 2  # in a short text


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, list[str]]:
    r"""The text of a file, without its byte-order mark and with newlines as ``\n``, and notes on how it was found.

    Args:
        data: The whole file.
        declared: An encoding that the file itself names; believed where the bytes are not UTF-8.

    Raises:
        UnreadableError: The bytes are no text.
    """
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"binary, not text: {what}")
    text, notes = _decode(data, declared)
    if len(_CONTROL.findall(text)) > max(_CONTROLS_FORGIVEN, CONTROL_SHARE * len(text)):
        raise UnreadableError("binary, not text: it is full of control characters")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _decode(data: bytes, declared: str | None) -> tuple[str, list[str]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(encoding), []
            except UnicodeDecodeError as error:
                reason = f"it starts as {encoding} but breaks at byte {error.start}: save it anew as UTF-8"
                raise UnreadableError(reason) from error
    if b"\0" in data:
        raise UnreadableError("binary, not text: it holds zero bytes")
    return _decode_unmarked(data.removeprefix(codecs.BOM_UTF8), declared)


def _decode_unmarked(data: bytes, declared: str | None) -> tuple[str, list[str]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", "replace")
    broken = damaged.count("\N{REPLACEMENT CHARACTER}")
    sound = len(damaged) - len(damaged.encode("ascii", "ignore")) - broken
    if sound > broken:  # a file that was cut or pasted together; other encodings break more than they match
        return damaged, [f"{broken} broken UTF-8 sequence(s) read as \N{REPLACEMENT CHARACTER}"]
    if declared is not None and (text := _decode_declared(data, declared)) is not None:
        return text, []
    encoding = _guess(data)
    return data.decode(encoding, "replace"), [f"encoding guessed: {encoding}"]


def _decode_declared(data: bytes, declared: str) -> str | None:
    # Browsers read "latin-1" and "ascii" as cp1252, and pages are written for browsers.
    western = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"}
    try:
        return data.decode("cp1252" if declared.lower() in western else declared)
    except (LookupError, UnicodeError):
        return None


def _guess(data: bytes) -> str:
    """The likeliest encoding, judged by the lines that are not ASCII; cp1252 where others read no better."""
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:SAMPLE_BYTES]
    matches = list(from_bytes(telling))
    if not matches:
        raise UnreadableError("binary, not text: no known encoding reads it")
    best = [match for match in matches if match.chaos == matches[0].chaos]
    return "cp1252" if any("cp1252" in match.could_be_from_charset for match in best) else matches[0].encoding
