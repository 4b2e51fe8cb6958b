"""Backups: take one of a store in use, put one back, check a store, and take them daily."""

from kzdash.store.backups.backup import backup, restore
from kzdash.store.backups.integrity import check
from kzdash.store.backups.rotation import Shelf, take_todays, usual

__all__ = ["Shelf", "backup", "check", "restore", "take_todays", "usual"]
