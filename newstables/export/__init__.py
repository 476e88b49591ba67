"""Frames → files to take away: tables for a machine, and what a reader cites from.

``write`` and ``to_bytes`` make CSV, Excel, JSON Lines and Parquet of any frame. ``document`` (Word) and ``references``
(RIS), each in the module of its name, print the entries of ``newstables.analysis.entries``.
"""

from newstables.export.spreadsheet import ROW_LIMIT, ExportError, to_bytes, write

__all__ = ["ROW_LIMIT", "ExportError", "to_bytes", "write"]
