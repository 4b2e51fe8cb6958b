"""Documents: the board in, a file out; each says what the board says and nothing else."""
