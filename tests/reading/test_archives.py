"""Archives from anyone: every member a file, or a reason; no name is a path; sizes are counted, not believed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.reading.archives import ArchiveLimits, shown_name, unpacked
from newstables.records import ReadError


def archive(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def reasons(data: bytes, limits: ArchiveLimits | None = None) -> list[str]:
    found = unpacked("a.zip", data, limits) if limits else unpacked("a.zip", data)
    return [entry.reason if isinstance(entry, ReadError) else "" for entry in found]


def link(name: str, target: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member, target


def encrypted() -> bytes:
    data = bytearray(archive(("one.txt", b"words")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def lying() -> bytes:
    """States 10 bytes where two million are packed."""
    data = bytearray(archive(("one.txt", b"words " * 400_000)))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


def test_files_are_given_under_the_archives_name():
    found = list(unpacked("a.zip", archive(("one.txt", b"One"), ("inner/two.md", b"Two"), ("inner/", b""))))
    assert found == [("a.zip/one.txt", b"One"), ("a.zip/inner/two.md", b"Two")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("..\\..\\windows\\one.txt", "windows/one.txt"),
        ("C:\\one.txt", "C:/one.txt"),
        ("one\n\x1b[2J.txt", "one��[2J.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("\u202eone.txt", "�one.txt"),
    ],
)
def test_a_name_is_no_way_out(name, expected):
    assert shown_name(name) == expected


def test_a_long_name_keeps_its_ending():
    assert shown_name("a" * 10_000 + ".txt").endswith("a.txt")
    assert len(shown_name("a" * 10_000 + ".txt")) == 120


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 no archive", "not a ZIP archive"),
        (b"", "not a ZIP archive"),
        (archive(), "holds no files"),
        (archive(("__MACOSX/._one.txt", b"x")), "holds no files"),
        (archive(link("one.txt", b"/etc/passwd")), "a link"),
        (archive(("inner.zip", archive(("one.txt", b"One")))), "archive within an archive"),
        (archive(("zeros.txt", b"0" * 4_000_000)), "packed 100 times"),
        (archive(("long.txt", b"0" * 5_000_001)), "over-long"),
        (encrypted(), "encrypted"),
        (lying(), "damaged in the archive"),
    ],
)
def test_what_is_not_read_has_a_reason(data, reason):
    (found,) = reasons(data)
    assert reason in found


def test_members_and_their_total_are_limited():
    data = archive(*((f"{number}.txt", b"words") for number in range(5)))
    assert reasons(data, ArchiveLimits(members=3)) == [
        "",
        "",
        "",
        "5 files, 3 of an archive are read; the rest is left",
    ]
    assert reasons(data, ArchiveLimits(total_bytes=12)) == [
        "",
        "",
        "over-long: it unpacks to more than 12 bytes; the rest is left",
    ]


@given(
    members=st.dictionaries(
        st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=30),
        st.binary(max_size=2_000),
        min_size=1,
        max_size=5,
    ),
    cut=st.none() | st.tuples(st.integers(0, 300), st.integers(0, 255)),
)
def test_any_archive_gives_files_or_reasons_and_no_name_leads_anywhere(members, cut):
    data = bytearray(archive(*((name.encode("utf-8", "replace").decode(), held) for name, held in members.items())))
    if cut:
        data[cut[0] % len(data)] = cut[1]
    found = list(unpacked("a.zip", bytes(data)))
    assert found or not any(members)
    for entry in found:
        shown = entry.path if isinstance(entry, ReadError) else entry[0]
        assert shown == "a.zip" or shown.startswith("a.zip/")
        assert not set(shown.split("/")[1:]) & {"", ".", ".."}
        assert "\0" not in shown
        if not cut and not isinstance(entry, ReadError):
            assert entry[1] in members.values()
