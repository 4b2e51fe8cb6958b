"""How much of what people uploaded this process holds in memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadUsage:
    """Files held and their bytes: of one page, and of all pages."""

    files: int = 0
    size: int = 0
    all_files: int = 0
    all_size: int = 0
