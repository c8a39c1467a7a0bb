"""Memory of a process that answers: what one answer gave back is kept for the next. For the command that serves; never raises."""

import ctypes

KEPT_BYTES = 8 * 2**20  # several of the longest pages
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # as malloc.h of the GNU library numbers them


def keep_freed_memory() -> bool:
    """Have the C library give no memory back to the system until this much is free; False where it cannot be told.

    By itself the GNU library keeps 128 KiB, so that each list of fifty gives its memory back and has the next one fetch it again, page by
    page and zeroed, which costs a fourth of the answer.
    """
    try:
        library = ctypes.CDLL(None)
        return all(library.mallopt(option, KEPT_BYTES) == 1 for option in (_TRIM_THRESHOLD, _MMAP_THRESHOLD))
    except (AttributeError, OSError, TypeError):
        return False
