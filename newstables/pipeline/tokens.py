"""What news needs of a tokenizer beyond spaCy's English rules."""

from __future__ import annotations

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


def adapt(nlp: Language) -> None:
    """Teach a pipeline's tokenizer the abbreviations of news and the hyphen after one."""
    tokenizer: Any = nlp.tokenizer  # compiled, without type hints
    if not hasattr(tokenizer, "add_special_case"):
        return  # a pipeline with a tokenizer of its own kind keeps it as it is
    for text in ABBREVIATIONS:
        tokenizer.add_special_case(text, [{"ORTH": text}])
    infixes = [*(nlp.Defaults.infixes or ()), AFTER_STOP]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
