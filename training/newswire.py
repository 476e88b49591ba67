"""News articles with names marked: the text as published, and beside it a file of tokens with BIO or BIOES tags.

The tokens are looked up in the text, so that blanks, new lines and marks stay as they were printed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from newstables.knowledge import load
from newstables.pipeline.tokens import adapt
from newstables.records import EntityKind
from training.styles import Span, curly, headline, straight, swapped

# The corpus's labels in our words. The last three are learnt because a name may be that instead, and then dropped.
LABELS = {
    "Person": EntityKind.PERSON.value,
    "Organization": EntityKind.ORGANIZATION.value,
    "Location": EntityKind.PLACE.value,
    "NORP": EntityKind.GROUP.value,
    "Date": EntityKind.DATE.value,
    "Money": EntityKind.MONEY.value,
    "Facility": "facility",
    "Misc": "other",
    "Product": "product",
}
FAR = 400  # characters within which the next token must stand
CHUNK = 120  # tokens after which a chunk ends with its paragraph
HEADLINES = 0.35  # of the chunks give a headline too


def read_tags(path: Path) -> list[list[tuple[str, str]]]:
    """The paragraphs of a file of tags: (token, tag) pairs."""
    paragraphs: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        token, tag, *_ = [*line.split(), "O", "O"]
        if not line.strip():
            paragraphs.append([])
        elif not token.startswith("http"):  # where the article was found
            paragraphs[-1].append((token, tag))
    return [paragraph for paragraph in paragraphs if paragraph]


def spans_of(tags: Sequence[str]) -> list[Span]:
    """Token spans of BIO or BIOES tags.

    >>> spans_of(["B-Person", "I-Person", "O", "B-NORP", "B-NORP"])
    [(0, 2, 'Person'), (3, 4, 'NORP'), (4, 5, 'NORP')]
    """
    found: list[Span] = []
    for i, tag in enumerate(tags):
        position, _, label = tag.partition("-")
        if position in {"I", "E"} and found and found[-1][1:] == (i, label):
            found[-1] = (found[-1][0], i + 1, label)
        elif label in LABELS:
            found.append((i, i + 1, label))
    return found


def align(text: str, paragraphs: Iterable[Sequence[tuple[str, str]]]) -> Iterator[list[tuple[int, int, str]]]:
    """Each paragraph's tokens as (start, end, tag) in the text; a token that is not found is left out."""
    at = 0
    for paragraph in paragraphs:
        placed = []
        for token, tag in paragraph:
            start = text.find(token, at, at + FAR)
            if start >= 0:
                placed.append((start, start + len(token), tag))
                at = start + len(token)
        if placed:
            yield placed


def _read(text_file: Path) -> tuple[str, list[list[tuple[int, int, str]]]]:
    text = text_file.read_text("utf-8").replace("\r\n", "\n").replace("\xa0", " ").replace("\ufeff", " ")
    return text, list(align(text, read_tags(text_file.with_name(text_file.name + ".tsv"))))


def article(text_file: Path) -> tuple[str, list[Span]]:
    """An article with its mentions."""
    text, paragraphs = _read(text_file)
    return _marked(text, [token for paragraph in paragraphs for token in paragraph])


def chunks(text_file: Path) -> Iterator[tuple[str, list[Span]]]:
    """An article in stretches of some paragraphs, each with its mentions."""
    text, paragraphs = _read(text_file)
    group: list[tuple[int, int, str]] = []
    for paragraph in paragraphs:
        if len(group) > CHUNK:
            yield _marked(text, group)
            group = []
        group += paragraph
    if group:
        yield _marked(text, group)


def _marked(text: str, tokens: Sequence[tuple[int, int, str]]) -> tuple[str, list[Span]]:
    first, last = tokens[0][0], tokens[-1][1]
    spans = spans_of([tag for _, _, tag in tokens])
    return text[first:last], [
        (tokens[start][0] - first, tokens[end - 1][1] - first, LABELS[label]) for start, end, label in spans
    ]


def make_doc(nlp: Language, text: str, spans: Iterable[Span]) -> Doc:
    """A Doc with its mentions, widened to whole tokens."""
    doc = nlp.make_doc(text)
    found = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
    doc.set_ents(filter_spans([span for span in found if span is not None]))
    return doc


def own_names() -> dict[str, list[str]]:
    """The names of the knowledge base by label: Canadian and Chinese, which corpora have few of."""
    names: dict[str, list[str]] = defaultdict(list)
    for actor in load().actors:
        names[actor.kind.value] += [actor.name, *actor.aliases]
        if actor.kind is EntityKind.PERSON:
            names[actor.kind.value].append(actor.name.split()[-1])
    for place in load().places:
        names[EntityKind.PLACE.value] += [place.name, *place.aliases]
        names[EntityKind.GROUP.value] += place.demonyms
    return {label: [name for name in known if name[0].isupper()] for label, known in names.items()}


def varied(
    nlp: Language,
    articles: Sequence[tuple[str, list[Span]]],
    pools: Sequence[Mapping[str, Sequence[str]]],
    rng: random.Random,
) -> Iterator[Doc]:
    """Each chunk as it is and with other names, in either style of marks; some first sentences as headlines."""
    theirs: dict[str, list[str]] = defaultdict(list)
    for text, spans in articles:
        for start, end, label in spans:
            if "\n" not in text[start:end]:
                theirs[label].append(text[start:end])
    pools = [theirs, theirs, *pools]
    styles = [straight, curly]
    for text, spans in articles:
        rng.shuffle(styles)
        yield make_doc(nlp, styles[0](text), spans)
        other, moved = swapped(text, spans, pools, rng)
        yield make_doc(nlp, styles[1](other), moved)
        if rng.random() < HEADLINES and (found := headline(*swapped(text, spans, pools, rng), rng)):
            yield make_doc(nlp, curly(found[0]), found[1])


def convert(folder: Path, out: Path, *, seed: int) -> None:
    """Write ``ner-train.spacy`` and ``ner-dev.spacy``."""
    nlp = spacy.blank("en")
    adapt(nlp)
    rng = random.Random(seed)
    pools = [own_names()]
    parts = {
        part: [chunk for path in sorted((folder / part).glob("*.txt")) for chunk in chunks(path)]
        for part in ("train", "dev")
    }
    corpora = {
        "train": varied(nlp, parts["train"], pools, rng),
        "dev": (make_doc(nlp, *chunk) for chunk in parts["dev"]),
    }
    for name, made in corpora.items():
        docs = list(made)
        rng.shuffle(docs)
        DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(out / f"ner-{name}.spacy")
        counts = Counter(ent.label_ for doc in docs for ent in doc.ents)
        print(f"{name}: {len(docs)} texts, {sum(map(len, docs)):,} tokens, {dict(counts.most_common())}")


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]), seed=int(sys.argv[3]))
