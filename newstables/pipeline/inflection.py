"""Forms of English verbs and nouns by rule, for texts that no tagger has read and for headlines, which mislead one."""

from __future__ import annotations

import re
from functools import cache

_IRREGULAR = {
    form: base
    for base, listed in {
        "be": "is are was were been being am", "bear": "bore borne", "become": "became", "begin": "began begun",
        "bite": "bit bitten", "bring": "brought", "choose": "chose chosen", "come": "came", "cut": "cut",
        "deal": "dealt", "do": "does did done", "draw": "drew drawn", "fall": "fell fallen", "feel": "felt",
        "fight": "fought", "find": "found", "forgive": "forgave forgiven", "forgo": "forwent forgone",
        "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "goes went gone",
        "grow": "grew grown", "have": "has had having", "hear": "heard", "hit": "hit", "hold": "held", "keep": "kept",
        "know": "knew known", "lay": "laid", "lead": "led", "learn": "learnt", "leave": "left", "let": "let",
        "lie": "lay lain lying", "lose": "lost", "make": "made", "meet": "met", "pay": "paid", "put": "put",
        "rise": "rose risen", "run": "ran run", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold",
        "send": "sent", "set": "set", "shed": "shed", "shrink": "shrank shrunk", "sink": "sank sunk", "sit": "sat",
        "slide": "slid", "speak": "spoke spoken", "stand": "stood", "stick": "stuck", "strike": "struck",
        "sue": "suing", "take": "took taken", "tear": "tore torn", "tell": "told", "think": "thought",
        "throw": "threw thrown", "understand": "understood", "undo": "undid undone", "uphold": "upheld",
        "wake": "woke", "win": "won", "withdraw": "withdrew withdrawn", "withhold": "withheld",
        "write": "wrote written",
    }.items()
    for form in listed.split()
}  # fmt: skip
_OF = {base: [form for form, other in _IRREGULAR.items() if other == base] for base in _IRREGULAR.values()}
_SHUT = re.compile(r"[aeiou][bdgmnprt]$")


@cache
def forms(verb: str) -> tuple[str, ...]:
    """A verb and its inflected forms, possible ones included.

    >>> forms("ban")
    ('ban', 'bans', 'banning', 'banned')
    >>> forms("say")
    ('say', 'says', 'saying', 'said')
    """
    if verb.endswith("e"):
        regular = [f"{verb}s", f"{verb[:-1]}ing", f"{verb}d"]
    elif re.search(r"[^aeiou]y$", verb):
        regular = [f"{verb[:-1]}ies", f"{verb}ing", f"{verb[:-1]}ied"]
    else:
        stem = verb + verb[-1] if _SHUT.search(verb) and len(re.findall(r"[aeiou]+", verb)) == 1 else verb
        stem = stem if not re.search(r"[aeiou]{2}[a-z]$", verb) else verb
        regular = [f"{verb}{'es' if re.search('(?:s|sh|ch|x|o)$', verb) else 's'}", f"{stem}ing", f"{stem}ed"]
    if irregular := _OF.get(verb):
        regular = [*regular[:2], *irregular]
    return (verb, *dict.fromkeys(regular))


@cache
def lemma(word: str) -> str:
    """The base that a lower-case form most likely has: of a verb, else a plural's singular.

    >>> [lemma(word) for word in ("imposed", "duties", "gave", "asks", "banning", "surtax")]
    ['impose', 'duty', 'give', 'ask', 'ban', 'surtax']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return f"{word[:-3]}y"
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and re.search("[aeiouy]", stem) and len(stem) > 1:
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "sl":
                return stem[:-1]
            return (
                f"{stem}e" if re.search(r"(?:[^aeiou][aeiou][^aeioucwxy]|[sczv]|[aeiou][lrn]g|rg|u)$", stem) else stem
            )
    if re.search(r"(?:ss|sh|ch|x)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
