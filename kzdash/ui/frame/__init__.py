"""The frame around every page: navigation, header row, search, live refresh and failures."""
