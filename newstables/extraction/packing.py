"""What someone added → a store in a ZIP archive, to take home."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from newstables import knowledge
from newstables.corrections import Correction, file_of, write
from newstables.extraction.added import Added
from newstables.extraction.batches import version
from newstables.store import Batch, writing

STORE_NAME = "newstables-store"  # the folder that the archive holds


def pack(added: Added, corrections: Sequence[Correction] = ()) -> bytes:
    """What was added as a store with its corrections, in a ZIP archive with the one folder ``STORE_NAME``.

    It is written to a temporary folder of this user alone, which is gone when the archive is made.
    """
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, STORE_NAME)
        by = {"name": "newstables", "version": version(None)}
        with writing(folder, pipeline=by, knowledge_as_of=knowledge.load().as_of.isoformat()) as writer:
            writer.commit(add=Batch(files=added.files, tables=added.tables))
        if corrections:
            write(file_of(folder), corrections)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.name != "lock":
                    archive.write(path, path.relative_to(parent))
    return content.getvalue()
