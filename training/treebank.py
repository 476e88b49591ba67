"""Universal Dependencies treebanks as newspapers print: straight or curly marks, paragraphs that end in a new line."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.styles import straight

SIZES = (4, 8, 12)  # sentences of a chunk
NEW_LINES = 0.4  # of the paragraphs end with a new line; web text has lost most of its own
DEV = 160  # chunks by which the best state is chosen
NEWS = ("_news_", "_interview_", "_bio_")  # in the ids of documents that read like news


@dataclass(frozen=True, slots=True)
class Word:
    """One line of CoNLL-U; ``head`` counts from 1, 0 is the root."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with where it stands."""

    words: tuple[Word, ...]
    document: str
    opens_paragraph: bool


def read(lines: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file."""
    document, opens = "", True
    words: list[Word] = []
    last_of: dict[int, bool] = {}  # word → whether a blank follows, for those that are printed as one
    for line in lines:
        if line.startswith("# newdoc"):
            document = line.partition("=")[2].strip()
        opens = opens or line.startswith(("# newdoc", "# newpar"))
        if line.startswith("#"):
            continue
        if not line.strip():
            if words:
                yield Sentence(tuple(words), document, opens)
            words, last_of, opens = [], {}, False
            continue
        number, form, lemma, pos, tag, morph, head, dep, _, rest = line.rstrip("\n").split("\t")
        space = "SpaceAfter=No" not in rest
        if "-" in number:
            first, last = map(int, number.split("-"))
            last_of = dict.fromkeys(range(first, last), False) | {last: space}
        elif "." not in number:
            form, lemma = form.replace(" ", ""), lemma.replace(" ", "")
            root = "ROOT" if dep == "root" else dep
            morph = "" if morph == "_" else morph
            words.append(Word(form, lemma, pos, tag, morph, int(head), root, last_of.get(int(number), space)))
    if words:
        yield Sentence(tuple(words), document, opens)


def chunked(
    sentences: Iterable[Sentence], rng: random.Random, sizes: Sequence[int] = SIZES
) -> Iterator[list[Sentence]]:
    """Runs of sentences of one document."""
    chunk: list[Sentence] = []
    size = rng.choice(sizes)
    for sentence in sentences:
        if chunk and (sentence.document != chunk[0].document or len(chunk) >= size):
            yield chunk
            chunk, size = [], rng.choice(sizes)
        chunk.append(sentence)
    if chunk:
        yield chunk


def curly(words: Sequence[Word]) -> list[str]:
    """The words with curly marks and real dashes; the tags tell which way an ambiguous mark points."""
    forms = []
    for i, word in enumerate(words):
        form = straight(word.form)
        follows_blank = i == 0 or words[i - 1].space or words[i - 1].form in "([{"
        opens = word.tag == "``" or (follows_blank and word.tag not in {"''", "POS"})
        if form in {'"', "``", "''"}:
            form = "“" if opens else "”"
        elif form == "'":
            form = "‘" if opens else "’"
        elif form in {"--", "-"} and (form == "--" or (follows_blank and word.space)):
            form = "—" if form == "--" else "–"
        forms.append(form.replace("'", "’"))
    return forms


def make_doc(vocab: Vocab, chunk: Sequence[Sentence], rng: random.Random, *, curled: bool, new_lines: float) -> Doc:
    """One Doc with all annotation; a new line is a token of its own, as spaCy has it, that hangs on the word before."""
    columns: dict[str, list] = {
        name: [] for name in ("words", "spaces", "tags", "pos", "lemmas", "morphs", "heads", "deps", "sent_starts")
    }

    def add(*values: object) -> None:
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)

    for place, sentence in enumerate(chunk):
        if place and sentence.opens_paragraph:
            breaks = rng.random() < new_lines
            columns["spaces"][-1] = not breaks
            if breaks:
                line = rng.choice(["\n", "\n\n"])
                add(line, False, "_SP", "SPACE", line, "", len(columns["words"]) - 1, "dep", False)
        start = len(columns["words"])
        forms = curly(sentence.words) if curled else [straight(word.form) for word in sentence.words]
        for i, (word, form) in enumerate(zip(sentence.words, forms, strict=True)):
            head = start + (word.head - 1 if word.head else i)
            add(form or "_", word.space, word.tag, word.pos, word.lemma, word.morph, head, word.dep, i == 0)
    columns["spaces"][-1] = False
    return Doc(vocab, **columns)


def convert(folder: Path, out: Path, *, seed: int) -> None:
    """Write ``parser-{train,dev,news}.spacy`` from the treebanks' CoNLL-U files.

    News is what the project is judged by: news, interviews and biographies of the dev part, curly marks, every
    paragraph a line.
    """
    vocab = spacy.blank("en").vocab
    rng = random.Random(seed)

    def load(part: str) -> list[Sentence]:
        found: list[Sentence] = []
        for path in sorted(folder.glob(f"*-{part}.conllu")):
            with path.open(encoding="utf-8") as lines:
                found += read(lines)
        return found

    train, dev = list(chunked(load("train"), rng)), load("dev")
    mixed = list(chunked(dev, rng))
    news = [sentence for sentence in dev if any(genre in sentence.document for genre in NEWS)]
    docs = {
        "train": [
            make_doc(vocab, chunk, rng, curled=curled, new_lines=NEW_LINES)
            for curled in (True, False)
            for chunk in train
        ],
        "dev": [
            make_doc(vocab, chunk, rng, curled=rng.random() < 0.5, new_lines=NEW_LINES)
            for chunk in rng.sample(mixed, k=min(DEV, len(mixed)))
        ],
        "news": [make_doc(vocab, chunk, rng, curled=True, new_lines=1) for chunk in chunked(news, rng, [10])],
    }
    rng.shuffle(docs["train"])
    for part, made in docs.items():
        attributes = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]
        DocBin(attrs=attributes, docs=made).to_disk(out / f"parser-{part}.spacy")
        print(f"{part}: {len(made)} texts, {sum(map(len, made)):,} tokens")


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]), seed=int(sys.argv[3]))
