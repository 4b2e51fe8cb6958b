"""The plan as data: read and check `seed/`, then bring a store to hold it."""

from kzdash.store.seed.checks import read
from kzdash.store.seed.initialise import differs, init
from kzdash.store.seed.problems import Problem, SeedError

__all__ = ["Problem", "SeedError", "differs", "init", "read"]
