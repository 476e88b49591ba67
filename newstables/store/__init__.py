"""Parquet parts in a folder, or at a URL: the only place that writes them, and the frames that come back.

    store.json                     the one commit point: format, snapshot, and which batches are live
    parts/<table>-<batch>.parquet  the rows of one batch of files, one part per table
    lock                           held by the one writer; at a URL "writer", which says who writes and goes at the end

Parts never change. A commit writes new ones beside the old and then replaces ``store.json``; what that file does not
name is not there. So a process killed at any moment leaves the last commit, whole.
"""

from newstables.store.state import StoredFile, StoreError
from newstables.store.tables import Store
from newstables.store.writer import Batch, Writer, writing

__all__ = ["Batch", "Store", "StoreError", "StoredFile", "Writer", "writing"]
