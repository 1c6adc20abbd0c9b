"""How Alembic runs the steps: on the connection that `database.connect()` hands over. Reads that connection. Writes its schema."""

from alembic import context

if __name__ == "env_py":  # the name under which Alembic runs this file; to look at it changes nothing
    context.configure(connection=context.config.attributes["connection"])
    context.run_migrations()
