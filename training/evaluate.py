"""What a pipeline is worth on the corpora's dev parts: sentences, parts of speech, lemmas, dependencies, names."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from newstables.pipeline import load_pipeline
from newstables.records import EntityKind

NAMES = [EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE, EntityKind.GROUP]


def gold(path: Path, nlp: Language) -> list[Doc]:
    """The annotated texts of a corpus."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def parse_scores(nlp: Language, docs: Iterable[Doc]) -> dict[str, float]:
    """Figures of tagger, lemmatizer, parser and sentence boundaries, on text as it would be read from a file."""
    examples = [Example(nlp(doc.text), doc) for doc in docs]
    every = {
        **Scorer.score_token_attr(examples, "tag"),
        **Scorer.score_token_attr(examples, "pos"),
        **Scorer.score_token_attr(examples, "lemma"),
        **Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START")),
        **Scorer.score_deps(
            examples,
            "dep",
            getter=lambda token, attr: getattr(token, attr + "_"),
            head_attr="head",
            ignore_labels=("p", "punct"),
        ),
    }
    return {
        name: round(every[name], 4)
        for name in ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
        if every.get(name) is not None
    }


def name_scores(nlp: Language, docs: Iterable[Doc]) -> dict[str, float]:
    """F1 of the kinds of names: exact span and kind."""
    labels = {kind.value for kind in NAMES}
    want, got = set(), set()
    for place, doc in enumerate(docs):
        want |= {(place, ent.start_char, ent.end_char, ent.label_) for ent in doc.ents if ent.label_ in labels}
        got |= {(place, ent.start_char, ent.end_char, ent.label_) for ent in nlp(doc.text).ents if ent.label_ in labels}
    figures = {}
    for label in ["all", *sorted(labels)]:
        w, g = ({item for item in items if label in {"all", item[3]}} for items in (want, got))
        figures[label] = round(2 * len(w & g) / (len(w) + len(g)), 4) if w or g else 0.0
    return figures


def main(corpus: Path, *, name: str | None) -> None:
    """Print the figures of the package's own pipeline, or of another."""
    nlp = load_pipeline(name)
    print(json.dumps({"parser-news": parse_scores(nlp, gold(corpus / "parser-news.spacy", nlp))}))
    print(json.dumps({"ner-dev": name_scores(nlp, gold(corpus / "ner-dev.spacy", nlp))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), name=sys.argv[2] if len(sys.argv) > 2 else None)
