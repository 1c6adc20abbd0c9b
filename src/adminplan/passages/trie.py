"""Patterns for word lists that branch letter by letter, so that a word that begins otherwise costs one look.

Reads words. Writes the text of regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def trie(tails: Mapping[str, str]) -> str:
    """One pattern for many words, each with the pattern of what must follow it; the longest word is tried first.

    >>> trie({"sở": "", "sông": "!", "ban": ""})
    '(?:s(?:ở|ông!)|ban)'
    >>> trie({"ban": "", "bang": ""})
    'ban(?:g|)'
    """
    tree: dict[str, dict[str, str]] = {}
    for word, tail in tails.items():
        if word:
            tree.setdefault(word[0], {})[word[1:]] = tail
    branches = [re.escape(char) + trie(rest) for char, rest in tree.items()]
    if "" in tails:
        branches.append(tails[""])
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else "".join(branches)
