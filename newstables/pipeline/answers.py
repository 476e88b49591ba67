"""What the claims of one sentence are to each other: a summary and its figures, a measure and the answer to it."""

from __future__ import annotations

import re
from dataclasses import replace

from newstables.pipeline.claim_parts import Claim, Nucleus, Sentence
from newstables.records import Change

_ANSWER_WORD = re.compile(r"retaliatory|counter-?tariff|counter-?measure|counter-?dut|tit-for-tat", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"[^.;:,]{0,20}?\bof\s+(?:its|their|his|our)\s+own\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"""(?<!not\ )(?<!no\ )(?<!not\ in\ )(?<!deny\ that\ this\ is\ )\b(?:
      (?:in|an?|as)\s+(?:(?!no\b)\w+\s+)?(?:retaliation|response|reply|answer)|in\s+return|tit[\s-]for[\s-]tat|payback
    | retaliat(?:e[sd]?|ing)|respond(?:s|ed|ing)?|answer(?:s|ed|ing)?|counter(?:s|ed|ing)|repl(?:y|ies|ied|ying)
    | (?:hit|hits|hitting|struck|strike|fired|firing)\s+back
    )\b(?!\s+(?:that|the\s+question\w*|when|only|by\s+saying|he|she|it)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMES_REASON = re.compile(r"\s+(?:for|to|against)\b", re.IGNORECASE)
_WITH_OBJECT = frozenset({"answering", "countering"})
_IF = re.compile(r"[\s“\"]*(?:if|should|were)\b", re.IGNORECASE)
_UNLESS = re.compile(r"\bunless\b", re.IGNORECASE)


def without_summary(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """A charge without a rate, followed behind a colon or dash by its figures, hands them its change and goes."""
    for place, claim in enumerate(claims[:-1]):
        figures = claims[place + 1 :]
        listed = claim.percent is None and claim.before is None and all(f.percent is not None for f in figures)
        if listed and not figures[0].is_noun and re.search(r"[:–—]", sentence.text[claim.head : figures[0].reach[0]]):
            passed_on = [
                replace(
                    figure,
                    change=claim.change if figure.change is Change.NONE else figure.change,
                    imposer=figure.imposer or claim.imposer,
                    targets=figure.targets if figure.targets != (None,) else claim.targets,
                    retaliation=figure.retaliation or claim.retaliation,
                )
                for figure in figures
            ]
            return [*claims[:place], *passed_on]
    return claims


def answers_by_name(text: str, nucleus: Nucleus) -> bool:
    """Whether the charge's own words say that it answers another: "counter-tariffs", "duties of its own"."""
    return bool(_ANSWER_WORD.search(text[nucleus.start : nucleus.end]) or _OF_ITS_OWN.match(text, nucleus.end))


def mark_answers(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Mark the claims that answer another measure, by the words that say so."""
    result = list(claims)
    for cue in _ANSWER.finditer(sentence.text):
        behind = [i for i, claim in enumerate(result) if claim.head >= cue.end()]
        ahead = [i for i, claim in enumerate(result) if claim.head < cue.start()]
        takes_object = (
            cue.group().lower().startswith(("answer", "counter"))
            and behind
            and not re.search(r"\bwith\b", sentence.text[cue.end() : result[behind[0]].head])
        )
        names_reason = (
            takes_object or _NAMES_REASON.match(sentence.text, cue.end()) or cue.group().lower() in _WITH_OBJECT
        )
        if names_reason and behind:
            reason = result[behind[0]]
            answers = [i for i in behind[1:] if result[i].imposer != reason.imposer] or ahead[-1:]
            if not answers and "against" in sentence.text[cue.end() : cue.end() + 9]:
                answers = behind
        elif names_reason:
            named = any(cue.end() < c.start < cue.end() + 30 for c in sentence.countries)
            answers = ahead[-1:] if named else []
        else:
            answers = [i for i in behind if result[i].imposer == result[behind[0]].imposer] or ahead[-1:]
        for i in answers:
            result[i] = replace(result[i], retaliation=True)
    if (_UNLESS.search(sentence.text) or _IF.match(sentence.text)) and len({claim.imposer for claim in result}) > 1:
        result = [replace(c, retaliation=True) if c.change is Change.THREATEN else c for c in result]
    return result
