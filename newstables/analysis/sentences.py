"""Sentences of a text by its marks alone: what a comparison aligns, without a trained pipeline.

A line is a paragraph and a title is a sentence. A sentence ends inside a quotation too: ``“X.” | “Y,” she said.``
"""

from __future__ import annotations

import re
from functools import cache

from newstables.analysis.figures import words_of
from newstables.knowledge import load
from newstables.records import CueKind

_END = re.compile(
    r"""
    (?P<mark>[.!?]+|…)       # what ends a sentence
    (?P<close>[”’"'»)\]]*)   # and the marks that close with it
    [^\S\n]+                 # a blank, not a new line
    (?=(?P<next>[“‘"'«(\[$—–•]*[\w$]\S*))
    """,
    re.VERBOSE,
)
_SHORT = re.compile(
    r"""(?:^|[\s(“"])(?:
      Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Const|Insp|Supt|Hon|Rev|St|Ste|Mt|No|Nos|vs|etc|e\.g|i\.e|approx
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun
      |Inc|Ltd|Co|Corp|Bros|Ont|Sask|Man|Alta|Que|N\.?S|N\.?B|B\.?C|P\.?E\.?I|Nfld|Wash|Calif|Mich|Minn|Mass|Conn
      |(?:[A-Z]\.)*[A-Z])$""",
    re.VERBOSE,
)
# "in Oakville, Ont. Borkowski said": where the sentence went on, a comma would follow the province.
_PLACED = re.compile(r",\s(?:[A-Z][a-z]+\.?|(?:[A-Z]\.)*[A-Z])$")
_OPENERS = words_of(
    """
    The A An This That These Those It He She They We I You But And In On At As For If When While After Before Since
    There His Her Its Their Our No Not So Yet Both Each Some
    """
)
# Pointers to other stories are no sentences of this one.
_POINTER = re.compile(r"\s*(?:(?:READ|WATCH|SEE|LISTEN)\s(?:MORE|ALSO|TO)|RELATED|LATEST STORIES|MORE STORIES)\b")
_MARKS = "“‘\"'«(["


@cache
def _speech() -> frozenset[str]:
    return frozenset(form for cue in load().cues if cue.kind is CueKind.SPEECH for form in cue.forms)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text in order: (start, end) in code points, trimmed of blanks, none empty.

    >>> text = "China says no. “It is firm,” said Mr. Li. “Why?” he asked. “We wait.”"
    >>> [text[start:end] for start, end in sentences(text)]
    ['China says no.', '“It is firm,” said Mr. Li.', '“Why?” he asked.', '“We wait.”']
    """
    found = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        start, stop = line.start(), line.end()
        if _POINTER.match(text, start):
            continue
        for end in _END.finditer(text, start, stop):
            if _ends(text, start, end):
                found.append((start, end.end("close")))
                start = end.end()
        found.append((start, stop))
    return [trimmed for start, end in found if (trimmed := _trimmed(text, start, end)) is not None]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    following = end["next"]
    word = following.lstrip(_MARKS + "—–•$")
    if not (word[:1].isupper() or word[:1].isdigit() or following[0] in _MARKS + "$—–•"):
        return False
    if end["mark"] == "." and not end["close"] and _SHORT.search(text, start, end.start()):
        if _PLACED.search(text, start, end.start()) and following[0] not in "$—–•":
            return True
        # "U.S. officials", "Oct. 31" go on; "in the U.S. The two" does not.
        return word.strip(',.”"') in _OPENERS
    if end["mark"] in {"…", "..."} and not end["close"]:
        return text.count("“", start, end.start()) <= text.count("”", start, end.start())
    if end["close"] and end["mark"] != ".":  # "“Why?” Featherstone asked": a verb of speech follows the name
        for one in text[end.end() : end.end() + 60].split()[:4]:
            if one.strip(",.:").lower() in _speech():
                return False
            if not one[:1].isupper():
                break
    return True
