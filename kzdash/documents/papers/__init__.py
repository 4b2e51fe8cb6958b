"""Papers in the layout of official documents: the supervision list and the annual summary."""
