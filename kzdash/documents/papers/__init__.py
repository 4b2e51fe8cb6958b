"""Documents in the official layout: the supervision list and the annual summary."""
