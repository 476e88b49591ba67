"""Furniture is masked, articles are not. The cases come from news pages and from sentences that look like furniture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstables.reading import mask, read_articles

FURNITURE = """\
LATEST STORIES:
Related stories
More from The Maple Wire
READ MORE: Carney, Trump attend dinner
Read more: What it means for canola
WATCH MORE: What could the meeting mean?
WATCH: Carney arrives in Gyeongju
RELATED: China’s duties explained
See also: Five charts
Advertisement
ADVERTISEMENT 2
Story continues below advertisement
Article content
Sign up for our daily politics newsletter
Subscribe to The Herald newsletter and stay ahead
Share this article
Share this story on Facebook
Listen to this article
Estimated 4 minutes
THE CANADIAN PRESS/Adrian Wyld
(Photo by Andrew Caballero/AFP via Getty Images)
Photo by JUSTIN TANG /THE CANADIAN PRESS
Sean Kilpatrick/The Canadian Press
.
•
* * *
---
""".splitlines()

SENTENCES = """\
Read more carefully, the notice covers peas.
The latest stories from Beijing: no deal, and no date.
Watch what they do, he said.
“Watch: they will not buy,” she said.
Related industries were hit: pork, peas and lobster.
Advertisement spending fell by 5 per cent.
Sign up for the programme ended in May, and no newsletter said so to the growers, who had hoped for another year. \
They wrote to the ministry, which had promised an answer by harvest, and heard nothing at all from Ottawa until October.
Share this burden, Mr. Moe told Ottawa.
Listen to this province, she said.
Photos showed containers of canola meal in Vancouver.
Photo by photo, the inspectors checked the load.
The Canadian Press reported the duty on Friday.
Estimated 4 minutes late, the minister arrived.
Article content aside, he said.
- Canola seed: 75.8 per cent
• Pork stays at 25 per cent.
2.
No.
Picture: a port without ships.
Carney said that China/Canada trade is growing.
""".splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_masked(line):
    text = f"Xi met Carney.\n\t{line} \nThey spoke.\n"
    assert mask(text) == f"Xi met Carney.\n{' ' * (len(line) + 2)}\nThey spoke.\n"


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_are_not(line):
    text = f"Xi met Carney.\n{line}\nThey spoke.\n"
    assert mask(text) == text


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Carney speaks in Ottawa. ", "THE CANADIAN PRESS/Sean Kilpatrick"),
        ("Carney speaks in Ottawa. ", "(Photo by Ann Leroux/Getty Images)"),
    ],
)
def test_of_a_caption_only_the_credit_is_masked(caption, credit):
    assert mask(caption + credit) == caption + " " * len(credit)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Carney meets Xi\n\nCarney  meets XI\n\n.\nBody", "Carney meets Xi\n\n                \n\n \nBody"),
        ("# Carney meets Xi\nCarney meets Xi\nBody", "# Carney meets Xi\n               \nBody"),
        ("A b c\n1\n2\n3\n4\nA b c", "A b c\n1\n2\n3\n4\nA b c"),
        ("No.\nNo.\nBody", "No.\nNo.\nBody"),
        ("", ""),
        ("\n\n", "\n\n"),
    ],
)
def test_a_title_said_twice_is_masked_once(text, masked):
    assert mask(text) == masked


@given(st.lists(st.sampled_from([*FURNITURE, *SENTENCES, "", "\r", "\u2028"]) | st.text(max_size=8)).map("\n".join))
def test_length_and_lines_stay(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in {old, " "} and (old != "\n" or new == "\n") for old, new in zip(text, masked, strict=True))


def test_on_the_first_users_articles(shared):
    first, second = [(article.text, mask(article.text)) for article in read_articles([shared / "seeds"])]
    assert lost(*first) == ["LATEST STORIES:", "READ MORE", "WATCH MORE"]
    assert lost(*second) == ["Carney Says Rel", ".", "."]


def lost(text: str, masked: str) -> list[str]:
    lines = zip(text.split("\n"), masked.split("\n"), strict=True)
    return [old.partition(":")[0][:15] + ":" * old.endswith(":") for old, new in lines if old != new]


def test_the_samples_hold_no_furniture(samples):
    articles = list(read_articles([samples]))
    assert articles
    assert [article.file for article in articles if mask(article.text) != article.text] == []
