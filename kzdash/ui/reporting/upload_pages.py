"""Which pages offer to take a file, and what is held of what they took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cachetools import TTLCache
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from kzdash import accounts
from kzdash.runtime.upload_usage import UploadUsage

if TYPE_CHECKING:
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

_offered: TTLCache[str, bool] = TTLCache(4_096, accounts.IDLE.total_seconds())


def offer_upload() -> None:
    """Let the page that is being drawn take a file: it was asked whether its reader may report."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is not None:
        _offered[run.session_id] = True


def is_offered(session_id: str) -> bool:
    """Whether a page offered its reader to take a file, as long as a login may last unused."""
    return session_id in _offered


def upload_usage(session_id: str) -> UploadUsage:
    """Return what is held in memory of files that came, of one page and of all."""
    if not runtime.exists():
        return UploadUsage()
    kept: MemoryUploadedFileManager = runtime.get_instance().uploaded_file_mgr  # type: ignore[assignment]  # Streamlit promises less than it has
    sizes = {
        of: [len(file.data) for file in files.values()]
        for of, files in list(kept.file_storage.items())
    }
    own = sizes.get(session_id, [])
    return UploadUsage(
        len(own), sum(own), sum(map(len, sizes.values())), sum(map(sum, sizes.values()))
    )
