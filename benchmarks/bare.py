"""A bare Streamlit page: as many of the same kinds of charts and tables, from constants.

Or so many elements of one kind: `?element=metric&count=20`.
"""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="bare", layout="wide")


NAMES = [f"环湖片区改造提升工程{n}" for n in range(35)]


def gauge(number: int) -> go.Figure:
    """A gauge with a target mark, stripes and three lines of text."""
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
    for line, text in enumerate((f"指标{number}", "目标 ≥56% · 2024年", "<b>○ 待填报</b>")):
        figure.add_annotation(text=text, x=0.5, y=0.1 + line / 6, showarrow=False)
    return figure.update_layout(height=170, margin={"t": 0, "b": 0, "l": 0, "r": 0})


def treemap() -> go.Figure:
    """A treemap of five categories and 35 tiles, with what each says when pointed at."""
    ids = ["all", *(f"c{n}" for n in range(5)), *(f"p{n}" for n in range(35))]
    parents = ["", *["all"] * 5, *(f"c{n % 5}" for n in range(35))]
    values = [*[0] * 6, *(100 + 37 * n % 900 for n in range(35))]
    labels = ["全部", *(f"工程类别{n}" for n in range(5)), *NAMES]
    hover = [f"<b>{label}</b><br>4.00亿元 · 政府 · 2024年<br>业主：某公司" for label in labels]
    tiles = {"ids": ids, "labels": labels, "parents": parents, "values": values}
    return go.Figure(go.Treemap(**tiles, customdata=hover, hovertemplate="%{customdata}"))


def timeline() -> go.Figure:
    """Five marks on a line, each with three lines of text."""
    figure = go.Figure(go.Scatter(x=[0, 20], y=[0, 0], mode="lines"))
    for n in range(5):
        figure.add_scatter(x=[4 * n], y=[0], mode="markers")
        figure.add_annotation(
            text=f"<b>{n}</b> 2024-06<br><b>◆ 逾期<br>30天</b>", x=4 * n, y=0.3, showarrow=False
        )
    return figure.update_layout(height=200)


def bars(count: int) -> go.Figure:
    """Horizontal bars with names."""
    hover = [f"<b>{name}</b><br>2024—2025年" for name in NAMES[:count]]
    return go.Figure(
        go.Bar(
            orientation="h",
            y=NAMES[:count],
            x=[n % 7 + 1 for n in range(count)],
            text=["○"] * count,
            customdata=hover,
            hovertemplate="%{customdata}",
        )
    ).update_layout(height=26 * count + 46)


def table(rows: int, columns: int) -> pd.DataFrame:
    """A table of texts of the usual length."""
    return pd.DataFrame(
        {f"列{n}": [f"{NAMES[n]} {row}" for row in range(rows)] for n in range(columns)}
    )


PARTS = {
    "overview": lambda: [*(gauge(n) for n in range(6)), treemap(), timeline()],
    "indicators": lambda: [gauge(n) for n in range(15)],
    "projects": lambda: [treemap(), bars(12), bars(35), table(35, 12)],
    "milestones": lambda: [timeline()],
    "duties": lambda: [
        *(table(rows, 6) for rows in (4, 5, 6, 7, 5, 5)),
        table(32, 11),
        table(12, 6),
    ],
    "policies": lambda: [table(44, 6)],
    "changes": lambda: [table(15, 6), table(9, 8)],
    "item": lambda: [table(7, 2)],
    "documents": lambda: [table(46, 9), table(37, 6)],
    "reporting": lambda: [table(110, 5)],
    "accounts": lambda: [table(2, 7)],
}

ROWS = "<table>" + "<tr><td>环湖片区改造提升工程</td><td>逾期30天</td></tr>" * 15 + "</table>"


def show(part: go.Figure | pd.DataFrame, key: str) -> None:
    """Show a figure or a table."""
    if isinstance(part, go.Figure):
        st.plotly_chart(part, key=key, config={"displayModeBar": False})
    else:
        st.dataframe(part, key=key, hide_index=True)


def popover(number: int) -> None:
    """A closed popover that has a word in it."""
    with st.popover(f"数据表{number}"):
        st.text("里面的字")


def view(number: int) -> None:
    """A piece of HTML as a component."""
    st.components.v2.component("view", html=ROWS)(key=f"view-{number}")


ELEMENTS: dict[str, Callable[[int], object]] = {
    "text": lambda n: st.text(f"开州区“小县大城”试点{n}"),
    "markdown": lambda n: st.markdown(f"**开州区**“小县大城”试点{n}"),
    "metric": lambda n: st.metric("计划总投资", f"{n}.42亿元", "35 个项目", border=True),
    "button": lambda n: st.button(f"提交{n}"),
    "link": lambda n: st.page_link("https://board.example.org", label=f"项目{n}"),
    "popover": popover,
    "view": view,
    "table": lambda n: show(table(15, 6), f"table-{n}"),
    "figure": lambda n: show(gauge(n), f"figure-{n}"),
}

st.title("bare")
if "element" in st.query_params:
    for place in range(int(st.query_params["count"])):
        ELEMENTS[st.query_params["element"]](place)
    st.caption("the end")
else:
    for place, part in enumerate(PARTS[st.query_params.get("page", "overview")]()):
        show(part, f"part-{place}")
