"""Every page, run as Streamlit runs it: over the samples, over nothing, over articles that state no date."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from newstables.analysis.select import NO_OUTLET, Filters
from newstables.app import correct, data, download, turns
from newstables.app.pick import article_labels
from newstables.app.settings import Settings
from newstables.corrections import Correction, read, write
from newstables.extraction import build
from newstables.store import Store

ROOT = Path(__file__).parents[1]
PAGES = sorted(f"pages/{path.name}" for path in (ROOT / "pages").glob("*.py"))
UNDATED = {
    "one.txt": "Canola growers wait\n\n“We have no buyers,” said Ann Leroux, a farmer. "
    "China imposed a 25 per cent tariff on Canadian pork.\n",
    "two.txt": "Pork packers wait too\n\nMark Carney said Canada would keep its 100 per cent surtax on Chinese EVs.\n",
}


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    (folder / "articles").mkdir()
    build([folder / "articles"], store=folder / "store")
    return folder / "store"


@pytest.fixture(scope="session")
def undated_store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undated")
    (folder / "articles").mkdir()
    for name, text in UNDATED.items():
        (folder / "articles" / name).write_text(text, "utf-8")
    build([folder / "articles"], store=folder / "store")
    return folder / "store"


@pytest.fixture
def run(monkeypatch, request):
    """Run a page over a store, with the address's parameters.

    ``AppTest`` forgets before every run that ``dashboard.py`` calls ``st.navigation``, and so takes ``pages/`` for an
    app of the old kind; a server does so once at most, which the browser tests look at.
    """
    monkeypatch.setattr("streamlit.runtime.scriptrunner.script_runner._mpa_v1", runpy.run_path)

    def run(page: str, store: str | Path, **query: str) -> AppTest:
        monkeypatch.setenv("NEWSTABLES_STORE", str(request.getfixturevalue(store) if isinstance(store, str) else store))
        monkeypatch.setattr("sys.argv", ["dashboard.py"])
        monkeypatch.chdir(ROOT)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if page != "pages/overview.py":
            app.switch_page(page)
            for name, value in query.items():
                app.query_params[name] = value
            app.run()
        assert not app.exception, app.exception[0].message
        return app

    return run


def shown(app: AppTest) -> str:
    """All the words on the page that are not inside a component."""
    kinds = ("title", "header", "subheader", "caption", "text", "markdown", "info", "warning", "metric")
    return "\n".join(str(getattr(element, "value", "")) for kind in kinds for element in app.get(kind))


def lists(app: AppTest) -> str:
    """What the page's own components were given to draw, as JSON."""
    return "\n".join(element.proto.json for element in app.get("bidi_component"))


@pytest.mark.parametrize("store", ["sample_store", "empty_store", "undated_store"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs(run, page, store):
    app = run(page, store)
    assert app.title[0].value
    beside = "\n".join(caption.value for caption in app.sidebar.caption)
    for words in (
        "article",
        "outlet",
        "unresolved",
        "Knowledge as of",
        "**Quotes**: of 100 found",
        "**Tariff claims**: of",
    ):
        assert words in beside
    if store == "empty_store" and page != "pages/add.py":  # where articles come from
        assert "There are no articles yet" in app.info[0].value


def test_the_samples_are_said_to_be_samples(run):
    app = run("pages/overview.py", "sample_store")
    assert "**samples**" in app.info[0].value
    assert "--articles DIR" in app.info[0].value


def test_undated_articles_have_a_bucket_of_their_own(run):
    app = run("pages/overview.py", "undated_store")
    assert "2 undated" in shown(app)
    app.sidebar.date_input(key="since").set_value(date(2025, 1, 1)).run()
    assert "leave out 2 undated articles" in "\n".join(caption.value for caption in app.sidebar.caption)
    app.sidebar.toggle(key="undated").set_value(True).run()
    assert "2 undated" in shown(app)


def test_filters_say_which_to_widen_and_can_be_cleared(run):
    app = run("pages/quotes.py", "sample_store", text="no such words anywhere")
    assert "words in the text" in app.info[-1].value
    clear = next(button for button in app.sidebar.button if "Clear" in button.label)
    clear.click().run()
    assert not app.exception
    assert app.sidebar.text_input(key="text").value == ""


def test_a_filter_by_actor_leaves_that_actor_alone(run, sample_store):
    quotes = Store(sample_store).quotes()
    speaker = quotes["speaker"].value_counts().index[0]
    expected = ((quotes["speaker"] == speaker) & (quotes["cue_kind"] == "speech") & quotes["canada_china"]).sum()
    app = run("pages/quotes.py", "sample_store", actor=speaker)
    assert f"{expected} quotes by 1 speaker in" in shown(app)


def test_an_article_opens_with_its_passage_lit(run, sample_store):
    quote = Store(sample_store).quotes().iloc[0]
    app = run("pages/articles.py", "sample_store", article=quote.article_id, at=f"{quote.start_char}-{quote.end_char}")
    assert '"lit"' in lists(app)
    assert quote.text.split(" … ")[0][:20] in lists(app)


@pytest.mark.parametrize("at", ["", "a-b", "5", "-1-4", "9-3", "0-99999999", "<script>", "٣-٩"])
def test_a_passage_that_is_none_is_left_alone(run, sample_store, at):
    article = Store(sample_store).articles().iloc[0]
    app = run("pages/articles.py", "sample_store", article=article.article_id, at=at)
    assert '"lit"' not in lists(app)


def test_an_article_that_is_gone_says_so(run):
    app = run("pages/articles.py", "sample_store", article="nowhere")
    assert "not in the store" in app.warning[0].value


def compared(run, store: str, path: Path, *titles: str) -> AppTest:
    """The page COMPARE with the articles of two titles."""
    labels = list(article_labels(Store(path).articles().fillna({"outlet": NO_OUTLET})))
    chosen = [next(label for label in labels if title in label) for title in titles]
    app = run("pages/compare.py", store)
    app.selectbox(key="left").set_value(chosen[0])
    app.selectbox(key="right").set_value(chosen[1]).run()
    assert not app.exception
    assert len(app.tabs) == 6
    return app


def headings(app: AppTest, tab: int) -> list[str]:
    return [header.value for header in app.tabs[tab].header]


def rows(app: AppTest, tab: int) -> list[dict[str, Any]]:
    """The rows that are drawn side by side in a tab."""
    drawn = [json.loads(element.proto.json) for element in app.tabs[tab].get("bidi_component")]
    return [row for data in drawn for row in data.get("rows", [])]


def test_two_articles_are_compared(run, sample_store):
    app = compared(run, "sample_store", sample_store, "Ottawa slaps", "Canada to put 100 per cent")
    assert headings(app, 1) == [
        "In both (6)",
        "Quoted in one, reported in the other (0)",
        "Only in The Sample Herald (0)",
        "Only in Sample Wire (0)",
    ]
    assert {row["kind"] for row in rows(app, 1)} == {"verbatim"}
    assert {row["kind"] for row in rows(app, 2)} == {"agree"}
    articles = Store(sample_store).articles().set_index("article_id")["text"]
    for row in rows(app, 1):
        for cell in row["cells"]:
            start, end = map(int, cell["query"]["at"].split("-"))
            assert cell["runs"][0][1].split()[0] in articles[cell["query"]["article"]][start:end]


def test_claims_that_differ_show_their_values(run, sample_store):
    app = compared(run, "sample_store", sample_store, "China suspends tariffs", "In brief: joint statement")
    assert "rate: 5.9% here, 15% there" in [words for row in rows(app, 2) for words in row["differs"]]
    assert headings(app, 2)[1:] == ["Only in Sample Wire (1)", "Only in Sample Readouts (4)"]


def test_words_quoted_here_and_reported_there(run, sample_store):
    app = compared(run, "sample_store", sample_store, "Joly confirms", "Two Canadians held")
    (row,) = rows(app, 1)
    assert [cell["head"] for cell in row["cells"]] == [
        "Leontyne Marchetti-Kwan, indirect",
        "Leontyne Marchetti-Kwan, direct",
    ]


def test_two_articles_with_nothing_in_common_say_so(run, undated_store):
    app = compared(run, "undated_store", undated_store, "Canola growers", "Pork packers")
    assert rows(app, 1) == rows(app, 2) == []
    assert headings(app, 2) == ["In both (0)", "Only in the left article (1)", "Only in the right article (1)"]
    assert shown(app).count("None was found.") == 3


def test_a_link_of_other_data_says_so(run, sample_store):
    now = Store(sample_store).snapshot[:12]
    assert "data has changed" not in shown(run("pages/quotes.py", "sample_store", snapshot=now))
    app = run("pages/quotes.py", "sample_store", snapshot="0" * 12)
    assert "data has changed" in shown(app)
    assert f"data of snapshot {now}" in shown(app)


def test_a_correction_changes_every_page_and_can_be_undone(run, tmp_path, sample_store, monkeypatch):
    folder = tmp_path / "store"
    shutil.copytree(sample_store, folder)
    monkeypatch.setenv("NEWSTABLES_CORRECTIONS", "on")
    quote = Store(folder).quotes().iloc[0]
    line = Correction("quotes", quote.quote_id, "speaker", "Zo Zo", "me", "2026-11-24", "")
    write(folder / "corrections.csv", [line])
    app = run("pages/corrections.py", folder, article=quote.article_id)
    assert "Zo Zo" in shown(app)
    assert "1 quote by 1 speaker" in shown(run("pages/quotes.py", folder, actor="Zo Zo"))
    app.button(key="undo_0").click().run()
    assert read(folder / "corrections.csv") == ([], [])


def test_a_correction_without_a_row_is_named_and_can_be_deleted(run, tmp_path, sample_store, monkeypatch):
    folder = tmp_path / "store"
    shutil.copytree(sample_store, folder)
    monkeypatch.setenv("NEWSTABLES_CORRECTIONS", "on")
    quote = Store(folder).quotes().iloc[0]
    made = [
        Correction("quotes", quote.quote_id, "reject", "yes", "me", "2026-11-24", ""),
        Correction("quotes", quote.quote_id, "speaker", "Zo Zo", "me", "2026-11-24", "heard it"),
        Correction("quotes", "0" * 16, "speaker", "Zo Zo", "me", "2026-11-24", ""),
    ]
    write(folder / "corrections.csv", made)
    app = run("pages/corrections.py", folder)
    assert [header.value for header in app.header] == ["In effect (1)", "Without effect (2)"]
    assert f"No quote: {quote.text[:40]}" in shown(app)
    assert "Another correction takes this row out\nme, 2026-11-24: heard it" in shown(app)
    assert "No such row is found now" in shown(app)
    app.button(key="delete_1").click().run()
    assert read(folder / "corrections.csv")[0] == made[:2]
    app.button(key="undo_0").click().run()
    assert [header.value for header in app.header] == ["In effect (1)"]


def test_where_none_are_written_only_ones_own_can_be_undone(run, tmp_path, sample_store, monkeypatch):
    folder = tmp_path / "store"
    shutil.copytree(sample_store, folder)
    monkeypatch.setenv("NEWSTABLES_CORRECTIONS", "off")
    quote = Store(folder).quotes().iloc[0]
    write(folder / "corrections.csv", [Correction("quotes", quote.quote_id, "speaker", "Zo Zo", "", "2026-11-24", "")])
    app = run("pages/corrections.py", folder, article=quote.article_id)
    corrected(app, "This is no quote", 0)
    assert [header.value for header in app.header][1:] == ["In effect (2)"]
    assert [button.key for button in app.button if button.label == "Undo"] == ["undo_1"]
    app.button(key="undo_1").click().run()
    assert [header.value for header in app.header][1:] == ["In effect (1)"]


def test_a_session_holds_so_many_corrections_and_no_more(run, monkeypatch, sample_store):
    monkeypatch.setenv("NEWSTABLES_CORRECTIONS", "off")
    monkeypatch.setattr(correct, "MOST", 1)
    app = run("pages/corrections.py", "sample_store", article=Store(sample_store).quotes().iloc[0].article_id)
    corrected(app, "This is no quote", 0)
    corrected(app, "This is no quote", 1)
    assert [header.value for header in app.header][1:] == ["In effect (1)"]
    assert any("A session holds 1 corrections of 3,000 characters" in box.value for box in app.warning)


def test_fields_take_no_megabytes(run):
    app = run("pages/quotes.py", "sample_store")
    app.sidebar.text_input(key="text").set_value("x" * 1_000_000).run()
    assert len(app.session_state["text"]) == 200
    app = run("pages/articles.py", "sample_store")
    app.text_input(key="search").set_value("x" * 1_000_000).run()
    assert len(app.session_state["search"]) == 1_000
    assert any("too long" in box.value for box in app.warning)


def corrected(app: AppTest, what: str, row: int) -> AppTest:
    """The page CORRECTIONS after one was made of the nth row that it offers."""
    next(box for box in app.selectbox if box.label.startswith("What is wrong")).set_value(what).run()
    next(box for box in app.selectbox if box.label in {"Quote", "Claim", "Sentence"}).select_index(row)
    next(button for button in app.button if button.label == "Correct").click().run()
    assert not app.exception, app.exception[0].message
    return app


def test_what_a_visitor_added_is_corrected_in_that_session_alone(run, tmp_path, sample_store, monkeypatch):
    folder = tmp_path / "store"
    shutil.copytree(sample_store, folder)
    monkeypatch.setenv("NEWSTABLES_CORRECTIONS", "on")
    app = handed_in(run("pages/add.py", folder), ("one.txt", UNDATED["one.txt"].encode()))
    (article,) = app.session_state["added"].keys
    app.switch_page("pages/corrections.py")
    app.query_params["article"] = article
    corrected(app.run(), "This is no quote", 0)
    assert [header.value for header in app.header][1:] == ["In effect (1)"]
    assert "No quote: We have no buyers," in shown(app)
    assert not (folder / "corrections.csv").exists()
    app.switch_page("pages/articles.py")
    app.query_params["article"] = article
    app.run()
    assert "Quotes (0)" in [tab.label for tab in app.tabs]
    app.sidebar.button(key="own_drop").click().run()
    app.switch_page("pages/corrections.py").run()
    assert [header.value for header in app.header] == ["In effect (0)", "Without effect (1)"]


def test_an_article_that_states_nothing_can_be_corrected(run, undated_store):
    article = Store(undated_store).articles().iloc[0].article_id
    app = run("pages/corrections.py", "undated_store", article=article)
    next(box for box in app.selectbox if box.label.startswith("What is wrong")).set_value("The date").run()
    assert app.date_input[-1].value is None
    next(box for box in app.selectbox if box.label.startswith("What is wrong")).set_value("The outlet").run()
    assert app.text_input[-3].value == ""


def test_quotes_are_held_against_a_primary_document(run, tmp_path, sample_store, monkeypatch):
    folder = tmp_path / "store"
    shutil.copytree(sample_store, folder)
    monkeypatch.setenv("NEWSTABLES_CORRECTIONS", "on")
    articles = Store(folder).articles(["article_id", "file", "title"])
    wire, copy = (
        articles.loc[articles["file"].str.endswith(name), "article_id"].iloc[0]
        for name in ("sample-wire-surtaxes-announced.md", "sample-herald-surtaxes-wire-copy.md")
    )
    title = articles.loc[articles["article_id"] == wire, "title"].iloc[0]
    assert "Against primary documents" not in [pills.label for pills in run("pages/quotes.py", folder).button_group]
    app = run("pages/corrections.py", folder, article=wire)
    next(box for box in app.selectbox if box.label.startswith("What is wrong")).select("This is a primary document")
    next(button for button in app.button if button.label == "Correct").click().run()
    assert read(folder / "corrections.csv")[0][0].shown == f"articles {wire}: primary = yes"
    assert f"A primary document: {title}" in shown(app)
    assert "This is a primary document" not in next(box for box in app.selectbox if "wrong" in box.label).options
    app = run("pages/quotes.py", folder, verdict="verbatim")
    assert "verbatim in " in lists(app)
    opened = re.search(rf'"query": {{"article": "{wire}", "at": "(\d+)-(\d+)"}}', lists(app))
    assert opened, "the verdict opens the passage of the document"
    text = Store(folder).articles(["article_id", "text"]).set_index("article_id")["text"][wire]
    passage = text[slice(*map(int, opened.groups()))]
    assert any(quote.split(" … ")[0] in passage for quote in Store(folder).quotes()["text"])
    assert "3 quotes" in shown(app)
    assert "0 quotes" in shown(run("pages/quotes.py", folder, verdict="near"))
    assert "A primary document:" in shown(run("pages/articles.py", folder, article=wire))
    reader = run("pages/articles.py", folder, article=copy)
    assert "A primary document:" not in shown(reader)
    assert "verbatim in " in lists(reader)


def test_a_search_shows_the_passage_of_each_hit(run, sample_store):
    app = run("pages/articles.py", "sample_store", search='"canola seed" NOT pork')
    assert "match, the best first" in shown(app)
    assert '["around hit","canola seed"]' in lists(app).replace('", "', '","')


def test_a_search_holds_within_the_filters(run):
    app = run("pages/articles.py", "sample_store", search="canola", outlet="Sample Wire")
    everywhere = run("pages/articles.py", "sample_store", search="canola")
    assert "the filters leave out" in shown(app)
    assert "the filters leave out" not in shown(everywhere)


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("xyzzy", "No article holds xyzzy"),
        ('"xyzzy `one`"', 'No article holds \\"xyzzy one\\"'),
        ("kovrig butyl", "No article holds all of this"),
    ],
)
def test_a_search_that_finds_nothing_says_why(run, search, words):
    app = run("pages/articles.py", "sample_store", search=search)
    assert words in shown(app)


@pytest.mark.parametrize(
    "search", ['"canola', "NOT canola", "can*ola", "(", "![x](http://a) OR", "title:(", "\0", "a" * 999]
)
def test_a_wrong_search_is_told_how_to_write_it(run, search):
    app = run("pages/articles.py", "sample_store", search=search)
    assert "Write" in app.warning[0].value
    assert lists(app).count('"items"') == 1


def test_an_article_opens_with_every_hit_lit(run, sample_store):
    articles = Store(sample_store).articles()
    article = articles[articles["text"].str.contains("canola seed")].iloc[0]
    app = run("pages/articles.py", "sample_store", article=article.article_id, search='"canola seed"')
    assert f'"hits": {article.text.lower().count("canola seed")}' in lists(app).replace('":', '": ').replace(
        ":  ", ": "
    )


def handed_in(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page ADD ARTICLES after files were chosen and read."""
    for name, content in files:
        app.file_uploader[0].upload(name, content)
    app.run()
    app.button(key="add_upload").click().run(timeout=120)
    assert not app.exception, app.exception[0].message
    return app


def test_added_articles_are_seen_on_every_page_and_can_be_dropped(run):
    row = {"title": "*Wide* ![x](http://a.b/c.png)", "outlet": "Our Own Daily", "text": UNDATED["one.txt"]}
    app = run("pages/add.py", "sample_store")
    handed_in(app, ("two.txt", UNDATED["two.txt"].encode()), ("rows.jsonl", json.dumps(row).encode()), ("no.md", b" "))
    table = app.dataframe[0].value
    assert table["result"].tolist() == ["read", "read", "skipped"]
    assert table["why"][2] == "empty: it holds no words"
    assert "**2 articles in this session only**" in app.sidebar.markdown[0].value
    assert "and private articles" in "\n".join(caption.value for caption in app.sidebar.caption)
    for page in PAGES:
        app.switch_page(page).run()
        assert not app.exception, app.exception[0].message
    app.switch_page("pages/quotes.py").run()
    assert "Our Own Daily" in app.sidebar.multiselect(key="outlet").options
    app.sidebar.multiselect(key="outlet").set_value(["Our Own Daily"]).run()
    assert "1 quote by 1 speaker" in shown(app)
    app.sidebar.button(key="own_drop").click().run()
    assert not app.exception
    assert not [text for text in app.sidebar.markdown if "this session only" in text.value]
    assert "Our Own Daily" not in app.sidebar.multiselect(key="outlet").options


def test_added_articles_are_found_by_the_search_of_their_session_alone(run, tmp_path, sample_store):
    folder = tmp_path / "store"
    shutil.copytree(sample_store, folder)
    text = "Xyzzy growers wait\n\nThe xyzzy of Mélanie and Kovrig waits, said Ann Leroux.\n"
    mine, other = run("pages/add.py", folder), run("pages/articles.py", folder, search="kovrig")
    stored = {path.name: path.read_bytes() for path in folder.glob("search-*")}
    before = hits(other)
    handed_in(mine, ("own.txt", text.encode()))
    mine.switch_page("pages/articles.py").run()
    assert sorted(searched(mine, "kovrig")) == sorted([*before, "Xyzzy growers wait"]) != ["Xyzzy growers wait"]
    assert searched(mine, "xyzzy melanie") == ["Xyzzy growers wait"]
    assert "1 article matches" in shown(mine)
    searched(mine, "xyzzy plugh")
    assert "No article holds plugh." in shown(mine)
    assert hits(other.run()) == before
    searched(other, "xyzzy")
    assert "No article holds xyzzy" in shown(other)
    assert {path.name: path.read_bytes() for path in folder.glob("search-*")} == stored != {}
    mine.sidebar.button(key="own_drop").click().run()
    searched(mine, "xyzzy")
    assert "No article holds xyzzy" in shown(mine)
    assert "added_index" not in mine.session_state


def searched(app: AppTest, words: str) -> list[str]:
    """The titles of what the search on the page ARTICLES finds."""
    app.text_input(key="search").set_value(words).run()
    assert not app.exception, app.exception[0].message
    return hits(app)


def hits(app: AppTest) -> list[str]:
    """The titles in the page's lists."""
    items = [item for element in app.get("bidi_component") for item in json.loads(element.proto.json).get("items", [])]
    return ["".join(words for kind, words in item["text"] if kind.startswith("title")) for item in items]


def test_a_pasted_text_is_read(run):
    app = run("pages/add.py", "empty_store")
    app.button[-1].click().run()
    assert "no text" in app.error[0].value
    next(box for box in app.text_input if box.label == "Address").set_value("javascript:alert(1)")
    app.text_area[0].set_value(UNDATED["one.txt"])
    app.button[-1].click().run(timeout=120)
    assert not app.exception
    assert app.dataframe[0].value["result"].tolist() == ["read"]
    assert "url not understood" in app.dataframe[0].value["why"][0]


def test_too_many_files_are_let_go(run):
    app = run("pages/add.py", "sample_store")
    for number in range(51):
        app.file_uploader[0].upload(f"{number}.txt", b"words")
    app.run()
    assert "too many" in app.error[0].value
    assert app.button(key="add_upload").disabled


def test_adding_can_be_switched_off(run, monkeypatch):
    monkeypatch.setenv("NEWSTABLES_UPLOADS", "off")
    app = run("pages/add.py", "sample_store")
    assert "switched off" in app.info[-1].value
    assert not app.file_uploader


def test_the_same_words_are_shown_once_with_their_outlets(run):
    app = run("pages/quotes.py", "sample_store")
    tables = len(app.dataframe)
    assert '"who"' in lists(app)
    app.segmented_control(key="gathered").set_value("same words together").run()
    assert not app.exception
    assert len(app.dataframe) == tables + 1
    assert '"who"' not in lists(app)


def test_of_many_sessions_with_articles_of_their_own_few_stay_joined_and_all_see_theirs(run, monkeypatch):
    monkeypatch.setattr("newstables.app.uploads._MOST", 1)
    one, two = (handed_in(run("pages/add.py", "sample_store"), (name, text.encode())) for name, text in UNDATED.items())
    for app, other, text in ((one, two, UNDATED["one.txt"]), (two, one, UNDATED["two.txt"])):
        title = text.partition("\n")[0]
        assert title in searched(app.switch_page("pages/articles.py").run(), title)
        assert app.session_state["added_view"].view is not None
        assert other.session_state["added_view"].view is None


def test_the_same_rows_are_chosen_once_for_all_but_not_for_what_one_alone_sees(sample_store):
    here = Settings(None, sample_store)
    every = data.coverage(here)
    china = Filters(sides=("China",))
    assert data.chooser(here, every)(china) is data.chooser(here, every)(china)
    assert data.chooser(here, every)(china) is not data.chooser(here, every)(Filters())
    own = replace(every, actors=())
    assert data.chooser(here, own)(china) is not data.chooser(here, own)(china)
    assert data.chooser(here, own)(china)._every is own


def test_of_many_articles_the_newest_are_offered_and_others_found(run, sample_store, monkeypatch):
    every = list(article_labels(Store(sample_store).articles().sort_values("published_on", ascending=False)))
    monkeypatch.setattr("newstables.app.pick.MANY", 5)
    app = run("pages/compare.py", "sample_store", left=every[-2])
    assert app.selectbox(key="left").options == app.selectbox(key="right").options
    assert len(app.selectbox(key="left").options) == 6
    assert app.selectbox(key="left").value == every[-2]
    assert f"The newest 5 of {len(every)} articles" in shown(app)
    app.text_input(key="search").set_value("title:canola").run()
    found = app.selectbox(key="right").options[1:]
    assert found
    assert all("canola" in label.casefold() for label in found)
    app.selectbox(key="right").set_value(found[0]).run()
    assert not app.exception
    assert len(app.tabs) == 6
    app.text_input(key="search").set_value("xyzzy").run()
    assert app.selectbox(key="right").value == found[0]
    assert "0 articles match" in shown(app)


def test_few_runs_go_on_at_once():
    at_once = most = 0
    lock, enough = threading.Lock(), threading.Barrier(turns.AT_ONCE, timeout=10)

    def page() -> None:
        nonlocal at_once, most
        with turns.taken():
            with lock:
                at_once += 1
                most = max(most, at_once)
            enough.wait()  # as many as may are there together
            with lock:
                at_once -= 1

    runs = [threading.Thread(target=page) for _ in range(3 * turns.AT_ONCE)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(20)
    assert most == turns.AT_ONCE


def test_who_waits_for_something_else_lets_others_have_the_turn():
    reached = threading.Event()

    def page() -> None:
        with turns.taken():
            reached.set()

    other = threading.Thread(target=page)
    with ExitStack() as held:
        for _ in range(turns.AT_ONCE):
            held.enter_context(turns.taken())
        other.start()
        assert not reached.wait(0.1)
        with turns.given_up():
            assert reached.wait(10)
    other.join(10)


def offered(app: AppTest) -> dict[str, tuple[bool, bool]]:
    """Each file on offer by its label: whether it can be clicked, and whether the server would make it."""
    buttons = [one.proto for one in app.get("download_button")]
    return {one.label: (not one.disabled, bool(one.deferred_file_id)) for one in buttons}


def test_a_visitor_takes_no_more_rows_than_a_server_makes_in_seconds(run, monkeypatch):
    monkeypatch.setattr(download, "_MOST", {"docx": 3, "xlsx": 1_000})
    found = offered(run("pages/quotes.py", "sample_store"))
    assert found["Word: up to 3 rows"] == (False, False)
    assert found["Excel"] == found["Parquet"] == (True, True)
    monkeypatch.setattr(download, "on_own_machine", lambda: True)
    assert offered(run("pages/quotes.py", "sample_store"))["Word"] == (True, True)


def test_one_file_is_made_at_a_time():
    going = []

    def content() -> bytes:
        going.append(threading.current_thread())
        assert len(going) == 1
        time.sleep(0.02)
        going.pop()
        return b"made"

    with ThreadPoolExecutor(4) as visitors:
        assert list(visitors.map(lambda _: download._made(content), range(4))) == [b"made"] * 4
