"""The graph as one page for a browser.

Reads `PlanGraph`. Writes HTML.
"""

from adminplan.plangraph.graph import PlanGraph


def html(graph: PlanGraph) -> str:
    """Soon."""
    return str(graph)
