"""Backups: take one of a store in use, put one back, check a store, and take them daily."""

from kzdash.backups.checks import check
from kzdash.backups.copies import backup, restore
from kzdash.backups.shelf import Shelf, take_todays, usual

__all__ = ["Shelf", "backup", "check", "restore", "take_todays", "usual"]
