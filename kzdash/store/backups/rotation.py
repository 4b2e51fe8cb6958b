"""Automatic backups of a store: one a day, one before each upgrade, the newest ones kept."""

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
OF_A_DAY = r"-(\d{4}-\d\d-\d\d)(-before-upgrade-of-\w+)?"


@dataclass(frozen=True, slots=True)
class BackupRotation:
    """Where the automatic backups of one store stand, and how many of them are kept."""

    url: str
    folder: Path
    count: int

    def take_daily(self, now: datetime) -> Path | None:
        """Take the day's backup and let the oldest go; none where the day has one already."""
        if not self.count:
            return None
        return self._take(self._named(f"{local_date(now)}"), now)

    def take_before_upgrade(self, now: datetime) -> Path | None:
        """Take a backup of a store that is about to be brought up; none where backups are off.

        Where the folder of backups takes none, it is kept beside a SQLite file: a closed folder
        must not keep a new version from starting.
        """
        if not self.count:
            return None
        file = self._named(f"{local_date(now)}-before-upgrade-of-{revision_of(self.url)}")
        store = sqlite_file(self.url)
        try:
            return self._take(file, now)
        except (errors.StoreReadOnlyError, errors.StoreFullError) as error:
            if store is None or store.parent == self.folder:
                raise
            LOG.warning("%s The backup before the upgrade goes to %s instead.", error, store.parent)
            return replace(self, folder=store.parent).take_before_upgrade(now)

    def aside(self, now: datetime) -> Path:
        """Return where to keep what a restored backup takes the place of; it is never let go."""
        return self._named(f"set-aside-{now:%Y%m%dT%H%M%S.%fZ}")

    def all(self, now: datetime) -> list[Path]:
        """Return the automatic backups there are, the newest first.

        Those of days to come were taken while the clock ran ahead, and stand last.
        """
        today = f"{local_date(now)}"
        end = re.escape(self._named("").suffix)
        name = re.compile(re.escape(self._stem) + OF_A_DAY + end)
        with translate_errors(str(self.folder)):
            files = self.folder.iterdir() if self.folder.is_dir() else []
            # within a day the names do not tell which was first
            found = [
                (match[1] <= today, match[1], file.stat().st_mtime_ns, file)
                for file in files
                if (match := name.fullmatch(file.name))
            ]
        return [file for *_, file in sorted(found, reverse=True)]

    def advice(self, now: datetime) -> str:
        """Say which is the newest good backup, by what it holds, and how to put it back."""
        try:
            good = max(filter(_is_good, self.all(now)), key=count_reports, default=None)
        except errors.KzdashError as error:
            return f"No backup can be read: {error}"
        if good is None:
            return f"There is no good backup in {self.folder}."
        command = f"python -m kzdash restore --replace {_quoted(good)}"
        return f"The newest good backup is {good}. Restore it with `{command}`."

    @property
    def _stem(self) -> str:
        file = sqlite_file(self.url)
        return file.stem if file else str(make_url(self.url).database)

    def _named(self, ending: str) -> Path:
        suffix = ".db" if sqlite_file(self.url) else ".dump"
        return self.folder / f"{self._stem}-{ending}{suffix}"

    def _take(self, file: Path, now: datetime) -> Path | None:
        with translate_errors(str(self.folder)):
            if file.exists():
                return None
        try:
            take_backup(self.url, file)
        except errors.StoreTakenError:
            # another replica was first
            return None
        # where the clock was set back the new one is not the newest by name
        others = [other for other in self.all(now) if other != file]
        with translate_errors(str(self.folder)):
            for old in others[self.count - 1 :]:
                old.unlink(missing_ok=True)
        return file


def _quoted(file: Path) -> str:
    """Return a file as one word of a command line of this system."""
    return subprocess.list2cmdline([str(file)]) if os.name == "nt" else shlex.quote(str(file))


def _is_good(file: Path) -> bool:
    try:
        check_backup(file)
    except errors.KzdashError:
        return False
    return True


def default_rotation() -> BackupRotation:
    """Return the shelf of the store that the settings name."""
    settings = config.current()
    return BackupRotation(settings.database_url, settings.backups_folder, settings.backups_kept)


def take_daily_backup(now: datetime) -> None:
    """Take the day's backup of the usual store, and say in the log what hinders it."""
    try:
        if taken := default_rotation().take_daily(now):
            LOG.info("a backup was taken: %s", taken)
    except errors.StoreMissingError:
        # whoever opens a page is told; there is nothing to lose
        return
    except errors.StoreCorruptError as error:
        LOG.error("%s %s", error, default_rotation().advice(now))  # noqa: TRY400 - the sentence is enough
    except errors.KzdashError as error:
        LOG.error("no backup was taken: %s", error)  # noqa: TRY400 - the sentence is enough
