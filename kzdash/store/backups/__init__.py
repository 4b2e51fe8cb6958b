"""Backups of a store in use: take one, restore one, rotate daily ones, and check a store."""

from kzdash.store.backups.backup import EVIDENCE, restore_backup, take_backup
from kzdash.store.backups.integrity import check_store
from kzdash.store.backups.rotation import BackupRotation, default_rotation, take_daily_backup

__all__ = [
    "EVIDENCE",
    "BackupRotation",
    "check_store",
    "default_rotation",
    "restore_backup",
    "take_backup",
    "take_daily_backup",
]
