"""Charts, tables, filters and texts, as pages show them."""
