"""What the reader of tariff claims learns from, on made-up passages."""

from __future__ import annotations

import json

import numpy as np
import pytest
import spacy
from spacy.language import Language

from newstables.pipeline.columns import numbered
from newstables.pipeline.tariffs.network import CHANGES, PAIRED, PARTIES, RATES, pack
from newstables.pipeline.tariffs.reading import read
from training.passages import LABELS, labels, passages

TEXT = "Ottawa cut its duty on Chinese steel to 10 per cent from 25 and scrapped the one on peas."
CLAIM = {
    "imposer": "CA", "target": "CN", "goods": ["steel"], "change": ["lower"], "rate_percent": 10,
    "rate_from_percent": 25, "retaliation": False,
    "evidence": "Ottawa cut its duty on Chinese steel to 10 per cent from 25",
}  # fmt: skip
LIFTED = {**CLAIM, "goods": ["peas"], "change": ["lift"], "rate_percent": None, "rate_from_percent": None}
CLAIMS = [CLAIM, {**LIFTED, "evidence": "scrapped the one on peas"}]


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("en")


def labelled(blank, text, claims):
    doc = blank(text)
    return list(labels(doc, read(doc), claims))


def test_a_claim_is_anchored_at_its_rate_or_its_charge(blank):
    doc = blank(TEXT)
    assert [doc[label.anchor].text for label in labelled(blank, TEXT, CLAIMS)] == ["10", "one"]
    assert [doc[label.evidence[1]].text for label in labelled(blank, TEXT, CLAIMS)] == ["25", "peas"]


def test_claims_that_differ_in_a_party_share_an_anchor(blank):
    (label,) = labelled(blank, TEXT, [CLAIM, {**CLAIM, "target": "US"}])
    assert label.targets == {"CN", "US"}


def test_evidence_that_is_not_in_the_text_is_named(blank):
    with pytest.raises(ValueError, match="no evidence 'a duty on rye'"):
        labelled(blank, TEXT, [{**CLAIM, "evidence": "a duty on rye"}])


def test_passages(tmp_path, blank):
    (tmp_path / "some.jsonl").write_text(json.dumps({"text": TEXT, "claims": CLAIMS}) + "\n", "utf-8")
    ((reading, found),) = passages(blank, tmp_path)
    assert len(reading) == len(blank(TEXT))
    assert [filler.value for filler in reading.numbers][:2] == [10, 25]
    assert len(found) == 2


def test_two_texts_as_one(blank):
    one, other = read(blank(TEXT)), read(blank("Beijing taxes Ottawa's peas."))
    both = one.and_then(other)
    assert [filler.value for filler in both.countries] == ["CA", "CN", "CN", "CA"]
    assert [both.columns["order"][filler.first] for filler in both.countries] == ["0", "1", "1", "0"]
    assert both.cut(len(one) + 1, len(both)) == other


def test_every_passage_that_ships_has_its_anchors(blank):
    """Each claim finds a token of its own, or shares one with a claim that differs in a party alone."""
    texts = 0
    for path in sorted(LABELS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines()[:20]:
            passage = json.loads(line)
            found = labelled(blank, passage["text"], passage["claims"])
            assert len({label.anchor for label in found}) == len(found)
            assert bool(found) == bool(passage["claims"])
            texts += 1
    assert texts > 500


def test_what_was_trained_is_what_runs(blank):
    """The packed network and torch's give the same answers, but for weights and states in steps."""
    torch = pytest.importorskip("torch", reason="needs torch, which only training needs")
    from training import tariffs

    reading = read(blank(TEXT))
    known = [(reading, labelled(blank, TEXT, CLAIMS))]
    rows = tariffs.vocabulary([reading])
    arrays = tariffs.fit(1, known, rows, epochs=2)
    network = pack(arrays)
    model = tariffs.Reader([len(rows[column]) for column in rows]).eval()
    ids = numbered(reading.columns, rows)
    with torch.no_grad():
        trained = tariffs.arrays(model)
        states = model.states(torch.from_numpy(ids)[None], torch.tensor([len(ids)]))
        chances = torch.softmax(model.changes(states, torch.ones(1, len(ids), dtype=torch.bool)), -1)[0].numpy()
    (mine,) = pack(trained).states([ids])
    assert np.allclose(mine, states[0].numpy(), atol=5e-3)
    assert np.allclose(pack(trained).changes(mine), chances, atol=2e-3)
    assert network.changes(network.states([ids])[0]).shape == (len(ids), len(CHANGES))
    assert all(f"{field} distance" in arrays for field in PAIRED)
    assert all(f"{field} unnamed weight" in arrays for field in (*PARTIES, *RATES))
