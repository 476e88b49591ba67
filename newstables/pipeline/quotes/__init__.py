"""Who said what: a trained tagger finds content, cue and source; rules over quotation marks make quotes of them."""

from newstables.pipeline.quotes.component import make_quotes

__all__ = ["make_quotes"]
