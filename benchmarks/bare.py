"""A bare Streamlit page: the same number of the same kinds of charts, from constants."""

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="bare", layout="wide")


def gauge(number: int) -> go.Figure:
    """A gauge with a target, an expected mark and three lines of text."""
    figure = go.Figure(
        go.Indicator(
            mode="gauge",
            value=0.5,
            domain={"x": [0.08, 0.92], "y": [0.4, 1]},
            gauge={
                "axis": {"range": [0, 1.25], "visible": False},
                "steps": [{"range": [n / 16, n / 16 + 0.03], "color": "#fff"} for n in range(20)],
                "threshold": {"line": {"color": "navy", "width": 4}, "value": 1},
            },
        )
    )
    for line in range(3):
        figure.add_annotation(text=f"指标 {number}", x=0.5, y=0.1 + line / 6, showarrow=False)
    return figure.update_layout(height=170, margin={"t": 0, "b": 0, "l": 0, "r": 0})


def treemap() -> go.Figure:
    """A treemap of five categories and 35 tiles."""
    ids = ["all", *(f"c{n}" for n in range(5)), *(f"p{n}" for n in range(35))]
    parents = ["", *["all"] * 5, *(f"c{n % 5}" for n in range(35))]
    values = [*[0] * 6, *(100 + 37 * n % 900 for n in range(35))]
    return go.Figure(go.Treemap(ids=ids, labels=ids, parents=parents, values=values))


def timeline() -> go.Figure:
    """Five marks on a line."""
    figure = go.Figure(go.Scatter(x=[0, 20], y=[0, 0], mode="lines"))
    for n in range(5):
        figure.add_scatter(x=[4 * n], y=[0], mode="markers")
        figure.add_annotation(text=f"节点 {n}<br>天", x=4 * n, y=0.3, showarrow=False)
    return figure.update_layout(height=200)


def bars(count: int) -> go.Figure:
    """Horizontal bars."""
    names = [f"项目 {n}" for n in range(count)]
    return go.Figure(go.Bar(orientation="h", y=names, x=[n % 7 + 1 for n in range(count)]))


CHARTS = {
    "overview": lambda: [*(gauge(n) for n in range(6)), treemap(), timeline()],
    "indicators": lambda: [gauge(n) for n in range(15)],
    "projects": lambda: [treemap(), bars(12), bars(35)],
    "milestones": lambda: [timeline()],
}

st.title("bare")
for place, chart in enumerate(CHARTS[st.query_params.get("page", "overview")]()):
    st.plotly_chart(chart, key=f"chart-{place}", config={"displayModeBar": False})
