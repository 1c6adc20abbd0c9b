"""Station store: plans kept, found again, handed on.

Reads `Plan`s and files of them. Writes an `Archive`.
"""

from adminplan.store.archive import Archive

__all__ = ["Archive"]
