"""What the plan is and how it is judged: no input, no output and no clock."""
