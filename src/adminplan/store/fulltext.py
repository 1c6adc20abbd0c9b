"""Words in the databases: what a query is to SQLite's FTS5 and to PostgreSQL's tsvector, and how their matches are weighed.

Reads `Words`. Writes ids of plans, newest first, and their weights. Both indexes hold words without marks (migrations), and so do `Words`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Float, Integer, Select, column, func, literal, literal_column, select, table

from adminplan.store.schema import plans

_INDEX = table("plan_index", column("rowid", Integer))
_WORDS: ColumnElement[Any] = literal_column("plans.words")
_FEW = 20_000  # plans that are looked for one by one rather than asked about one by one


class Words(NamedTuple):
    """Words and phrases, all of which a plan shall have, each a sequence of `[a-z0-9]+`.

    `head`: in its type, number, title and issuers; else anywhere.
    """

    phrases: tuple[tuple[str, ...], ...]
    head: bool = False


class Index:
    """The index of words, of all plans or of those that a filter lets through."""

    def __init__(self, connection: Connection, within: Select[tuple[int]] | None) -> None:
        """Open the index. `within` selects ids of plans."""
        self._connection, self._within = connection, within
        self._sqlite = connection.dialect.name == "sqlite"
        self._few: str | None = None
        self._count: int | None = None
        if self._sqlite and within is not None:
            some = within.distinct().limit(_FEW + 1).subquery()
            few, count = connection.execute(select(func.json_group_array(some.c[0]), func.count())).one()
            if count <= _FEW:
                self._few, self._count = few, count

    def fewer(self, most: int) -> bool:
        """Whether a filter lets fewer plans through, as far as that is known before they are asked for."""
        return self._count is not None and self._count < most

    def among(self, id_: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """The condition that an id is one of those let through; none where there is no filter.

        SQLite keeps few ids as a set; of many it asks for each that comes, since it need not go far to find enough.
        """
        if self._within is None:
            return []
        if self._few is not None:
            return [_in(id_, self._few)]
        (own,) = self._within.selected_columns
        return [self._within.where(own == id_).exists() if self._sqlite else id_.in_(self._within)]

    def matching(self, words: Words, most: int, newest: int | None = None) -> list[int]:
        """The ids of the plans that have the words, the newest in the archive first, at most `most`; only of the last `newest` ids."""
        query = self._query(words, most)
        if newest is not None:
            last = self._connection.execute(select(func.max(plans.c.id))).scalar() or 0
            query = query.where(self._id > last - newest)
        return [id_ for (id_,) in self._connection.execute(query)]

    def weighed(self, words: Words, most: int, ids: Sequence[int] = ()) -> dict[int, float]:
        """The same with how much each plan has of the words: the rarer a word and the shorter the plan, the more. `ids`: only of these.

        For this SQLite counts the plans of each phrase, which takes long for phrases of words that are everywhere.
        """
        # Words of the head count ten times.
        weight: ColumnElement[float] = literal_column("-bm25(plan_index, 10.0, 1.0)", Float)
        if not self._sqlite:
            weight = func.ts_rank(literal_column("CAST('{0.1, 0, 0, 1}' AS real[])"), _WORDS, self._asked(words), type_=Float)
        query = self._query(words, most).add_columns(weight)
        if ids:
            query = query.where(
                self._id.between(min(ids), max(ids)), _in(self._id + 0, json.dumps(ids)) if self._sqlite else self._id.in_(ids)
            )
        return {id_: max(0.0, weight) for id_, weight in self._connection.execute(query)}

    @property
    def _id(self) -> ColumnElement[int]:
        return _INDEX.c.rowid if self._sqlite else plans.c.id

    def _asked(self, words: Words) -> ColumnElement[Any]:
        if self._sqlite:
            return literal(_written(words, sqlite=True))
        return func.to_tsquery(literal_column("'simple'"), _written(words, sqlite=False))

    def _query(self, words: Words, most: int) -> Select[Any]:
        found = literal_column("plan_index").match(self._asked(words)) if self._sqlite else _WORDS.op("@@")(self._asked(words))
        # Without the nought FTS5 would be asked for each id of a filter.
        filters = self.among(self._id + 0 if self._sqlite else self._id)
        return select(self._id).where(found, *filters).order_by(self._id.desc()).limit(most)


def _in(id_: ColumnElement[int], ids: str) -> ColumnElement[bool]:
    """Whether an id is in a JSON array: SQLite takes it as one value, however many there are."""
    return id_.in_(select(func.json_each(ids).table_valued("value").c.value))


def _written(words: Words, *, sqlite: bool) -> str:
    if sqlite:
        written = " AND ".join(f'"{" ".join(phrase)}"' for phrase in words.phrases)
        return f"head : ({written})" if words.head else written
    weight = ":A" if words.head else ""
    return " & ".join("(" + " <-> ".join(f"{word}{weight}" for word in phrase) + ")" for phrase in words.phrases)
