"""ASGI middleware around Streamlit: access, hosts, uploads, headers, compression."""
