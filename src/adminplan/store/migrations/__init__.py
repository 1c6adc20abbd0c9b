"""The steps that make and change the tables of an archive, run by Alembic. Reads and Writes their database."""
