"""The parts: where they lie, how they are read, and how the tables of a batch are cut and changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from newstables.places import Place, PlaceError, Remote
from newstables.records import Group
from newstables.store.state import STORED, StoredFile, StoreError
from newstables.tables import arrow_table, schema

Tables = dict[str, pa.Table]

_OURS = re.compile(rf"(({'|'.join(STORED)})-\d+-\d+|groups-[\da-f]+-[\da-f]+)\.parquet(\.tmp)?")


def part(folder: Place, table: str, batch: str) -> Place:
    """Where the rows of a table and batch lie."""
    return folder / "parts" / f"{table}-{batch}.parquet"


def sweep(folder: Place, live: Collection[str], groups: str) -> None:
    """Remove what a killed writer left, and the parts that the last one replaced."""
    keep = {part(folder, table, batch) for table in STORED for batch in live} | {groups_part(folder, groups)}
    for path in _within(folder / "parts"):
        if path not in keep and _OURS.fullmatch(path.name):
            path.unlink()


def _within(parts: Place) -> Iterator[Place]:
    if isinstance(parts, Remote):
        with suppress(FileNotFoundError):  # an object store has no empty folders
            yield from (path for path, _ in parts.entries())
    else:
        yield from parts.iterdir()


def groups_part(folder: Place, groups: str) -> Place:
    """Where the near-copies and stories of one snapshot lie."""
    return folder / "parts" / f"groups-{groups}.parquet"


def read_groups(folder: Place, groups: str) -> pa.Table:
    """The near-copies and stories found under a name, by article_id; none under "".

    Raises:
        StoreError: The part is missing or damaged.
    """
    if not groups:
        return schema(Group).empty_table()
    with _faults_of(folder):
        return _read([groups_part(folder, groups)], schema(Group))


def read_parts(folder: Place, table: str, batches: tuple[str, ...], columns: list[str] | None = None) -> pa.Table:
    """The rows of some batches of a table, in no order that means anything.

    Raises:
        StoreError: A part is missing or damaged.
    """
    wanted = schema(STORED[table])
    if not batches:
        return wanted.empty_table().select(columns or wanted.names)
    with _faults_of(folder):
        return _read([part(folder, table, batch) for batch in batches], wanted, columns)


def _read(paths: Sequence[Place], wanted: pa.Schema, columns: list[str] | None = None) -> pa.Table:
    """The rows of some parts; of parts at a URL as many at once as their filesystem can, or one after the other."""
    first = paths[0]
    if not isinstance(first, Remote):
        return ds.dataset(list(map(str, paths)), schema=wanted, format="parquet").to_table(columns=columns)
    fs, _ = first.filesystem()
    if fs.async_impl:
        inside = [path.filesystem()[1] for path in paths if isinstance(path, Remote)]
        return ds.dataset(inside, schema=wanted, format="parquet", filesystem=fs).to_table(columns=columns)
    contents = (path.read_bytes() for path in paths)
    return pa.concat_tables(pq.read_table(BytesIO(content), schema=wanted, columns=columns) for content in contents)


@contextmanager
def _faults_of(folder: Place) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError(
            f"{folder} has changed since it was opened ({error}): open it again; where that does not help, "
            f"delete {folder} and build the store again"
        ) from error
    except PlaceError as error:
        raise StoreError(f"the store at {folder} cannot be read: {error}") from error
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{folder} is damaged ({error}): delete it and build the store again") from error


def batch_of(tables: Tables) -> str:
    """The batch that the tables are of; there is at least one file in them."""
    name: str = tables["files"]["batch"][0].as_py()
    return name


def named(tables: Tables, batch: str) -> Tables:
    """The tables as those of a batch of another name."""
    files = tables["files"]
    names = pa.array([batch] * len(files), pa.string())
    return tables | {"files": _with(files, "batch", names)}


def of_articles(tables: Tables, keys: pa.Array) -> Tables:
    """The rows of some articles."""
    return {
        name: table.filter(pc.is_in(table["article_id"], value_set=keys))
        for name, table in tables.items()
        if name != "files"
    }


def changed(tables: Tables, *, drop: set[str], change: Mapping[str, StoredFile]) -> Tables:
    """The tables of a batch without the dropped files, and with the changed ones as they are now."""
    before = [StoredFile(**row) for row in tables["files"].to_pylist()]
    pairs = [(file, change.get(file.file, file)) for file in before if file.file not in drop]
    keys = [key for file, _ in pairs for key in file.kept]
    kept = of_articles(tables, pa.array(keys, pa.string()))
    renamed = {key: (old.shown, new.shown) for old, new in pairs if old.shown != new.shown for key in old.kept}
    if renamed:
        articles = kept["articles"]
        places = []
        for key, place in zip(articles["article_id"].to_pylist(), articles["file"].to_pylist(), strict=True):
            old, new = renamed.get(key, ("", ""))
            places.append(new + place[len(old) :])
        kept["articles"] = _with(articles, "file", pa.array(places, pa.string()))
    return kept | {"files": arrow_table([new for _, new in pairs], StoredFile)}


def _with(table: pa.Table, column: str, values: pa.Array) -> pa.Table:
    index = table.schema.get_field_index(column)
    return table.set_column(index, table.schema.field(index), values)
