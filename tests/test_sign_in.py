"""A host that wants its visitors to sign in: no one else sees anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from newstables.app.sign_in import may_look

ROOT = Path(__file__).parents[1]
ANN = {"is_logged_in": True, "email": "Ann@newsroom.example", "email_verified": True}


@pytest.fixture
def opened(sample_store, monkeypatch):
    """The dashboard as a visitor sees it, with what is asked for; without a visitor, as Streamlit knows them."""

    def opened(asked: str, visitor: dict[str, object] | None = None, page: str | None = None) -> AppTest:
        monkeypatch.setenv("NEWSTABLES_SIGN_IN", asked)
        monkeypatch.setenv("NEWSTABLES_STORE", str(sample_store))
        monkeypatch.setattr("sys.argv", ["dashboard.py"])
        monkeypatch.chdir(ROOT)
        if visitor is not None:
            monkeypatch.setattr("newstables.app.sign_in._visitor", lambda: visitor)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        return app.switch_page(f"pages/{page}.py").run() if page else app

    return opened


def seen(app: AppTest) -> tuple[list[str], list[str]]:
    assert not app.exception
    return [one.value for one in app.title], [button.label for button in app.button]


@pytest.mark.parametrize("visitor", [None, {}, {"is_logged_in": False, "email": "ann@newsroom.example"}])
@pytest.mark.parametrize("page", [None, "articles", "add"])
def test_who_did_not_sign_in_sees_nothing(opened, visitor, page):
    app = opened("on", visitor, page)
    assert seen(app) == (["Canada–China coverage"], ["Sign in"])
    assert not app.sidebar.multiselect
    assert not app.get("bidi_component")
    assert not app.metric


@pytest.mark.parametrize("asked", ["on", "@newsroom.example", "bo@a.example ann@newsroom.example"])
def test_who_may_look_sees_the_dashboard_and_can_leave(opened, asked):
    titles, buttons = seen(opened(asked, ANN))
    assert titles == ["Canada–China in the news"]
    assert "Sign out" in buttons


def test_who_may_not_look_is_told_so_and_sees_nothing(opened):
    app = opened("@other.example", ANN)
    assert seen(app) == ([], ["Sign out"])
    assert "may not look" in app.error[0].value
    assert not app.metric


def test_no_one_is_asked_where_the_host_does_not_want_it(opened):
    titles, buttons = seen(opened("off"))
    assert titles == ["Canada–China in the news"]
    assert not {"Sign in", "Sign out"} & set(buttons)


@pytest.mark.parametrize(
    "visitor",
    [
        {},
        {"email": None},
        {"email": ""},
        {"email": "@newsroom.example"},
        {"email": "newsroom.example"},
        {"email": "ann@newsroom.example", "email_verified": False},
        {"email": "ann@sub.newsroom.example"},
        {"email": "ann@newsroom.example@evil.example"},
    ],
)
def test_whose_address_is_not_theirs(visitor):
    assert not may_look(visitor, "@newsroom.example, bo@a.example")
