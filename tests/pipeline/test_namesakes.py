"""Surnames, acronyms and names of firms that could mean several."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from newstables.pipeline import load_pipeline, make_doc

SPRING_2025 = date(2025, 5, 20)

CASES = [
    # text → what each mention of the form means, in order; "" for nobody of the knowledge base
    ("Mark Carney spoke.\nDwight Carney grows beans. “I do,” Carney said.", "Carney", ["mark-carney", "", ""]),
    ("Li Qiang and Li Chenggang came. Li, the premier, waved.", "Li", ["li-qiang"]),
    ("Li Qiang and Li Chenggang came. Li waved.", "Li", [""]),
    ("Danielle Smith spoke.\nCorinne Smith left. Smith’s office.", "Smith", ["danielle-smith", "", "danielle-smith"]),
    ("Her brother, a plumber, was there. He is called Michael Chong and waits.", "Chong", [""]),
    ("Moe, the premier of Saskatchewan, came along.", "Moe", ["scott-moe"]),
    ("Moe laughed.", "Moe", [""]),
    ("Premier Doug Ford spoke. Ford, which builds cars, did not.", "Ford", ["doug-ford", "ford-motor-company"]),
    ("Officials in Geneva said the WTO is slow. The WTO it is.", "WTO", ["world-trade-organization"] * 2),
    ("The letters are WTO. They stand for Western Tank Operators. WTO hauls oil.", "WTO", ["", ""]),
    ("The Insurance Corporation of British Columbia is shut. ICBC opens on Monday.", "ICBC", [""]),
    ("She shipped it to Houston, Texas. Premier Tim Houston did not.", "Houston", ["", "tim-houston"]),
    ("It was on sale in Brookfield, N.S., on Monday.", "Brookfield", [""]),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(("text", "form", "expected"), CASES, ids=[text for text, _, _ in CASES])
def test_whom_a_form_means(nlp: Language, text: str, form: str, expected: list[str]) -> None:
    doc = nlp(make_doc(nlp, text, SPRING_2025))
    assert [ent.kb_id_ for ent in doc.ents if ent.text.endswith(form)] == expected
