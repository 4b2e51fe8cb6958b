"""The parts that pages are made of, a file a page."""
