"""Station subplan: a plan and a unit yield the plan that the unit must issue."""
