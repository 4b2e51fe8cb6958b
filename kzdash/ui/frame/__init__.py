"""What surrounds every page: navigation, sidebar, search, live refresh and failures."""
