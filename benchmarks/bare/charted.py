"""A control and a chart of as many bars as the page of quotes draws, numbers at hand: what drawing alone takes."""

import plotly.graph_objects as go
import streamlit as st

PERIODS, SIDES = [f"{year} Q{quarter}" for year in range(2016, 2027) for quarter in range(1, 5)], 5

st.title("A chart")
choice = st.segmented_control("Choose", [str(number) for number in range(16)], default="0")
traces = [
    {"type": "bar", "x": PERIODS, "y": [(place * side * (int(choice or 0) + 2)) % 97 for place in range(len(PERIODS))]}
    for side in range(1, SIDES + 1)
]
figure = go.Figure(traces, {"barmode": "stack", "height": 340}, _validate=False)
st.plotly_chart(figure, key="quotes_time", config={"displayModeBar": False})
