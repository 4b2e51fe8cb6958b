"""The sessions whose page offers an upload, and the memory that uploaded files take."""

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
    """Allow uploads from the session that is running; call it only if its user may report."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is not None:
        _offered[run.session_id] = True


def is_offered(session_id: str) -> bool:
    """Return whether a session has offered an upload within the time a login may stay idle."""
    return session_id in _offered


def upload_usage(session_id: str) -> UploadUsage:
    """Return the uploaded files in memory, of one session and of all."""
    if not runtime.exists():
        return UploadUsage()
    manager: MemoryUploadedFileManager = runtime.get_instance().uploaded_file_mgr  # type: ignore[assignment]  # Streamlit types it as a protocol without `file_storage`
    sizes = {
        session: [len(file.data) for file in files.values()]
        for session, files in list(manager.file_storage.items())
    }
    own = sizes.get(session_id, [])
    return UploadUsage(
        len(own), sum(own), sum(map(len, sizes.values())), sum(map(sum, sizes.values()))
    )
