"""What a reader types → a query. Nothing of it reaches SQLite but words in quotation marks.

canola seed          both words, anywhere in the title or the text
"canola seed"        the words in this order, nothing between them
canola OR pork       either; AND, OR and NOT in capitals
canola NOT seed      the one without the other
tarif*               every word that begins so
title:canola         in the title; also title:"canola seed" and title:(canola OR pork)
canola (seed OR oil) brackets say what belongs together

Case and accents do not count, nor does what stands between words: "U.S." is the phrase "u s".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from newstables.search.tokens import words

Column = Literal["title", "text"]

LONGEST = 500  # characters
_MOST = 40  # words and phrases
_DEEPEST = 12  # brackets in brackets
_SHORTEST = 2  # letters before a *
_FILTERS = {"outlet", "author", "actor", "speaker", "side", "topic", "date", "since", "until"}
_LEXEME = re.compile(
    r"""
    (?P<field> title | text ) : (?= ["“”„(]? [^\s] )   # where to look
    | ["“”„] (?P<phrase> [^"“”„]* ) ["“”„]             # in quotation marks, straight or curly
    | (?P<open> \( ) | (?P<close> \) )
    | (?P<quote> ["“”„] )                              # one without its other
    | (?P<word> [^\s()"“”„]+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class QueryError(ValueError):
    """A query that cannot be read. The message says what is wrong and how to write it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one behind the other; the last may be a beginning only. ``column`` None: title or text."""

    words: tuple[str, ...]
    begins: bool = False
    column: Column | None = None

    @property
    def shown(self) -> str:
        """As the reader could have written it."""
        inside = " ".join(self.words) + "*" * self.begins
        return f'"{inside}"' if len(self.words) > 1 else inside


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part, and none of those without which it must be."""

    parts: tuple[Query, ...]
    without: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part."""

    parts: tuple[Query, ...]


Query = Phrase | AllOf | AnyOf


class _Lexeme(NamedTuple):
    kind: str
    text: str
    start: int


def parse(typed: str) -> Query | None:
    """The query that was typed, or None where nothing was.

    Raises:
        QueryError: It cannot be read. Nothing else is raised, whatever was typed.

    >>> [phrase.shown for phrase in phrases(parse('canola OR "canola seeds" NOT title:duty'))]
    ['canola', '"canola seeds"']
    """
    if not typed.strip():
        return None
    if len(typed) > LONGEST:
        raise QueryError(f"This is too long: {len(typed)} characters. Write at most {LONGEST}.")
    parser = _Parser([_lexeme(match) for match in _LEXEME.finditer(typed)])
    query = parser.either(None, 0)
    if parser.next is not None:
        raise QueryError("A “)” has no “(” before it. Write canola (seed OR oil).")
    if query is None:
        raise QueryError(f"There is no word in “{typed.strip()}”. Write one, such as canola.")
    if len(phrases(query, without=True)) > _MOST:
        raise QueryError(f"These are too many words. Write at most {_MOST}.")
    return query


def phrases(query: Query, *, without: bool = False) -> list[Phrase]:
    """The phrases of a query in their order, each once; those that may not occur too, where asked for."""
    if isinstance(query, Phrase):
        return [query]
    parts = query.parts
    if without and isinstance(query, AllOf):
        parts += query.without
    return list(dict.fromkeys(phrase for part in parts for phrase in phrases(part, without=without)))


def expression(query: Query) -> str:
    """The query as FTS5 reads it: every word in quotation marks, every part in brackets.

    >>> print(expression(parse('title:canola "seed AND oil*" NOT near')))
    ((title : "canola" AND "seed and oil" *) NOT ("near"))
    """
    if isinstance(query, Phrase):
        inside = f'"{" ".join(query.words)}"' + " *" * query.begins
        return f"{query.column} : {inside}" if query.column else inside
    if isinstance(query, AnyOf):
        return f"({' OR '.join(map(expression, query.parts))})"
    kept = f"({' AND '.join(map(expression, query.parts))})"
    return f"({kept} NOT ({' OR '.join(map(expression, query.without))}))" if query.without else kept


def _lexeme(match: re.Match[str]) -> _Lexeme:
    kind = match.lastgroup or ""
    text = match[kind]
    if kind == "word" and text in {"AND", "OR", "NOT"}:
        kind = text
    return _Lexeme(kind, text, match.start())


class _Parser:
    """Reads lexemes from left to right; a part that holds no word is None and counts for nothing."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0

    @property
    def next(self) -> _Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _take(self, *kinds: str) -> _Lexeme | None:
        lexeme = self.next
        if lexeme is None or lexeme.kind not in kinds:
            return None
        self._at += 1
        return lexeme

    def either(self, column: Column | None, depth: int) -> Query | None:
        """Parts with OR between them."""
        parts = [self._every(column, depth)]
        while self._take("OR"):
            parts.append(self._operand(self._every(column, depth), "OR", "canola OR pork"))
            if parts[-2] is None:
                raise QueryError("OR needs a word on either side. Write canola OR pork.")
        kept = tuple(part for part in parts if part is not None)
        return AnyOf(kept) if len(kept) > 1 else (kept[0] if kept else None)

    def _every(self, column: Column | None, depth: int) -> Query | None:
        """Parts beside each other, with AND, NOT or nothing between them."""
        parts: list[Query] = []
        without: list[Query] = []
        while (lexeme := self.next) is not None and lexeme.kind not in {"OR", "close"}:
            both = self._take("AND")
            if both and not parts:
                raise QueryError("AND needs a word on either side. Write canola AND pork.")
            if self._take("NOT"):
                if not parts:
                    raise QueryError("NOT needs a word before it. Write canola NOT seed.")
                without.append(self._operand(self._one(column, depth), "NOT", "canola NOT seed"))
            elif both:
                parts.append(self._operand(self._one(column, depth), "AND", "canola AND pork"))
            elif (part := self._one(column, depth)) is not None:
                parts.append(part)
        if len(parts) == 1 and not without:
            return parts[0]
        return AllOf(tuple(parts), tuple(without)) if parts else None

    def _one(self, column: Column | None, depth: int) -> Query | None:
        """A word, a phrase or brackets, in the field that stands before it."""
        if field := self._take("field"):
            column = "title" if field.text.lower() == "title" else "text"
        if self._take("open"):
            if depth == _DEEPEST:
                raise QueryError("There are too many brackets in each other. Write canola (seed OR oil).")
            inside = self.either(column, depth + 1)
            if not self._take("close"):
                raise QueryError("A “(” has no “)” behind it. Write canola (seed OR oil).")
            return inside
        if self._take("quote"):
            raise QueryError('A quotation mark has no other. Write "canola seed".')
        if phrase := self._take("phrase"):
            return _phrase(phrase.text, column)
        word = self._take("word")
        return _word(word.text, column) if word else None

    @staticmethod
    def _operand(part: Query | None, operator: str, example: str) -> Query:
        if part is None:
            raise QueryError(f"{operator} needs a word behind it. Write {example}.")
        return part


def _word(text: str, column: Column | None) -> Phrase | None:
    name, colon, rest = text.partition(":")
    if colon and name.lower() in _FILTERS and words(rest):
        raise QueryError(f"“{name}:” cannot be searched. Use the filters beside the page, or write title:{rest}.")
    return _phrase(text, column)


def _phrase(text: str, column: Column | None) -> Phrase | None:
    found = tuple(words(text))
    bare = text.rstrip(" *")
    begins = "*" in text[len(bare) :]
    if "*" in text and (not found or not words(bare[-1:])):
        raise QueryError("A * needs the beginning of a word before it. Write tarif*.")
    if "*" in bare:
        raise QueryError(f"The * in “{text}” is not at the end of a word. Write {bare.partition('*')[0].strip()}*.")
    if not found:
        return None
    if begins and found[-1].isascii() and len(found[-1]) < _SHORTEST:
        raise QueryError(f"“{text}” would find too much. Write at least {_SHORTEST} letters before the *.")
    return Phrase(found, begins, column)
