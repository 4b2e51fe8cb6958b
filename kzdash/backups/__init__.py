"""Backups: take one of a store in use, put one back, check a store, and take them daily."""

from kzdash.backups.checks import check
from kzdash.backups.copies import backup, restore
from kzdash.backups.shelf import Shelf, daily, usual

__all__ = ["Shelf", "backup", "check", "daily", "restore", "usual"]
