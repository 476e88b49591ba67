"""Who may look: everyone, or, where the host wants it, those alone who signed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st

from newstables.app.markdown import escaped

SWITCH = "NEWSTABLES_SIGN_IN"


def required() -> None:
    """Stop the page, before anything is read, for a visitor who may not look.

    NEWSTABLES_SIGN_IN is "off", the default; "on", for everyone whom the identity provider lets in; or who may look,
    as "ann@example.org @newsroom.example.org": addresses, and domains that begin with an @. Which provider is asked
    stands in Streamlit's secrets, under [auth]; without it no one gets in.
    """
    asked = os.environ.get(SWITCH, "off").strip().lower()
    if asked in {"", "off", "0", "no", "false"}:
        return
    visitor = _visitor()
    if not visitor.get("is_logged_in"):
        st.title("Canada–China coverage")
        st.button("Sign in", on_click=st.login, icon=":material/login:", key="sign_in")
        st.stop()
    if not may_look(visitor, asked):
        st.error(
            f"{escaped(str(visitor.get('email')))} may not look at this coverage. Ask whoever runs it, or sign in as "
            "someone else.",
            icon=":material/lock:",
        )
        st.button("Sign out", on_click=st.logout, icon=":material/logout:", key="sign_out")
        st.stop()
    st.sidebar.button("Sign out", on_click=st.logout, icon=":material/logout:", key="sign_out", width="stretch")


def may_look(visitor: Mapping[str, Any], asked: str) -> bool:
    """Whether one who signed in is among those asked for.

    An address that the provider says is not verified is no one's.

    >>> may_look({"email": "Ann@newsroom.example"}, "bo@a.example, @newsroom.example")
    True
    >>> may_look({"email": "ann@newsroom.example.evil.example"}, "@newsroom.example")
    False
    """
    if asked in {"on", "1", "yes", "true"}:
        return True
    email = str(visitor.get("email") or "").lower()
    name, _, domain = email.rpartition("@")
    known = visitor.get("email_verified") is not False and bool(name)
    return known and not {email, f"@{domain}"}.isdisjoint(asked.lower().replace(",", " ").split())


def _visitor() -> Mapping[str, Any]:
    return st.user
