"""A bare page with one plotly chart of a few numbers: what a start costs before any article is read."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.title("Chart")
table = pd.DataFrame({"side": ["Canada", "China", "United States"], "quotes": [3, 2, 1]})
st.plotly_chart(go.Figure(go.Bar(x=table["side"], y=table["quotes"])))
