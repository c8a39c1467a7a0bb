"""Other processes of this machine. Never raises."""

import os


def is_running(process_id: int) -> bool:
    """Whether a process with this id lives, whoever runs it."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
