"""How much the pages of a Parquet column unpack to, told by their headers before any of them is unpacked.

pyarrow believes these headers and shows none of them, and the sizes in a file's footer need not agree with them.
See https://parquet.apache.org/docs/file-format/data-pages/; the headers are in Thrift's compact protocol.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DELTA_BYTE_ARRAY = 7  # each value repeats the beginning of the one before, so a page's size says nothing of its values
_UNPACKED, _PACKED = (2,), (3,)  # where in a header
_VALUES = ((5, 1), (7, 1), (8, 1))  # of data, of a dictionary, of data of the second version
_ENCODINGS = ((5, 2), (7, 2), (8, 4))
_MAX_VARINT = 10  # bytes
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Page:
    """What a page's header states, and what pyarrow goes by."""

    unpacked: int  # bytes
    values: int
    encodings: frozenset[int]


def pages(data: bytes, column: Any) -> Iterator[Page]:
    """The pages of one column in one row group.

    Args:
        data: The whole file.
        column: Where it says the column is (pyarrow's ``ColumnChunkMetaData``).

    Raises:
        ValueError: A header is broken.
    """
    offsets = (column.dictionary_page_offset, column.data_page_offset)
    start = min(offset for offset in offsets if offset)
    file = io.BytesIO(data)
    file.seek(start)
    while file.tell() < start + column.total_compressed_size:
        header = _struct(file)
        unpacked, packed = header.get(_UNPACKED, -1), header.get(_PACKED, -1)
        values = max(header.get(place, 0) for place in _VALUES)  # of several, pyarrow may go by any
        if min(unpacked, packed) < 0:
            raise ValueError("the header of a page states no sizes")
        yield Page(unpacked, values, frozenset(header[place] for place in _ENCODINGS if place in header))
        file.seek(packed, io.SEEK_CUR)


def _struct(file: io.BytesIO, depth: int = 0) -> dict[tuple[int, ...], int]:
    """The whole numbers of 32 bits, which all that we ask for are, by the fields that lead to them."""
    if depth > _MAX_DEPTH:
        raise ValueError("the header of a page is nested too deep")
    found: dict[tuple[int, ...], int] = {}
    field = 0
    while head := _byte(file):
        field = field + (head >> 4) if head >> 4 else _whole(file)
        match head & 0x0F:
            case 1 | 2:  # a truth value, told by the type
                pass
            case 3:
                _byte(file)
            case 4 | 6:  # of 16 and 64 bits
                _whole(file)
            case 5:
                found[(field,)] = _whole(file)
            case 7:
                file.seek(8, io.SEEK_CUR)
            case 8:
                file.seek(_varint(file), io.SEEK_CUR)
            case 12:
                found |= {(field, *place): number for place, number in _struct(file, depth + 1).items()}
            case other:
                raise ValueError(f"the header of a page holds type {other}, as none does")
    return found


def _byte(file: io.BytesIO) -> int:
    read = file.read(1)
    if not read:
        raise ValueError("the header of a page is cut off")
    return read[0]


def _varint(file: io.BytesIO) -> int:
    number = 0
    for place in range(_MAX_VARINT):
        byte = _byte(file)
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return number
    raise ValueError("a number in the header of a page is over-long")


def _whole(file: io.BytesIO) -> int:
    number = _varint(file)
    return (number >> 1) ^ -(number & 1)
