"""Plans found again: by words with or without marks, by issuer, type, day, unit and relation.

Reads a query and the tables. Writes `Hit`s, the best first.

Words of a query are all asked for, words in quotes one after the other; a symbol (48/KH-LĐLĐ) is such a phrase. Type, number, title and
issuers are the *head* of a plan. In this order a hit is better:

- the marks that were typed agree (a word typed without marks agrees with all),
- all words stand in the head, then side by side as they were typed, best in the head,
- the plan has more of the rarer words (BM25 on SQLite, `ts_rank` on PostgreSQL; the head counts ten times), then its day of issue is later.

Words may stand in every plan, and weighing all plans takes long. So the `CANDIDATES` plans added last that have the words are taken. Where there
are more, as many that have them in the head join them; and where these are few, as many of the `NEWEST` plans that have them side by side. Then
nothing is weighed. Texts are compared, for marks and for words side by side, in the `POOL` best, and in their first `_READ` characters. A limit
above these numbers raises them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, func, or_, select

from adminplan.data import fold, plain, table
from adminplan.errors import ArchiveError
from adminplan.layout.text import Span
from adminplan.plan.ids import unit_slug
from adminplan.store.fulltext import Index, Words
from adminplan.store.schema import plans, references, units
from adminplan.store.snippets import Finder, marked_spelling, snippet, spaced, spelling

CANDIDATES = 1000
POOL = 100
NEWEST = 20_000
_MOST_WORDS = 64
_READ = 8000  # characters of a plan in which marks are compared
_AT_ONCE = 50  # hits fetched together
_HEAD = (plans.c.type, plans.c.number, plans.c.title, plans.c.issuer, plans.c.parent_issuer)
_PART = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A plan that was found.

    Attributes:
        work: its id. type, number, issued (a day), issuer, title: of its head, as printed.
        snippet: about 160 characters of its text, whole words, `…` where it goes on. spans: of the words asked for, in the snippet.
        score: the greater the better; only hits of one search compare. 0 where no words were asked for.
    """

    work: str
    type: str | None
    number: str | None
    issued: date | None
    issuer: str | None
    title: str | None
    snippet: str
    spans: tuple[Span, ...]
    score: float


class _Part(NamedTuple):
    """A word or phrase of a query: without marks as the index has it, and as typed (folded)."""

    words: tuple[str, ...]
    typed: str
    bare: re.Pattern[str]
    marked: re.Pattern[str] | None  # where marks were typed


def search(
    engine: Engine,
    query: str = "",
    *,
    issuer: str | None = None,
    type: str | None = None,  # noqa: A002 - the field's name
    after: date | None = None,
    before: date | None = None,
    unit: str | None = None,
    relation: str | None = None,
    limit: int = 20,
) -> Iterator[Hit]:
    """See `Archive.search`."""
    parts = _parts(query)
    limit = max(0, limit)
    within = _within(issuer=issuer, type_=type, after=after, before=before, unit=unit, relation=relation)
    if query.strip():
        return _found(engine, parts, within, limit) if parts else iter(())
    return _listed(engine, within, limit)


def names(key: ColumnElement[str], unit: ColumnElement[str] | None, name: str) -> ColumnElement[bool]:
    """Whether columns that hold a body's key (and its id) mean the body of that name.

    `Sở Y tế` means `Sở Y tế tỉnh Tân Giang` too; and that longer name means what a plan of Tân Giang calls `Sở Y tế`.

    Raises:
        ArchiveError: there is no letter in the name.
    """
    asked = unit_slug(name)
    if not asked:
        raise ArchiveError(f"{name!r} is no name of a body.")
    # A point comes next to the hyphen: between the name and the name with a point lies what goes on after a hyphen.
    means = and_(key >= asked, key < f"{asked}.")
    if unit is None:
        return means
    cuts = [at for at, char in enumerate(asked) if char == "-"]
    local = and_(key.in_([asked[:at] for at in cuts]), unit.in_([f"{asked[:at]}@{asked[at + 1 :]}" for at in cuts]))
    return or_(means, local)


def _parts(query: str) -> tuple[_Part, ...]:
    parts: dict[tuple[str, ...], str] = {}
    for quoted, bare in _PART.findall(query):
        words = tuple(_WORD.findall(plain(quoted or bare)))
        if words:
            parts.setdefault(words, spaced(quoted or bare))
    if sum(map(len, parts)) > _MOST_WORDS:
        raise ArchiveError(f"a query has {_MOST_WORDS} words at most. Ask for those that matter.")
    return tuple(
        _Part(words, typed, spelling(words), marked_spelling(typed) if typed != plain(typed) else None)
        for words, typed in parts.items()
    )


def _within(
    *, issuer: str | None, type_: str | None, after: date | None, before: date | None, unit: str | None, relation: str | None
) -> Select[tuple[int]] | None:
    """The ids of the plans that all filters let through, answered out of indexes; `None` lets all through."""
    own = plans.alias("own")
    if after is not None and before is not None and after > before:
        raise ArchiveError(f"no day lies from {after} to {before}.")
    of_plan: list[ColumnElement[bool]] = []
    if issuer is not None:
        of_plan.append(names(own.c.issuer_key, None, issuer))
    if type_ is not None:
        of_plan.append(own.c.type.in_(_types(type_)))
    if after is not None:
        of_plan.append(own.c.issued >= after)
    if before is not None:
        of_plan.append(own.c.issued <= before)
    query: Select[tuple[int]] | None = select(own.c.id).where(*of_plan) if of_plan else None
    for column, condition in (
        *([(units.c.plan_id, names(units.c.name_key, units.c.unit, unit))] if unit is not None else []),
        *([(references.c.plan_id, references.c.relation == relation)] if relation is not None else []),
    ):
        one = select(column).where(condition)
        query = one if query is None else query.where(one.where(column == query.selected_columns[0]).exists())
    return query


def _types(given: str) -> list[str]:
    """The words for a type that a word or a code means, as letterheads have them: `ke hoach` and `KH` are `Kế hoạch`."""
    key, codes = plain(given), {row["type"]: plain(row["codes"]).split() for row in table("document_types")}
    found = (
        [word for word in codes if plain(word) == key]
        or [word for word, own in codes.items() if own[:1] == [key]]
        or [word for word, own in codes.items() if key in own]
    )
    if not found:
        raise ArchiveError(f"{given} is no type of document. Write a word or its code: “Kế hoạch”, KH.")
    folded = [fold(word) for word in found]
    return [word[:1].upper() + word[1:] for word in dict.fromkeys([*found, *folded])]


def _listed(engine: Engine, within: Select[tuple[int]] | None, limit: int) -> Iterator[Hit]:
    """Plans by their day of issue, the newest first and those without one last."""
    with engine.connect() as connection:
        query = select(plans.c.id).where(*Index(connection, within).among(plans.c.id))
        query = query.order_by(plans.c.issued.desc().nulls_last(), plans.c.id.desc()).limit(limit)
        ids = list(connection.execute(query).scalars())
    yield from _hits(engine, [(id_, 0.0) for id_ in ids], None)


def _found(engine: Engine, parts: tuple[_Part, ...], within: Select[tuple[int]] | None, limit: int) -> Iterator[Hit]:
    with engine.connect() as connection:
        scores = _candidates(Index(connection, within), parts, max(CANDIDATES, limit))
        best = sorted(scores, key=lambda id_: (-scores[id_], -id_))[: max(POOL, limit)]
        ranked = _ranked(connection, parts, {id_: scores[id_] for id_ in best})
    yield from _hits(engine, ranked[:limit], Finder(tuple((part.words, part.typed) for part in parts)))


def _candidates(index: Index, parts: tuple[_Part, ...], most: int) -> dict[int, float]:
    """Ids of plans with what decides which of them are looked at: below 1 what they weigh, above it which of the bounded sets they are in."""
    phrases = tuple(part.words for part in parts)
    every = tuple(word for phrase in phrases for word in phrase)
    single = Words(tuple((word,) for word in dict.fromkeys(every)))
    if index.fewer(most) and len(every) == len(parts):
        scores = index.weighed(single, most)
    else:
        found = index.matching(Words(phrases), most)
        scores = dict.fromkeys(found, 0.0)
        if found and len(found) < most:
            scores.update(index.weighed(single, most, found))
    if len(scores) < most:
        return {id_: weight / (1 + weight) for id_, weight in scores.items()}
    scores = dict.fromkeys(scores, 0.0)
    for id_ in index.matching(Words(phrases, head=True), most):
        scores[id_] = scores.get(id_, 0.0) + 2
    if len(parts) > 1 and len([1 for score in scores.values() if score]) < POOL:
        for id_ in index.matching(Words((every,)), most, NEWEST):
            scores[id_] = scores.get(id_, 0.0) + 1
    return scores


def _ranked(connection: Connection, parts: tuple[_Part, ...], scores: dict[int, float]) -> list[tuple[int, float]]:
    """The ids in the order of their scores: what they weigh and what their text shows."""
    best = list(scores)
    columns = [plans.c.id, plans.c.issued, func.substr(plans.c.text, 1, _READ).label("text"), *_HEAD]
    found: list[tuple[float, int, int]] = []
    for start in range(0, len(best), POOL):
        query = select(*columns).where(plans.c.id.in_(best[start : start + POOL]))
        for id_, issued, text, *head in connection.execute(query):
            score = _worth(parts, " ".join(one for one in head if one), text) + scores[id_] % 1
            found.append((-round(score, 3), -issued.toordinal() if issued else 0, -id_))
    return [(-id_, -score) for score, _, id_ in sorted(found)]


def _worth(parts: Sequence[_Part], head: str, text: str) -> float:
    """4 where the marks typed agree, 2 where the head has all words, 1 where they stand side by side, 1 where they do so in the head."""
    marked = [part for part in parts if part.marked]
    agreeing = sum(1 for part in marked if part.marked and (part.marked.search(head) or part.marked.search(text)))
    worth = 4.0 * agreeing / len(marked) if marked else 0.0
    worth += 2.0 * all(part.bare.search(head) for part in parts)
    whole = spelling(tuple(word for part in parts for word in part.words))
    beside = whole.search(head) is not None
    return worth + beside + (beside or whole.search(text) is not None)


def _hits(engine: Engine, ranked: Sequence[tuple[int, float]], finder: Finder | None) -> Iterator[Hit]:
    for start in range(0, len(ranked), _AT_ONCE):
        some = dict(ranked[start : start + _AT_ONCE])
        with engine.connect() as connection:
            rows = {row.id: row for row in connection.execute(select(plans).where(plans.c.id.in_(list(some))))}
        yield from (_hit(rows[id_], score, finder) for id_, score in some.items() if id_ in rows)


def _hit(row: Row[Any], score: float, finder: Finder | None) -> Hit:
    cut, spans = snippet(row.text, finder)
    return Hit(
        work=row.work, type=row.type, number=row.number, issued=row.issued, issuer=row.issuer, title=row.title,
        snippet=cut, spans=spans, score=score,
    )  # fmt: skip
