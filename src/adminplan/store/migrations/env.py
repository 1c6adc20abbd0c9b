"""How Alembic runs the steps: on the connection that `database.connect()` hands over. Reads that connection. Writes its schema."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection)
context.run_migrations()
