"""The first schema of an archive. Reads an empty database. Writes its tables and the index of their words.

The index knows no tone marks and no đ, on both databases: `thang cong nhan` finds `tháng công nhân`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Letters with marks and what they are without, one for one.
MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđäåçëïñöü"
BARE = "a" * 17 + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5 + "daaceinou"
HEAD = " || ' ' || ".join(f"coalesce({one}, '')" for one in ("type", "number", "title", "issuer", "parent_issuer"))
# Keys are compared letter by letter, whatever the language of the database.
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# PostgreSQL indexes no more than a megabyte of a document.
MOST = 500_000


def upgrade() -> None:
    """Make the tables, then the index."""
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("plan", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("sha256", name=op.f("uq_readings_sha256")),
    )
    op.create_index(op.f("ix_readings_work"), "readings", ["work"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(length=32), nullable=False),
        sa.Column("ended", sa.String(length=32), nullable=True),
        sa.Column("adminplan", sa.String(length=32), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reading_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("replaced_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_files_reading_id")),
        sa.ForeignKeyConstraint(["replaced_in"], ["runs.id"], name=op.f("fk_files_replaced_in")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_files_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(
        "ix_files_in_force",
        "files",
        ["address"],
        unique=True,
        sqlite_where=sa.text("replaced_in IS NULL"),
        postgresql_where=sa.text("replaced_in IS NULL"),
    )
    op.create_index(op.f("ix_files_reading_id"), "files", ["reading_id"], unique=False)
    op.create_index(op.f("ix_files_run_id"), "files", ["run_id"], unique=False)
    op.create_index(op.f("ix_files_sha256"), "files", ["sha256"], unique=False)
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issuer_key", KEY, nullable=True),
        sa.Column("parent_issuer", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("ocr", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["readings.id"], name=op.f("fk_plans_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("work", name=op.f("uq_plans_work")),
    )
    op.create_index("ix_plans_issued", "plans", ["issued", "issuer_key", "type"], unique=False)
    op.create_index("ix_plans_issuer_key", "plans", ["issuer_key", "issued", "type"], unique=False)
    op.create_index(op.f("ix_plans_number_key"), "plans", ["number_key"], unique=False)
    op.create_table(
        "activities",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("products", sa.Text(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_activities_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_activities")),
        sa.UniqueConstraint("plan_id", "item", name=op.f("uq_activities_plan_id_item")),
    )
    op.create_table(
        "assignments",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("unit", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_assignments_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_name_key", "assignments", ["name_key", "unit", "plan_id"], unique=False)
    op.create_table(
        "document_references",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("nested_in", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_document_references_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_document_references")),
    )
    op.create_index(op.f("ix_document_references_number_key"), "document_references", ["number_key"], unique=False)
    op.create_index("ix_document_references_relation", "document_references", ["relation", "plan_id"], unique=False)
    op.create_table(
        "duties",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_duties_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_duties")),
        sa.UniqueConstraint("plan_id", "item", name=op.f("uq_duties_plan_id_item")),
    )
    op.create_table(
        "goals",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_goals_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_goals")),
    )
    op.create_table(
        "issues",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_issues_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_issues")),
    )
    op.create_index(op.f("ix_issues_code"), "issues", ["code"], unique=False)
    op.create_table(
        "times",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("recurrence", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_times_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_times")),
    )
    op.create_index(op.f("ix_times_end"), "times", ["end"], unique=False)
    op.create_index(op.f("ix_times_start"), "times", ["start"], unique=False)
    op.create_table(
        "units",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("system", sa.Text(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_units_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_units")),
    )
    op.create_index("ix_units_name_key", "units", ["name_key", "unit", "plan_id"], unique=False)
    op.create_index(op.f("ix_units_unit"), "units", ["unit"], unique=False)

    (_sqlite if op.get_bind().dialect.name == "sqlite" else _postgresql)()


def _sqlite() -> None:
    """The words in FTS5, which reads them from the plans and keeps no copy of its own."""

    def without_d(column: str) -> str:
        return f"replace(replace({column}, 'đ', 'd'), 'Đ', 'D')"

    head, body = without_d(HEAD), without_d("text")
    op.execute(f"CREATE VIEW plan_words AS SELECT id, {head} AS head, {body} AS body FROM plans")  # noqa: S608 - our own words
    op.execute(
        "CREATE VIRTUAL TABLE plan_index USING fts5"
        "(head, body, content='plan_words', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE TRIGGER plan_indexed AFTER INSERT ON plans BEGIN "
        "INSERT INTO plan_index(rowid, head, body) SELECT id, head, body FROM plan_words WHERE id = new.id; END"
    )
    op.execute(
        "CREATE TRIGGER plan_forgotten BEFORE DELETE ON plans BEGIN "
        "INSERT INTO plan_index(plan_index, rowid, head, body) SELECT 'delete', id, head, body FROM plan_words WHERE id = old.id; END"
    )


def _postgresql() -> None:
    """The words as a column that PostgreSQL makes itself."""

    def words(column: str, weight: str) -> str:
        bare = f"lower(translate({column}, '{MARKED}{MARKED.upper()}', '{BARE}{BARE}'))"
        return f"setweight(to_tsvector('simple', regexp_replace({bare}, '[^a-z0-9]+', ' ', 'g')), '{weight}')"

    both = f"{words(HEAD, 'A')} || {words(f'left(text, {MOST})', 'D')}"
    op.execute(f"ALTER TABLE plans ADD COLUMN words tsvector GENERATED ALWAYS AS ({both}) STORED")
    op.execute("CREATE INDEX ix_plans_words ON plans USING gin (words)")
