"""The command that serves. It loads nothing that only other commands need: a start stays short."""

import argparse
import sys

from api import serving
from api.settings import Settings


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Answer requests until a signal ends it."""
    port = settings.port if options.port is None else options.port
    try:
        serving.serve(settings, options.host or settings.host, port, options.uds, options.workers)
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
