"""Station 1: a file becomes a `Source`, raw text in reading order with the place of every line.

Reads DOCX, PDF, HTML, Markdown and text files, or plain strings. Writes `Source`.
"""
