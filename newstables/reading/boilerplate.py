"""Furniture of a page that is not the article. It stays in the text, and is masked before the pipeline runs."""

from __future__ import annotations

import re

# Each pattern must match a whole line, so that no sentence of an article is touched. Case counts in (?-i:…) alone.
LINES = (
    # Headings over lists of other articles: "LATEST STORIES:", "Trending now", "More from CBC".
    r"(?:latest|top|related|trending|recommended|most[- ]read|popular|more|other)"
    r" (?:stories|news|articles|coverage|reading|videos|links|now)\s*:?",
    r"(?:trending|most[- ]read|most popular|recommended(?: for you)?|related|you may also like)\s*:?",
    r"more from [\w .&']{2,40}\s*:?",
    # Pointers to other articles: "READ MORE: Carney, Trump attend dinner", "WATCH: Carney arrives", "See also: …".
    r"(?:read|watch|see|listen|hear|view|learn)(?: more| also| next)\s*[:|].{0,250}",
    r"(?-i:READ|WATCH|LISTEN|SEE|VIDEO|PHOTOS)\s*:.{0,250}",
    r"related(?: (?:stor(?:y|ies)|coverage|articles?|news|links?|videos?|reading))?\s*:.{0,250}",
    r"(?:read|watch|see) more",
    # Advertisements and what stands around them.
    r"(?:-+\s*)?advertisements?(?: \d+)?(?:\s*-+)?",
    r"(?:story|article|content|text)(?: content)? continues below(?: (?:this )?ad(?:vertisement)?)?\.?",
    r"(?:article content|continue reading(?: below)?|this advertisement has not loaded yet(?:, but .{0,60})?)\.?",
    # Newsletters: "Sign up for our daily newsletter".
    r"sign up (?:here )?(?:for|to|now)\b.{0,160}\bnewsletters?\b.{0,80}",
    r"subscribe to .{0,120}\bnewsletters?\b.{0,80}",
    r"(?:get|receive) .{0,120} (?:in|to) your (?:inbox|e-?mail)\b.{0,80}",
    # Buttons: "Share this article", "Listen to this article", "Estimated 4 minutes".
    r"share this (?:article|story|page|post)(?: (?:on|via|with|by) [\w ,]{1,60})?\s*:?",
    r"listen to (?:this )?article(?: \(?\d.{0,20})?|listen to this story(?: \(?\d.{0,20})?|estimated \d+ minutes?",
    r"the audio version of this (?:article|story) is .{0,120}",
    # Credits of pictures: "THE CANADIAN PRESS/Adrian Wyld", "(Photo by …)", "Photo by JUSTIN TANG /THE CANADIAN PRESS".
    r"the canadian press/[^.!?]{1,80}",
    r"\((?:file )?(?:photo|image|picture)s?(?: by| courtesy|:) [^()]{1,120}\)",
    r"(?:file )?(?:photo|image|picture)(?: credit| by|:)[: ].{1,100}(?<![.!?”\"])",
    r"[\w .'’-]{1,60} ?/ ?(?:the canadian press|cp|reuters|afp|ap|getty images|bloomberg|xinhua)[\w /]{0,40}",
    # What is left of a list or a rule: ".", "•", "* * *", "---".
    r"[.•·▪●◦*_=~|–—\-\s]+",
)
# Credits that end a caption; the caption itself stays.
CREDITS = (
    r"\((?:file )?(?:photo|image|picture)s? by [^()\n]{1,120}\)",
    r"(?-i:THE CANADIAN PRESS)/[^.!?\n]{1,80}$",
)
_LINE = re.compile("|".join(f"(?:{pattern})" for pattern in LINES), re.IGNORECASE)
_CREDIT = re.compile("|".join(f"(?:{pattern})" for pattern in CREDITS), re.IGNORECASE)
_REPEAT_WITHIN = 4  # lines after the title in which it may stand once more
_TITLE_WORDS = 3  # shorter lines may well repeat in an article


def mask(text: str) -> str:
    r"""The text with its furniture replaced by as many spaces: same length, same line breaks.

    >>> mask("LATEST STORIES:\nXi met Carney.\n.")
    '               \nXi met Carney.\n '
    """
    lines = [_mask_line(line) for line in text.split("\n")]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if filled:
        title = _bare(lines[filled[0]])
        for number in filled[1 : _REPEAT_WITHIN + 1]:
            if len(title.split()) >= _TITLE_WORDS and _bare(lines[number]) == title:
                lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _mask_line(line: str) -> str:
    if _LINE.fullmatch(line.strip()):
        return " " * len(line)
    return _CREDIT.sub(lambda credit: " " * len(credit[0]), line)


def _bare(line: str) -> str:
    """A line as compared with the title: without heading marks, spacing and case."""
    return " ".join(line.lstrip("# ").split()).casefold()
