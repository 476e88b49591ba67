"""Messages between this process and its worker: a header and parts of bytes; data alone, nothing that could run."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import pyarrow as pa

from newstables.records import Article
from newstables.tables import arrow_table

_COUNT = struct.Struct("<I")
_SIZE = struct.Struct("<Q")


def send(stream: BinaryIO, header: Mapping[str, object], parts: Sequence[bytes] = ()) -> None:
    """Write a message.

    Raises:
        OSError: No one reads any more.
    """
    blocks = [json.dumps(header).encode(), *parts]
    stream.write(_COUNT.pack(len(blocks)))
    for block in blocks:
        stream.write(_SIZE.pack(len(block)))
        stream.write(block)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """Read a message.

    Raises:
        EOFError: The writer is gone.
    """
    (count,) = _COUNT.unpack(_exactly(stream, _COUNT.size))
    blocks = [_exactly(stream, _SIZE.unpack(_exactly(stream, _SIZE.size))[0]) for _ in range(count)]
    return json.loads(blocks[0]), blocks[1:]


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def packed(table: pa.Table) -> bytes:
    """A table as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def unpacked(data: bytes) -> pa.Table:
    """The table of ``packed``."""
    return pa.ipc.open_stream(data).read_all()


def pack_articles(articles: Sequence[Article]) -> bytes:
    """Articles as bytes."""
    return packed(arrow_table(articles, Article))


def unpack_articles(data: bytes) -> list[Article]:
    """The articles of ``pack_articles``."""
    return [Article(**row) for row in unpacked(data).to_pylist()]
