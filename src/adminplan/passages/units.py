"""Bodies named in plans: in running text, and in the values of fields and cells.

Reads text. Writes `UnitPassage`. `roles` says who has work to do in a sentence.
"""

from __future__ import annotations

from adminplan.passages.units_field import field_units
from adminplan.passages.units_scan import find_units

__all__ = ["field_units", "find_units"]
