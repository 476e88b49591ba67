"""Tariff claims.

The cases are our own sentences, plain ones that the reader must not get wrong; quality is measured on the passages in
``evaluation/``. A claim is written
"IMPOSER>TARGET CHANGE RATE from RATE [goods] answer", with "?" for a party that is not known.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from newstables.pipeline.dates import find_dates
from newstables.pipeline.effective import effective_on
from newstables.pipeline.found import TariffFound
from newstables.pipeline.load import make_doc

CASES: list[tuple[str, list[str]]] = [
    (
        "Beijing said Saturday it will impose a 100 per cent tariff on Canadian canola oil, oil cakes and peas, "
        "and a 25 per cent tariff on pork and aquatic products, starting March 20.",
        ["CN>CA impose 100 [canola meal, canola oil, peas]", "CN>CA impose 25 [pork, seafood]"],
    ),
    (
        "U.S. President Donald Trump threatened on Saturday to slap a 100 per cent tariff on all Canadian goods "
        "if Ottawa makes a deal with China.",
        ["US>CA threaten 100 []"],
    ),
    (
        "Ottawa is considering a 25 per cent surtax on Chinese solar panels, batteries and semiconductors.",
        ["CA>CN threaten 25 [batteries, semiconductors, solar products]"],
    ),
    (
        "China will suspend its 100 per cent tariffs on Canadian canola meal and peas from March 1 until the end "
        "of the year.",
        ["CN>CA pause from 100 [canola meal, peas]"],
    ),
    (
        "Trump raised the tariff on Canadian goods outside the trade pact to 35 per cent from 25.",
        ["US>CA raise 35 from 25 []"],
    ),
    (
        "Mexico approved tariffs of up to 50 per cent on cars, steel and clothing from China and other Asian "
        "countries.",
        ["MX>CN impose 50 [autos, consumer goods, steel]"],
    ),
    (
        "Chinese tariffs on Canadian canola have cost growers dearly, said the head of a Saskatoon growers' group.",
        ["CN>CA none [canola]"],
    ),
    (
        "Canada doubled its tariff on steel from China to 50 per cent.",
        ["CA>CN raise 50 [steel]"],
    ),
    (
        "Finance Canada said it would remit the surtax on some Chinese steel and aluminum until 2026.",
        ["CA>CN lift [aluminum, steel]"],
    ),
    (
        "Beijing has not imposed any duty on pea starch, though its commerce ministry opened an anti-dumping "
        "investigation in August.",
        [],
    ),
    (
        "The port of Vancouver will raise its container fee by 12 per cent next year.",
        [],
    ),
    (
        "Hydro tariffs will rise 5 per cent in Manitoba in April.",
        [],
    ),
    (
        "China has banned imports of Canadian beef since 2021.",
        [],
    ),
    (
        "Ontario put a 25 per cent surcharge on electricity exports to three U.S. states.",
        [],
    ),
    (
        "The farm lobby called on Ottawa to scrap its 100 per cent tariff on Chinese electric cars.",
        ["CA>CN none 100 [electric vehicles]"],
    ),
    (
        "New Delhi lowered its duty on Canadian lentils to 10 per cent from 30, and scrapped the one on yellow peas.",
        ["IN>CA lower 10 from 30 [lentils]", "IN>CA lift [peas]"],
    ),
    (
        "Washington announced it would stack another 10 per cent on Canada after an Ontario advertisement.",
        ["US>CA impose 10 []"],
    ),
    (
        "Brazil, hit by a 50 per cent U.S. tariff on coffee and beef, will not retaliate.",
        ["US>BR impose 50 [beef]"],
    ),
    (
        "The two sides agreed to cut tariffs, Carney told reporters in Beijing.",
        [],
    ),
    (
        "Our lobster now pays 25 per cent to get into China, said a Yarmouth exporter.",
        ["CN>CA none 25 [seafood]"],
    ),
    (
        "Tokyo dropped its duties on Canadian pork in 2018.",
        ["JP>CA lift [pork]"],
    ),
    (
        "The White House exempted potash from the 25 per cent tariff on Canadian goods.",
        ["US>CA lift from 25 [potash]"],
    ),
    (
        "Goods made with steel melted and poured in China will be charged 25 per cent when they enter Canada from "
        "July 31.",
        ["CA>CN impose 25 [steel]"],
    ),
    (
        "China will lower the levy on Canadian canola seed by March 1, Carney said, and expects to leave its tax "
        "on pork alone.",
        ["CN>CA lower [canola seed]"],
    ),
    (
        "Canada's tariffs on Chinese EVs, steel and aluminum remain in place.",
        ["CA>CN none [aluminum, electric vehicles, steel]"],
    ),
    (
        "Unless Ottawa lifts the surtax on Chinese electric vehicles, Beijing will slap a 50 per cent tariff on "
        "Canadian barley.",
        ["CA>CN none [electric vehicles]", "CN>CA threaten 50 [barley] answer"],
    ),
    (
        "The United Kingdom postponed its tariffs on imported steel until July.",
        ["GB>* pause [steel]"],
    ),
    (
        "A heavy tariff is paid in lost sleep by the growers of Tisdale.",
        [],
    ),
    (
        "Interest rates were cut to 2.5 per cent while Chinese buyers waited.",
        [],
    ),
    (
        "Toronto's tax on vacant homes climbs to 3 per cent.",
        [],
    ),
    (
        "The duty officer at the consulate did not pick up.",
        [],
    ),
    (
        "China cut its tariff on Canadian seafood in half, to 12.5 per cent.",
        ["CN>CA lower 12.5 [seafood]"],
    ),
    (
        "Chinese buyers stopped taking Canadian peas after the 100 per cent tariff Beijing imposed in March.",
        ["CN>CA none 100 [peas]"],
    ),
    (
        "Ottawa answered with a 25 per cent levy on U.S. cars.",
        ["CA>US impose 25 [autos] answer"],
    ),
    (
        "Carney said Canada had no intention of matching Mexico's 50 per cent tariff on Chinese cars.",
        ["MX>CN none 50 [autos]"],
    ),
    (
        "Ottawa's 100 per cent surtax on Chinese electric vehicles took effect on Oct. 1, 2024.",
        ["CA>CN impose 100 [electric vehicles]"],
    ),
    (
        "Beijing has extended its anti-dumping deposit of 75.8 per cent on Canadian canola seed until March.",
        ["CN>CA none 75.8 [canola seed]"],
    ),
    (
        "China dropped its ban on two exporters, but the duties on canola oil were left where they are.",
        ["CN>CA none [canola oil]"],
    ),
    (
        "Washington cut the fentanyl tariff on China to 10 per cent from 20, leaving an average of about 47 per cent.",
        ["US>CN lower 10 from 20 []"],
    ),
    (
        "New Zealand's wine growers will no longer pay a tariff in Canada.",
        ["CA>NZ lift [wine]"],
    ),
    (
        "Tariffs on Canadian canola oil, meal and peas of 100 per cent came into force in March.",
        ["CN>CA impose 100 [canola meal, canola oil, peas]"],
    ),
    (
        "Beijing exempted propane and potash from the tariffs it levied on American goods in April.",
        ["CN>US lift [energy, potash]"],
    ),
    (
        "The federal government will remove the tariff on Chinese steel used by B.C. shipyards, its remission "
        "order says.",
        ["CA>CN lift [steel]"],
    ),
    (
        "China tripled its duty on Canadian lobster, from 8 to 24 per cent.",
        ["CN>CA raise 24 from 8 [seafood]"],
    ),
    (
        "Carney ruled out dropping the 25 per cent surtax on Chinese steel.",
        ["CA>CN none 25 [steel]"],
    ),
    (
        "India suspended its 30 per cent duty on Canadian yellow peas until March 2026.",
        ["IN>CA pause from 30 [peas]"],
    ),
    (
        "The Commerce Ministry in Beijing announced preliminary duties of up to 40.5 per cent on butyl rubber "
        "from Canada.",
        ["CN>CA impose 40.5 [butyl rubber]"],
    ),
    (
        "Mexico is studying a levy on Chinese cars.",
        ["MX>CN threaten [autos]"],
    ),
    (
        "An anti-dumping inquiry into Canadian pea starch may run until February 2027.",
        [],
    ),
    (
        "Chinese customs turned back three containers of Canadian pork.",
        [],
    ),
    (
        "Parliament passed a 3 per cent tax on digital services.",
        [],
    ),
    (
        "Prices of canola fell 8 per cent after the announcement.",
        [],
    ),
    (
        "Tariffs are a tax on consumers, the economist said.",
        [],
    ),
    (
        "The hotel chain lowered its tariffs for Chinese tour groups by 20 per cent.",
        [],
    ),
    (
        "A quota of 49,000 electric cars was filled in six weeks.",
        [],
    ),
    (
        "Canada has never imposed a tariff on Chinese solar panels, the minister told the committee.",
        [],
    ),
    (
        "The premier wants a 25 per cent tariff on Chinese garlic.",
        [],
    ),
    (
        "If Beijing puts a tariff on Canadian barley, farmers will plant wheat instead.",
        [],
    ),
    (
        "Ottawa let the surtax on Chinese aluminum lapse on Jan. 31.",
        ["CA>CN lift [aluminum]"],
    ),
    (
        "The deal trims the American tariff on Japanese cars to 15 per cent from 27.5 per cent.",
        ["US>JP lower 15 from 27.5 [autos]"],
    ),
    (
        "Carney will keep the surtaxes on steel and aluminum from China.",
        ["CA>CN none [aluminum, steel]"],
    ),
    (
        "China would waive the 25 per cent duty on crab and lobster but not the one on shrimp.",
        ["CN>CA lift from 25 [seafood]", "CN>CA none [seafood]"],
    ),
    (
        "The Carney government is weighing whether to ease its levy on Chinese-made EVs.",
        ["CA>CN none [electric vehicles]"],
    ),
    (
        "Pork shipped from Manitoba has carried a 25 per cent surcharge at Chinese ports since spring.",
        ["CN>CA none 25 [pork]"],
    ),
    (
        "Canadian pork and beef will be charged 20 per cent at Chinese ports, and lentils and peas 10.",
        ["CN>CA impose 20 [beef, pork]", "CN>CA impose 10 [lentils, peas]"],
    ),
    (
        "The surtax that Canada placed on Chinese steel in 2024 was doubled to 50 per cent.",
        ["CA>CN raise 50 [steel]"],
    ),
    (
        "Importers must lodge a deposit of between 12 and 31 per cent on Canadian potash with Chinese customs.",
        ["CN>CA impose 31 [potash]"],
    ),
    (
        "Were Ottawa ever to put a duty on Chinese bicycles, shops would close.",
        [],
    ),
]


def claims(nlp: Language, text: str, published_on: date | None = None) -> tuple[TariffFound, ...]:
    return nlp(make_doc(nlp, text, published_on))._.tariffs


def written(claim: TariffFound) -> str:
    rate = "" if claim.rate_percent is None else f" {claim.rate_percent:g}"
    before = "" if claim.rate_from_percent is None else f" from {claim.rate_from_percent:g}"
    parties = f"{claim.imposer or '?'}>{claim.target or '?'}"
    answer = " answer" if claim.retaliation else ""
    return f"{parties} {claim.change}{rate}{before} [{', '.join(claim.goods)}]{answer}"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_claims(nlp, text, expected):
    assert [written(claim) for claim in claims(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "evidence", "rate_text"),
    [
        (
            "Growers say China's 100-per-cent tariff on Canadian peas has emptied the order book.",
            "China's 100-per-cent tariff on Canadian peas",
            "100-per-cent",
        ),
        (
            "On Monday Ottawa put a surtax of 25 per cent on Chinese steel, the paper said.",
            "Ottawa put a surtax of 25 per cent on Chinese steel",
            "25 per cent",
        ),
        (
            "In spring the levy on Canadian potash was cut to 10 per cent from 25, a relief.",
            "the levy on Canadian potash was cut to 10 per cent from 25",
            "10 per cent",
        ),
    ],
)
def test_the_evidence_is_short_and_the_rate_as_written(nlp, text, evidence, rate_text):
    (claim,) = claims(nlp, text)
    assert text[slice(*claim.evidence)] == evidence
    assert claim.rate_text == rate_text


def test_who_alone_has_a_tariff_on_the_goods_is_who_imposes_it(nlp):
    text = (
        "“If the EV tariff goes, so does the canola problem,” Nora Quill wrote. Her Chinese guest blamed the EV surtax."
    )
    assert {(one.imposer, one.target) for one in claims(nlp, text) if "electric vehicles" in one.goods} == {
        ("CA", "CN")
    }
    (threat,) = claims(nlp, "China threatened to impose a 20 per cent tariff on Canadian electric vehicles.")
    assert (threat.imposer, threat.target) == ("CN", "CA")


def test_the_same_goods_keep_their_parties_through_an_article(nlp):
    text = "China puts a 25 per cent tariff on Canadian pork.\n\nThe tariff on pork has not moved since."
    assert [written(claim) for claim in claims(nlp, text)][-1] == "CN>CA none [pork]"


@pytest.mark.xfail(strict=True, reason="a summary without a rate stands beside its figures")
def test_a_summary_gives_way_to_its_figures(nlp):
    text = "China put tariffs on Canadian farm goods. It set 100 per cent on canola oil and 25 per cent on pork."
    assert [written(claim) for claim in claims(nlp, text)] == [
        "CN>CA impose 100 [canola oil]",
        "CN>CA impose 25 [pork]",
    ]


@pytest.mark.parametrize(
    ("text", "published_on", "expected"),
    [
        ("a tariff from March 20", date(2025, 3, 8), date(2025, 3, 20)),
        ("a tariff from Jan. 2", date(2025, 12, 30), date(2026, 1, 2)),
        ("a tariff starting Oct. 1, 2024", None, date(2024, 10, 1)),
        ("a tariff starting Oct. 1", None, None),
        ("a tariff since Nov. 20", date(2025, 11, 6), date(2024, 11, 20)),
        ("a tariff until Feb. 6", date(2025, 11, 6), None),
        ("a tariff from Feb. 30", date(2025, 1, 6), None),
        ("a tariff from May 10 per cent", date(2025, 1, 6), None),
        ("a tariff from Tuesday, he said", date(2025, 1, 6), date(2024, 12, 31)),
        ("a tariff that will hold from Tuesday", date(2025, 1, 6), date(2025, 1, 7)),
        ("announced on March 8 a tariff", date(2025, 3, 8), None),
        ("a tariff from March 2026", date(2025, 3, 8), None),
    ],
)
def test_the_day_it_takes_effect(text, published_on, expected):
    assert effective_on(text, 0, len(text), find_dates(text, published_on)) == expected


SNIPPETS = """
China Canada's Ottawa Trump Chinese put raised cut suspended tariff duties surtax on of from to 25 per cent 100% up
canola oil , pork and steel ; : — electric cars those ones its if unless would not “ ” ’s 10 points . by in
"""


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([*SNIPPETS.split(), "\n"]), max_size=40).map(" ".join))
def test_evidence_lies_in_the_text_whatever_the_text(nlp, text):
    for claim in claims(nlp, text, date(2025, 6, 1)):
        start, end = claim.evidence
        assert 0 <= start < end <= len(text)
        evidence = text[start:end]
        assert evidence == evidence.strip()
        assert claim.rate_text is None or claim.rate_text in text
        assert claim.goods_text is None or claim.goods_text in text
        assert list(claim.goods) == sorted(set(claim.goods))
        assert claim.imposer is None or claim.imposer != claim.target


def test_texts_read_together_are_read_as_alone(nlp):
    texts = [text for text, _ in CASES[:12]]
    together = nlp.pipe(make_doc(nlp, text, None) for text in ["No charge here.", *texts, "\n\n".join(texts)])
    found = [[written(claim) for claim in doc._.tariffs] for doc in together]
    assert found[1:-1] == [[written(claim) for claim in claims(nlp, text)] for text in texts]
    assert not found[0]
    assert found[-1]


def test_the_component_declares_what_it_needs(nlp):
    assert not nlp.analyze_pipes()["problems"]["newstables_tariffs"]


def test_gold_passages(nlp, shared):
    """Every passage is read without a fault, and passages without a tariff stay clean."""
    lines = (shared / "gold" / "tariffs.jsonl").read_text("utf-8").splitlines()
    for passage in map(json.loads, lines):
        found = claims(nlp, passage["text"], date.fromisoformat(passage["published"]))
        if not passage["claims"]:
            assert not found, passage["id"]
