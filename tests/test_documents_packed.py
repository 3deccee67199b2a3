"""Archives are read like folders, whatever lies in them; bombs, broken and locked ones are told in one line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from dragoman.documents import find, load
from dragoman.documents.formats import unpacking
from dragoman.model import Document, Problem

BODY = "The sultan of Oman met the foreign minister of Iran in Muscat on Friday.\n"
PAGE = f"<html><body><article><h1>Talks</h1><p>{BODY * 4}</p></article></body></html>"


def read(path: Path) -> tuple[list[Document], list[Problem]]:
    sources, problems = find([path])
    results = [result for source in sources for result in load(source)]
    return [r for r in results if isinstance(r, Document)], problems + [r for r in results if isinstance(r, Problem)]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


MEMBERS = {
    "2019/a.txt": BODY.encode(),
    "b.html": PAGE.encode(),
    "c.jsonl": b'{"id": "x", "text": "Oman backs Iran."}\n',
}


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz", "unnamed"])
def test_an_archive_is_read_like_a_folder(tmp_path: Path, name: str) -> None:
    data = zipped(MEMBERS) if name in ("a.zip", "unnamed") else tarred(MEMBERS)
    pack = {".gz": gzip.compress, "tgz": gzip.compress, "bz2": bz2.compress, ".xz": lzma.compress}.get(name[-3:])
    path = tmp_path / name
    path.write_bytes(pack(data) if pack else data)
    documents, problems = read(path)
    assert problems == []
    assert [d.origin for d in documents] == [f"{path}/{member}" for member in MEMBERS]
    assert [d.name for d in documents] == ["a.txt", "b.html", "x"]
    assert documents[0].text == BODY


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_a_packed_file_is_read_as_what_it_holds(tmp_path: Path, ending: str, pack: type[bytes]) -> None:
    path = tmp_path / f"news.jsonl{ending}"
    path.write_bytes(pack(MEMBERS["c.jsonl"]))
    documents, problems = read(path)
    assert problems == []
    assert [d.name for d in documents] == ["x"]


def test_archives_in_archives_down_to_a_depth(tmp_path: Path) -> None:
    data = zipped({"a.txt": BODY.encode()})
    for level in range(4):
        data = tarred({f"{level}.zip": data})
    (tmp_path / "a.tar").write_bytes(data)
    assert [d.text for d in read(tmp_path / "a.tar")[0]] == [BODY]
    (tmp_path / "b.tar").write_bytes(tarred({"more.tar": data}))
    documents, problems = read(tmp_path / "b.tar")
    assert documents == []
    assert "times over" in problems[0].message


def test_what_cannot_be_read_in_an_archive_stops_nothing_else(tmp_path: Path) -> None:
    members = {
        "empty.txt": b"", "a.png": b"\x89PNG", "__MACOSX/a.txt": b"x", ".hidden.txt": b"x", "broken.zip": b"PK\x03\x04",
        "cut.gz": gzip.compress(BODY.encode() * 99)[:-20], "good.txt": BODY.encode(),
    }  # fmt: skip
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(members))
    documents, problems = read(path)
    assert [d.name for d in documents] == ["good.txt"]
    assert [p.where for p in problems] == [f"{path}/{name}" for name in ("empty.txt", "a.png", "broken.zip", "cut.gz")]
    assert all(p.remedy for p in problems)


def test_many_members_of_unknown_type_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.png": b"x" for n in range(50)} | {"a.txt": BODY.encode()}))
    documents, problems = read(tmp_path / "a.zip")
    assert len(documents) == 1
    assert len(problems) == 21
    assert "30 more" in problems[-1].message
    assert "50 .png" in problems[-1].message


def test_a_name_that_leads_out_is_only_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"../../etc/x\n.txt": BODY.encode()}))
    documents, _ = read(tmp_path / "a.zip")
    assert documents[0].origin == f"{tmp_path}/a.zip/etc/x\ufffd.txt"
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_links_and_devices_in_a_tar_are_left_alone(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("x.txt")
            info.type, info.linkname = kind, "/etc/hostname"
            archive.addfile(info)
    documents, problems = read(tmp_path / "a.tar")
    assert documents == []
    assert "no file in it" in problems[0].message


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": BODY.encode()}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    return bytes(data)


def wrong_method() -> bytes:
    data = bytearray(zipped({"a.txt": BODY.encode()}))
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.index(sign) + place
        data[at : at + 2] = struct.pack("<H", 97)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (locked_zip(), "locked with a password"),
        (wrong_method(), "in a way that is not read"),
        (zipped({"a.txt": BODY.encode()})[:-30], "damaged"),
        (zipped({}), "no file in it"),
        (gzip.compress(BODY.encode() * 50)[:60], "damaged"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 40, "damaged"),
        (b"BZh91AY&SY" + b"\0" * 40, "damaged"),
        (b"\xfd7zXZ\x00" + b"\xff" * 40, "damaged"),
        (gzip.compress(b""), "empty"),
        (tarred({"a.txt": BODY.encode()})[:560], "damaged"),
    ],
)
def test_broken_archives_are_told(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    documents, problems = read(path)
    assert documents == []
    assert problems
    assert all(said in problem.message and problem.remedy for problem in problems)


def zeros(size: int) -> bytes:
    """A deflate stream that unpacks to that many bytes, made without making them."""
    packer = zlib.compressobj(9, wbits=31)
    block = b" " * 1_000_000
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_bomb_is_told_before_it_goes_off(tmp_path: Path, level: int) -> None:
    data = zeros(600_000_000)
    for _ in range(level):
        data = gzip.compress(data)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    tracemalloc.start()
    documents, problems = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert documents == []
    assert len(problems) == 1
    assert "zip bomb" in problems[0].message
    assert problems[0].where == str(path)
    assert peak < 2.5 * unpacking.ALWAYS_ALLOWED


def test_a_zip_that_says_it_is_a_bomb_is_not_opened(tmp_path: Path) -> None:
    block = b" " * 30_000_000
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.txt": block for n in range(5)} | {"good.txt": BODY.encode()}))
    documents, problems = read(path)
    assert documents == []
    assert "zip bomb" in problems[0].message
