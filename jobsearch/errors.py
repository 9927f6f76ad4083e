"""The one error that a person sees."""

from __future__ import annotations


class LogError(Exception):
    """A file that cannot be used, or settings that cannot hold: one sentence for a person."""
