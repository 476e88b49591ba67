"""What news needs of a tokenizer beyond spaCy's English rules."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex

# Short forms that English news writes with a full stop and that spaCy would cut from it. Not here: those that are
# words as well ("Man.", "Col.").
ABBREVIATIONS = (
    *("Alta.", "Ont.", "Que.", "Sask.", "Nfld.", "P.E.I.", "N.W.T."),  # provinces
    *("Capt.", "Cmdr.", "Cpl.", "Hon.", "Insp.", "Maj.", "Sgt.", "Supt."),  # ranks
    *("Assn.", "Dept.", "Intl.", "Univ.", "Mfg."),
    *("Sept.", "Tues.", "Thurs."),
)

# A hyphen or dash after an abbreviation parts two words: "U.S.-China talks", "U.K.–based".
AFTER_STOP = r"(?<=[A-Z]\.)[-–—](?=[A-Za-z])"

# No word is so long. On a run of marks ("=====…") spaCy's time grows by the square of the length; it stays whole.
OVERLONG = r"\S{300}"


def adapt(nlp: Language) -> None:
    """Teach a pipeline's tokenizer the abbreviations of news, the hyphen after one, and an end to words."""
    tokenizer: Any = nlp.tokenizer  # compiled, without type hints
    if not hasattr(tokenizer, "add_special_case"):
        return  # a pipeline with a tokenizer of its own kind keeps it as it is
    if AFTER_STOP in tokenizer.infix_finditer.__self__.pattern:
        return  # our own weights are saved with it, for every change here makes spaCy tokenize its exceptions anew
    for text in ABBREVIATIONS:
        tokenizer.add_special_case(text, [{"ORTH": text}])
    known = tokenizer.token_match
    kept = f"|{known.__self__.pattern}" if known else ""
    tokenizer.token_match = re.compile(OVERLONG + kept).match  # a method of a pattern: it can be saved
    infixes = [*(nlp.Defaults.infixes or ()), AFTER_STOP]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
