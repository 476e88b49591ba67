"""How good the extraction is, in figures between 0 and 1, against labels made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

ENOUGH = 0.8  # of the characters, for two stretches of text to be the same statement


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts behind precision and recall."""

    right: int
    predicted: int
    found: int
    wanted: int

    def figures(self, name: str) -> dict[str, float]:
        """Precision, recall and F1 under a name."""
        precision, recall = _share(self.right, self.predicted), _share(self.found, self.wanted)
        both = precision + recall
        return {
            f"{name} precision": precision,
            f"{name} recall": recall,
            f"{name} F1": round(2 * precision * recall / both, 4) if both else 0.0,
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def names(gold: dict[str, list[dict[str, Any]]], predicted: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Figures for mentions of the labelled kinds, by article: exact span and kind."""
    kinds = {label["kind"] for labels in gold.values() for label in labels}
    right = total = wanted = 0
    for article, labels in gold.items():
        want = {(label["start"], label["end"], label["kind"]) for label in labels}
        got = {(row["start_char"], row["end_char"], row["kind"]) for row in predicted[article] if row["kind"] in kinds}
        right += len(want & got)
        total += len(got)
        wanted += len(want)
    return Tally(right, total, right, wanted).figures("names")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a labelled quote (``label``), of a predicted one that is none (``quote``), or of a pair."""

    article: str
    label: dict[str, Any] | None
    quote: dict[str, Any] | None

    @property
    def start(self) -> int:
        """Where it begins."""
        return int((self.label or self.quote or {})["spans"][0][0])

    @property
    def verdict(self) -> str:
        """In a word: right, wrong speaker, not found, false."""
        if self.label is None:
            return "false"
        if self.quote is None:
            return "not found"
        return "right" if self.quote["speaker"] == self.label["speaker"] else "wrong speaker"


def each_quote(gold: dict[str, list[dict[str, Any]]], predicted: dict[str, list[dict[str, Any]]]) -> Iterator[Outcome]:
    """What became of each labelled quote, and which predicted ones are false, by article.

    A predicted quote is right where 80% of it stands in labelled quotes. A labelled quote is found where one right
    prediction covers 80% of it; its speaker is right where the canonical names are the same, null for null.
    Labels with ``"required": false`` (headlines, nested quotes) are neither wanted nor wrong.
    """
    for article, labels in gold.items():
        mine = [(_characters(quote["spans"]), quote) for quote in predicted[article] if quote["cue_kind"] == "speech"]
        every = set().union(*(_characters(label["spans"]) for label in labels))
        good = [(at, quote) for at, quote in mine if len(at & every) >= ENOUGH * len(at)]
        yield from (Outcome(article, None, quote) for at, quote in mine if len(at & every) < ENOUGH * len(at))
        for label in labels:
            if not label.get("required", True):
                continue
            want = _characters(label["spans"])
            at, quote = max(good, key=lambda pair: len(pair[0] & want) / len(pair[0] | want), default=(set(), None))
            yield Outcome(article, label, quote if len(at & want) >= ENOUGH * len(want) else None)


def quotes(gold: dict[str, list[dict[str, Any]]], predicted: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Figures for quotes of speech, by article; ``each_quote`` says what is right."""
    outcomes = list(each_quote(gold, predicted))
    total = sum(quote["cue_kind"] == "speech" for article in gold for quote in predicted[article])
    wanted = [outcome for outcome in outcomes if outcome.label]
    found = [outcome for outcome in wanted if outcome.quote]
    clear = [outcome for outcome in wanted if outcome.label and outcome.label["kind"] != "indirect"]
    named = sum(outcome.verdict == "right" for outcome in wanted)
    alike = sum(bool(one.label and one.quote) and one.label["kind"] == one.quote["kind"] for one in found)
    figures = Tally(total - len(outcomes) + len(wanted), total, len(found), len(wanted)).figures("quotes")
    return figures | {
        "direct and mixed quotes recall": _share(sum(outcome.quote is not None for outcome in clear), len(clear)),
        "quotes found with the right speaker": _share(named, len(wanted)),
        "kinds of quotes found": _share(alike, len(found)),
    }


def tariffs(gold: dict[str, list[dict[str, Any]]], predicted: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Figures for tariff claims, by passage.

    A predicted and a labelled claim are the same where imposer, target and change agree and at least half of the
    goods are shared; claims are matched one to one, those of the same rate first.
    """
    matched = rates = total = wanted = 0
    for passage, labels in gold.items():
        claims = list(predicted[passage])
        total += len(claims)
        wanted += len(labels)
        for label in labels:
            alike = [claim for claim in claims if _same_claim(label, claim)]
            if alike:
                best = max(alike, key=lambda claim: claim["rate_percent"] == label["rate_percent"])
                claims.remove(best)
                matched += 1
                rates += best["rate_percent"] == label["rate_percent"]
    figures = Tally(matched, total, matched, wanted).figures("tariff claims")
    return figures | {"tariff rates right": _share(rates, matched)}


def _same_claim(label: dict[str, Any], claim: dict[str, Any]) -> bool:
    if any(label[name] != claim[name] for name in ("imposer", "target", "change")):
        return False
    mine, theirs = set(label["goods"]), set(claim["goods"])
    return not mine | theirs or 2 * len(mine & theirs) >= len(mine | theirs)


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """Sentences of one article and of another that tell the same: by offsets, with how ("verbatim", "near", …)."""

    left: frozenset[Span]
    right: frozenset[Span]
    kind: str

    @property
    def pairs(self) -> set[tuple[Span, Span]]:
        """Each of its left sentences with each of its right ones."""
        return {(mine, theirs) for mine in self.left for theirs in self.right}


def alignment(gold: dict[str, list[Link]], predicted: dict[str, list[Link]]) -> dict[str, float]:
    """Figures for linked sentences, by pair of articles: for all links, and for those that are verbatim or near.

    Precision counts pairs of sentences: a predicted one is right where a labelled link of the group has both
    sentences. Recall counts labelled links: one is found where a predicted link of the group shares a pair with it.
    """
    figures: dict[str, float] = {}
    for name, kinds in (("alignment", None), ("alignment verbatim and near", {"verbatim", "near"})):
        right = total = found = wanted = 0
        for article, labels in gold.items():
            want = [link for link in labels if kinds is None or link.kind in kinds]
            got = {pair for link in predicted[article] if kinds is None or link.kind in kinds for pair in link.pairs}
            right += len(got & {pair for link in want for pair in link.pairs})
            total += len(got)
            found += sum(not got.isdisjoint(link.pairs) for link in want)
            wanted += len(want)
        figures |= Tally(right, total, found, wanted).figures(name)
    return figures
