"""How many uploaded files this process holds in memory, and their size."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadUsage:
    """The number and total bytes of the uploaded files of one page, and of all pages."""

    files: int = 0
    size: int = 0
    all_files: int = 0
    all_size: int = 0
