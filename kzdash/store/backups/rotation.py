"""Automatic backups of a store: one a day and one before each upgrade; the oldest are deleted."""

from __future__ import annotations

import logging
import os
import re
import shlex
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from kzdash import errors
from kzdash.domain.formatting import local_date
from kzdash.runtime import config
from kzdash.store import revision_of, sqlite_file, translate_errors
from kzdash.store.backups.backup import check_backup, count_reports, take_backup

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LOG = logging.getLogger("kzdash")
DATED_SUFFIX = r"-(\d{4}-\d\d-\d\d)(-before-upgrade-of-\w+)?"


@dataclass(frozen=True, slots=True)
class BackupRotation:
    """The automatic backups of a store: `count` of them in `folder`; none are taken if it is 0."""

    url: str
    folder: Path
    count: int

    def take_daily(self, now: datetime) -> Path | None:
        """Take the day's backup and delete the oldest; None if the day has one already."""
        if not self.count:
            return None
        return self._take(self._file(f"{local_date(now)}"), now)

    def take_before_upgrade(self, now: datetime) -> Path | None:
        """Take a backup of a store that is about to be upgraded; None if backups are off.

        If the folder cannot be written, the backup of a SQLite store goes beside the store: a
        read-only folder must not keep a new version from starting.
        """
        if not self.count:
            return None
        file = self._file(f"{local_date(now)}-before-upgrade-of-{revision_of(self.url)}")
        store = sqlite_file(self.url)
        try:
            return self._take(file, now)
        except (errors.StoreReadOnlyError, errors.StoreFullError) as error:
            if store is None or store.parent == self.folder:
                raise
            LOG.warning("%s The backup before the upgrade goes to %s instead.", error, store.parent)
            return replace(self, folder=store.parent).take_before_upgrade(now)

    def set_aside_file(self, now: datetime) -> Path:
        """Return the file for a store that a backup replaces; the rotation never deletes it."""
        return self._file(f"set-aside-{now:%Y%m%dT%H%M%S.%fZ}")

    def all(self, now: datetime) -> list[Path]:
        """Return the automatic backups in the folder, the newest first.

        Backups of future days come last, for a clock that ran ahead dated them.
        """
        today = f"{local_date(now)}"
        extension = re.escape(self._file("").suffix)
        name = re.compile(re.escape(self._stem) + DATED_SUFFIX + extension)
        with translate_errors(str(self.folder)):
            files = self.folder.iterdir() if self.folder.is_dir() else []
            # the names of two backups of a day do not tell which is the newer
            dated = [
                (match[1] <= today, match[1], file.stat().st_mtime_ns, file)
                for file in files
                if (match := name.fullmatch(file.name))
            ]
        return [file for *_, file in sorted(dated, reverse=True)]

    def advice(self, now: datetime) -> str:
        """Say which good backup is the newest, by its number of reports, and how to restore it."""
        try:
            newest = max(filter(_is_good, self.all(now)), key=count_reports, default=None)
        except errors.KzdashError as error:
            return f"No backup can be read: {error}"
        if newest is None:
            return f"There is no good backup in {self.folder}."
        command = f"python -m kzdash restore --replace {_shell_quoted(newest)}"
        return f"The newest good backup is {newest}. Restore it with `{command}`."

    @property
    def _stem(self) -> str:
        file = sqlite_file(self.url)
        return file.stem if file else str(make_url(self.url).database)

    def _file(self, label: str) -> Path:
        extension = ".db" if sqlite_file(self.url) else ".dump"
        return self.folder / f"{self._stem}-{label}{extension}"

    def _take(self, file: Path, now: datetime) -> Path | None:
        with translate_errors(str(self.folder)):
            if file.exists():
                return None
        try:
            take_backup(self.url, file)
        except errors.StoreTakenError:
            # another replica has just taken it
            return None
        # never the new one: after a clock was set back it is not the newest by name
        others = [other for other in self.all(now) if other != file]
        with translate_errors(str(self.folder)):
            for old in others[self.count - 1 :]:
                old.unlink(missing_ok=True)
        return file


def _shell_quoted(file: Path) -> str:
    """Return a file as one argument of this system's shell."""
    return subprocess.list2cmdline([str(file)]) if os.name == "nt" else shlex.quote(str(file))


def _is_good(file: Path) -> bool:
    try:
        check_backup(file)
    except errors.KzdashError:
        return False
    return True


def default_rotation() -> BackupRotation:
    """Return the automatic backups of the store that the settings name."""
    settings = config.current()
    return BackupRotation(settings.database_url, settings.backups_folder, settings.backups_kept)


def take_daily_backup(now: datetime) -> None:
    """Take the day's backup of the store that the settings name; log why if it fails."""
    try:
        if file := default_rotation().take_daily(now):
            LOG.info("a backup was taken: %s", file)
    except errors.StoreMissingError:
        # nothing to back up; every page says so
        return
    except errors.StoreCorruptError as error:
        LOG.error("%s %s", error, default_rotation().advice(now))  # noqa: TRY400 - the sentence is enough
    except errors.KzdashError as error:
        LOG.error("no backup was taken: %s", error)  # noqa: TRY400 - the sentence is enough
