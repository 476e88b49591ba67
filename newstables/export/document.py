"""Entries → one Word document to read and cite from: numbered, under headings, each with its context and source."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
from docx import Document
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from newstables.export.characters import for_xml, in_one_line

_GREY, _BLUE = RGBColor(0x5F, 0x66, 0x70), RGBColor(0x1F, 0x5C, 0x99)
_LINK = "Open at these words"
_STYLES = (  # name, size in points, colour, points after it, whether it stays with the next
    ("Preface", 9.5, _GREY, 3, False),
    ("Who", 10, None, 1, True),
    ("Around", 9, _GREY, 1, True),
    ("Source", 9, None, 9, False),
)


def document(entries: pd.DataFrame, *, title: str, preface: Iterable[str]) -> bytes:
    """A document of Word: the title, the preface, then each entry, with a heading wherever it changes.

    An entry is a numbered paragraph with its words, then who says it, its context in grey, its citation with its place,
    and the link. Every text stands as text; characters that XML forbids become "�". Each page has its number.

    Args:
        entries: In the order of print. Read are heading, words, who, around, citation, place and link.
        title: The heading of the document.
        preface: The lines below it.
    """
    written = _blank(title)
    body = _Body(written)
    for line in preface:
        body.add("Preface", line)
    heading = None
    for row in pa.Table.from_pandas(entries, preserve_index=False).to_pylist():
        if row["heading"] != heading:
            heading = row["heading"]
            body.add("Heading 2", in_one_line(heading))
        body.add("List Number", row["words"])
        body.add("Who", row["who"])
        body.add("Around", row["around"])
        body.add("Source", f"{row['citation']} [{row['place']}]", link=row["link"])
    content = io.BytesIO()
    written.save(content)
    return content.getvalue()


class _Body:
    """The body being written.

    python-docx looks through all that there is for each paragraph and each link it adds; here both go straight to their
    places, so that an entry of a long document takes no longer than one of a short.
    """

    def __init__(self, written: Written) -> None:
        self._end, self._links = written.element.body.sectPr, written.part.rels
        self._styles = {style.name: style.style_id for style in written.styles}

    def add(self, style: str, text: str, *, link: str | None = None) -> None:
        """Add a paragraph, and a link at its end."""
        paragraph: Any = OxmlElement("w:p")
        paragraph.style = self._styles[style]
        paragraph.append(_run(text))
        if link:
            paragraph.append(_run(" "))
            paragraph.append(self._linked(link))
        self._end.addprevious(paragraph)

    def _linked(self, address: str) -> Any:
        name = f"link{len(self._links)}"
        self._links.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
        element = OxmlElement("w:hyperlink")
        element.set(qn("r:id"), name)
        run = _run(_LINK)
        run.style = self._styles["Link"]
        element.append(run)
        return element


def _run(text: str) -> Any:
    run: Any = OxmlElement("w:r")
    run.text = for_xml(text)
    return run


def _blank(title: str) -> Written:
    """An empty document with the title, our styles and the number of each page."""
    written = Document()
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    about = written.core_properties
    about.title, about.author, about.comments, about.created, about.modified = (
        in_one_line(title)[:255],
        "",
        "",
        now,
        now,
    )
    styles: Any = written.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    numbered = styles["List Number"].paragraph_format
    numbered.keep_with_next, numbered.space_before, numbered.space_after = True, Pt(6), Pt(2)
    for name, size, colour, after, keep in _STYLES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.font.color.rgb = styles["Normal"], Pt(size), colour
        style.paragraph_format.space_after, style.paragraph_format.keep_with_next = Pt(after), keep
        style.paragraph_format.left_indent = None if name == "Preface" else Pt(18)
    link = styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, _BLUE
    written.add_paragraph(in_one_line(title), style="Heading 1")
    _number_pages(written)
    return written


def _number_pages(written: Written) -> None:
    foot: Any = written.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        element.append(_run("1"))
        foot._p.append(element)
