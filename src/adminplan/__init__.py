"""adminplan reads Vietnamese official plans (kế hoạch) and turns them into data.

>>> import adminplan
>>> [reference.number for reference in adminplan.find_references("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024")]
['12/KH-UBND']
"""

from adminplan.api import derive, dump, find_references, find_times, find_units, json_schema, link, load, parse, parse_text
from adminplan.errors import AdminplanError, CannotDerive, Issue, UnreadableFile
from adminplan.plan.codec import NotAPlan
from adminplan.plan.plan import Plan

__all__ = [
    "AdminplanError",
    "CannotDerive",
    "Issue",
    "NotAPlan",
    "Plan",
    "UnreadableFile",
    "derive",
    "dump",
    "find_references",
    "find_times",
    "find_units",
    "json_schema",
    "link",
    "load",
    "parse",
    "parse_text",
]
