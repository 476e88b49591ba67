"""The least that a page can be: a control and a text. How fast it answers is the floor of the dashboard's answer."""

import streamlit as st

st.title("Floor")
choice = st.segmented_control("Choose", [str(number) for number in range(16)], default="0")
st.html(f"<p class='answer'>You chose {choice}</p>")
