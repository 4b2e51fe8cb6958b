"""资料: documents to download and print, and the sources of the figures."""

import streamlit as st

from kzdash import ui
from kzdash.ui.parts import changes, closings, documents, letters, paper_templates, sources

board = ui.current_board()
# a document is made when it is asked for; the sources are those of indicators
ui.refresh_only_for(board.indicators)

ui.show_title("资料")
ui.document_caption(board)
st.markdown(
    f"下面的文件都是**{board.as_of_words}**的情况，与页面一致。换日期请改右上角的截至日期。"
)

st.subheader("汇报和公文", anchor=False)
paper_templates.warn_of_templates()
since = changes.ask_start_day(board)
documents.offer_documents(board, "deck", "onepage", "summary", "special", since=since)
documents.offer_documents(board, "bulletin", "decisions", "meeting", since=since)
documents.offer_print_pages(board, since)

st.subheader("给一个责任单位", anchor=False)
documents.offer_unit_documents(board)
documents.offer_documents(board, "papers", "forms")
letters.offer_letters()

st.subheader("数据", anchor=False)
documents.offer_documents(board, "workbook", "monthly", "tables", "json")
ui.page_link("reporting", "填报表在“填报”页下载和传回")

closings.offer_closed_documents()

st.subheader("日历", anchor=False)
documents.offer_documents(board, "calendar")
documents.show_calendar_address(board)

st.subheader("数值来源", anchor=False)
sources.show_value_sources(board)

st.subheader("公开资料", anchor=False)
st.caption("公开渠道查到的事项情况，不是责任单位填报的；媒体报道另行注明。")
sources.show_published(board)

st.subheader("原文修补和存疑", anchor=False)
st.caption("方案原文有脱漏或前后不一之处，看板怎样读、依据什么，逐条列出。")
sources.show_corrections(board)
