"""One module a step, numbered. Reads the schema before it. Writes the next one."""
