"""The header that keeps browsers and proxies from storing an answer."""

NO_STORE = {"Cache-Control": "no-store"}
