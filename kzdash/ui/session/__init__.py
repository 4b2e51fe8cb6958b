"""Who is logged in on a page, and what they may read."""
