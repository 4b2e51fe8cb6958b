"""The frame around every page: navigation, sidebar, search, live refresh and failures."""
