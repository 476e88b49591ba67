"""Where files lie: a local path, or a URL that fsspec opens (s3://, gs://, sftp://, memory:// …)."""

from newstables.places.faults import PlaceError
from newstables.places.remote import Remote
from newstables.places.resolve import Place, absolute, at_url, is_url, local_folder, place, reachable
from newstables.places.status import NAMELESS, Status
from newstables.places.writing import write_whole

__all__ = [
    "NAMELESS",
    "Place",
    "PlaceError",
    "Remote",
    "Status",
    "absolute",
    "at_url",
    "is_url",
    "local_folder",
    "place",
    "reachable",
    "write_whole",
]
