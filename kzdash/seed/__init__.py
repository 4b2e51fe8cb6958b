"""The plan as data: read and check `seed/`, then bring a store to hold it."""

from kzdash.seed.checks import read
from kzdash.seed.making import differs, init
from kzdash.seed.problems import Problem, SeedError

__all__ = ["Problem", "SeedError", "differs", "init", "read"]
