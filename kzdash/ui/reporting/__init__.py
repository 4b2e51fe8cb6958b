"""Forms that store reports and adjustments, and uploads of filled report forms."""
