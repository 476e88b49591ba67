"""What news needs of a tokenizer beyond spaCy's English rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

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

# A letter with a stop is an initial to spaCy; "wrote on X. Another" ends a sentence.
ON_X = re.compile(r"\b(?:on|via|post(?:ed|s)? to) (X\.)(?=\W*(?:[A-Z]|$))")

# No word is so long. On a run of marks ("=====…") spaCy's time grows by the square of the length; it stays whole.
OVERLONG = r"\S{300}"


def tokenizer_maker() -> Callable[[Language], Tokenizer]:
    """The tokenizer of our own weights: made at once, for spaCy tokenizes all exceptions anew after each change."""

    def make(nlp: Language) -> Tokenizer:
        known: Any = nlp.Defaults
        return Tokenizer(
            nlp.vocab,
            rules={**known.tokenizer_exceptions, **{text: [{"ORTH": text}] for text in ABBREVIATIONS}},
            prefix_search=compile_prefix_regex(known.prefixes).search,
            suffix_search=compile_suffix_regex(known.suffixes).search,
            infix_finditer=compile_infix_regex([*known.infixes, AFTER_STOP]).finditer,
            token_match=re.compile(OVERLONG).match,
            url_match=known.url_match,
        )

    return make


registry.tokenizers.register("newstables.Tokenizer.v1", func=tokenizer_maker)


def adapt(nlp: Language) -> None:
    """Teach another pipeline's tokenizer the abbreviations of news, the hyphen after one, and an end to words."""
    tokenizer: Any = nlp.tokenizer  # compiled, without type hints
    if not hasattr(tokenizer, "add_special_case"):
        return  # a pipeline with a tokenizer of its own kind keeps it as it is
    for text in ABBREVIATIONS:
        tokenizer.add_special_case(text, [{"ORTH": text}])
    known = tokenizer.token_match
    kept = f"|{known.__self__.pattern}" if known else ""
    tokenizer.token_match = re.compile(OVERLONG + kept).match  # a method of a pattern: it can be saved
    infixes = [*(nlp.Defaults.infixes or ()), AFTER_STOP]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def part_stops(doc: Doc, text: str) -> Doc:
    """The Doc of a text with two tokens for "X." where that is the network of this name, at a sentence's end."""
    places = {match.start(1) for match in ON_X.finditer(text)}
    if not places:
        return doc
    cut = [(token, token.text == "X." and token.idx in places) for token in doc]
    words = [word for token, parted in cut for word in (("X", ".") if parted else (token.text,))]
    spaces = [space for token, parted in cut for space in (*[False] * parted, bool(token.whitespace_))]
    return Doc(doc.vocab, words=words, spaces=spaces)
