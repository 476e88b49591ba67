"""Vectors of words, read from a package made up here."""

from __future__ import annotations

import io
import json
import tarfile

import numpy as np
import pytest

from training.meanings import FILE, Meanings, read
from training.rows import with_words


def package(path, name, content):
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return path


def test_vectors_are_narrowed_and_spread(tmp_path):
    chance = np.random.default_rng(1)
    wide = chance.normal(0, [9, 5, 0.1, 0.1], (50, 4))
    held = {f"w{n}": [*vector.tolist(), 3.5, n] for n, vector in enumerate(wide)}
    content = json.dumps({"vectors": held}).encode()
    found = read(package(tmp_path / "v.tgz", FILE, content), 2)
    assert found.words[:2] == ["w0", "w1"]
    assert found.vectors.shape == (50, 2)
    assert found.vectors.std() == pytest.approx(0.3, abs=1e-3)
    assert abs(np.corrcoef(found.vectors[:, 0], wide[:, 0])[0, 1]) > 0.99


def test_a_package_without_vectors_is_named(tmp_path):
    with pytest.raises(KeyError, match=r"wink-embeddings"):
        read(package(tmp_path / "other.tgz", "package/other.json", b"{}"), 2)


def test_tables_begin_with_what_is_known():
    rows = with_words({"word": {"canola": 2, "-": 3}, "shape": {"x": 2}}, ["canola", "tariff", "50", "façade"])
    assert rows == {"word": {"canola": 2, "-": 3, "tariff": 4}, "shape": {"x": 2}}
    table = Meanings(["tariff", "canola"], np.array([[1, 2], [3, 4]], dtype="float32")).table(rows["word"], 1, seed=1)
    assert table.shape == (5, 1)
    assert table[[0, 2, 4], 0].tolist() == [0, 3, 1]
    assert table[1, 0] != 0 != table[3, 0]
