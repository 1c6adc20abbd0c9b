"""Who cites whom, kept resolved; plans found by their type. Reads the first schema. Writes the second.

Nothing is filled in here: `store/links.py` resolves what it finds without an answer.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_index(op.f("ix_plans_type"), "plans", ["type"])
    op.create_table(
        "keys",
        sa.Column("plan_id", sa.Integer(), sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("rules", sa.String(16), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_keys")),
    )
    where = sa.text("NOT resolved")
    op.create_index("ix_keys_unresolved", "keys", ["plan_id"], sqlite_where=where, postgresql_where=where)
    for name in ("answers", "asks"):
        op.create_table(
            name,
            sa.Column("plan_id", sa.Integer(), sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False),
            sa.Column("word", KEY, nullable=False),
            sa.PrimaryKeyConstraint("word", "plan_id", name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_plan_id"), name, ["plan_id"])
    op.create_table(
        "edges",
        sa.Column("plan_id", sa.Integer(), sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("citing", KEY, nullable=False),
        sa.Column("cited", KEY, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("resolved_by", sa.Text(), nullable=False),
        sa.Column("nested", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_edges")),
    )
    op.create_index(op.f("ix_edges_citing"), "edges", ["citing", "relation", "nested", "cited"])
    op.create_index(op.f("ix_edges_cited"), "edges", ["cited", "relation", "nested", "citing"])
    op.create_index("ix_edges_cited_plan_id", "edges", ["cited", "plan_id"])
    op.create_table(
        "ends",
        sa.Column("plan_id", sa.Integer(), sa.ForeignKey("plans.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("work", KEY, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("type", sa.Text()),
        sa.Column("number", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("issued", sa.Text()),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_ends")),
    )
    op.create_index(op.f("ix_ends_work"), "ends", ["work"])
    op.create_index(op.f("ix_ends_state"), "ends", ["state", "work", "plan_id"])
