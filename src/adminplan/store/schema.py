"""The tables of an archive, the same on SQLite and PostgreSQL.

Reads nothing. Writes SQLAlchemy tables; `migrations/` makes them, one numbered step a change, and a test holds both together.

A *file* is an address with what stood there: a changed file ends its row (`replaced_in`) and begins another, so that history stays.
A *reading* is what was made of one content (sha256), whole, as the JSON contract has it. A *plan* is the one reading shown for a work: the
better one where a document lies in several formats. All other tables hold what stands in the plans that are shown.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Keys are compared letter by letter, whatever the language of the database.
_KEY = Text().with_variant(Text(collation="C"), "postgresql")

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String(32), nullable=False),  # UTC, ISO
    Column("ended", String(32)),  # None: it was broken off
    Column("adminplan", String(32), nullable=False),  # version
    Column("given", Text, nullable=False),  # what was asked for, a path a line
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("work", Text, nullable=False, index=True),  # the document's id
    Column("rank", Text, nullable=False),  # the greater is the better reading of its work: `write.rank_of`
    Column("plan", LargeBinary, nullable=False),  # JSON, deflated
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("bytes", BigInteger, nullable=False),
    Column("reason", Text),  # why it could not be read
    Column("reading_id", ForeignKey("readings.id"), index=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("replaced_in", ForeignKey("runs.id")),  # the run that found other content at the address
)
# One row of an address is in force.
Index(
    "ix_files_in_force",
    files.c.address,
    unique=True,
    sqlite_where=text("replaced_in IS NULL"),
    postgresql_where=text("replaced_in IS NULL"),
)

plans = Table(
    "plans",
    metadata,
    Column("id", ForeignKey("readings.id"), primary_key=True, autoincrement=False),
    Column("work", Text, nullable=False, unique=True),
    Column("type", Text, index=True),
    Column("number", Text),
    Column("number_key", Text, index=True),  # digits and codes, upper case, one separator
    Column("issued", Date),
    Column("issuer", Text),
    Column("issuer_key", _KEY),
    Column("parent_issuer", Text),
    Column("place", Text),
    Column("title", Text),
    Column("period_start", Date),
    Column("period_end", Date),
    Column("pages", Integer),
    Column("ocr", Boolean, nullable=False),
    Column("text", Text, nullable=False),
)


def _of_plan(name: str, *columns: Column[object], unique: tuple[str, ...] = ()) -> Table:
    """A table of what stands in plans, in the order in which it stands there."""
    constraints = [UniqueConstraint(*unique)] if unique else []
    return Table(
        name,
        metadata,
        Column("plan_id", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
        *constraints,
    )


references = _of_plan(
    "document_references",
    Column("item", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("number", Text),
    Column("number_key", Text, index=True),
    Column("date", Text),
    Column("issuer", Text),
    Column("title", Text),
    Column("relation", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("nested_in", Text),
    Column("quote", Text, nullable=False),
)
goals = _of_plan("goals", Column("item", Text, nullable=False), Column("kind", Text, nullable=False), Column("statement", Text))
activities = _of_plan(
    "activities",
    Column("item", Text, nullable=False),
    Column("label", Text),
    Column("section", Text),
    Column("title", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("parent", Text),
    Column("products", Text),
    Column("budget", BigInteger),
    unique=("plan_id", "item"),
)
duties = _of_plan(
    "duties", Column("item", Text, nullable=False), Column("statement", Text, nullable=False), unique=("plan_id", "item")
)
# Who has to do with an activity or a duty; the unit of a duty has the role `duty`.
assignments = _of_plan(
    "assignments",
    Column("item", Text, nullable=False),
    Column("unit", _KEY, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", _KEY, nullable=False),
    Column("role", Text, nullable=False),
    Column("inherited", Boolean, nullable=False),
)
times = _of_plan(
    "times",
    Column("item", Text, nullable=False),  # the activity's or duty's id; empty: of the plan as a whole
    Column("text", Text, nullable=False),
    Column("start", Date, index=True),
    Column("end", Date, index=True),
    Column("exclusive", Boolean, nullable=False),
    Column("kind", Text, nullable=False),
    Column("precision", Text),
    Column("recurrence", Text),
)
units = _of_plan(
    "units",
    Column("unit", _KEY, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("name_key", _KEY, nullable=False),
    Column("kind", Text, nullable=False),
    Column("level", Text),
    Column("system", Text),
    Column("open", Boolean, nullable=False),  # "các sở, ban, ngành": a set
)
# With all that a search asks for, so that it need not look into the tables.
Index("ix_plans_issued", plans.c.issued, plans.c.issuer_key, plans.c.type)
Index("ix_plans_issuer_key", plans.c.issuer_key, plans.c.issued, plans.c.type)
Index("ix_document_references_relation", references.c.relation, references.c.plan_id)
Index("ix_assignments_name_key", assignments.c.name_key, assignments.c.unit, assignments.c.plan_id)
Index("ix_units_name_key", units.c.name_key, units.c.unit, units.c.plan_id)
issues = _of_plan(
    "issues", Column("code", Text, nullable=False, index=True), Column("message", Text, nullable=False), Column("path", Text)
)

PARTS = (references, goals, activities, duties, assignments, times, units, issues)

# Who cites whom, resolved (`links.py`): what is known of the identity of each plan, under which words it is found by citations of it, under
# which words its own citations ask, and the words whose answers changed since citations were resolved.
keys = Table(
    "keys",
    metadata,
    Column("plan_id", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),  # JSON
    Column("rules", String(16), nullable=False),  # that made it
    Column("resolved", Boolean, nullable=False),  # its citations, with all that is known now
)
Index(
    "ix_keys_unresolved",
    keys.c.plan_id,
    sqlite_where=text("NOT resolved"),
    postgresql_where=text("NOT resolved"),
)


def _words(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("word", _KEY, primary_key=True),
        Column("plan_id", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True, index=True),
    )


answers, asks = _words("answers"), _words("asks")
# What a plan says: by it, or by what it tells of another work (hearsay).
edges = _of_plan(
    "edges",
    Column("citing", _KEY, nullable=False),
    Column("cited", _KEY, nullable=False),
    Column("reference", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("resolved_by", Text, nullable=False),
    Column("nested", Boolean, nullable=False),
)
Index("ix_edges_citing", edges.c.citing, edges.c.relation, edges.c.nested, edges.c.cited)
Index("ix_edges_cited", edges.c.cited, edges.c.relation, edges.c.nested, edges.c.citing)
Index("ix_edges_cited_plan_id", edges.c.cited, edges.c.plan_id)
# What plans tell of works that are not among them.
ends = _of_plan(
    "ends",
    Column("work", _KEY, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("type", Text),
    Column("number", Text),
    Column("title", Text),
    Column("issuer", Text),
    Column("issued", Text),
    Column("candidates", Text, nullable=False),  # JSON: [id, score]
)
Index("ix_ends_state", ends.c.state, ends.c.work, ends.c.plan_id)
