"""The plan as data: read and check `seed/`, then create or update a store from it."""

from kzdash.store.seed.checks import read_seed
from kzdash.store.seed.initialise import differs_from_seed, init_store
from kzdash.store.seed.steps import read_step_template

__all__ = ["differs_from_seed", "init_store", "read_seed", "read_step_template"]
