"""The parts that pages are put together from, a file a page."""
