"""A dashboard that runs a published plan: its indicators, projects, milestones and duties."""
