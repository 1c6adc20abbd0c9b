"""The citations of an archive, kept resolved while plans arrive.

Reads `Plan`s. Writes the works and `Resolution`s that a graph is made of. Plans may come in any order and in any number of goes: only
the citations that ask for what the new plans answer are resolved again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from adminplan.passages.symbols import type_conflict
from adminplan.plan.plan import Letterhead, Plan, Reference
from adminplan.plangraph.key import Key, key_of_plan, same_date
from adminplan.plangraph.mentions import Citation, citations
from adminplan.plangraph.resolve import Entry, Resolution, resolve
from adminplan.plangraph.seat import same_seat


class Work(NamedTuple):
    """A known plan, as much of it as the graph needs."""

    id: str
    plan: str
    key: Key
    head: Letterhead
    file: str
    references: tuple[Reference, ...]
    citations: tuple[Citation, ...]


class GraphIssue(NamedTuple):
    """Something odd in what a work cites.

    `code`: `cites-itself`, `cites-later`, `two-dates` (one number of one body with two days) or `type-symbol-conflict`.
    """

    code: str
    work: str
    reference: str
    message: str


class Links:
    """Known works and what became of each of their citations; `add` says which citing works changed."""

    def __init__(self) -> None:
        self.works: dict[str, Work] = {}
        self.resolutions: dict[str, list[Resolution]] = {}  # by citing work, one for each of its citations
        self._answers: dict[str, set[str]] = {}  # what is asked for -> known works
        self._asking: dict[str, set[str]] = {}  # what is asked for -> citing works
        self._named: dict[str, set[str]] = {}  # id of a plan -> works that bear it

    def add(self, plans: Iterable[Plan]) -> frozenset[str]:
        """Takes plans in and gives the works whose citations were resolved, new ones among them.

        A plan that came before (same id, day and seat) stays as it was, unless the new file's name stands first in the alphabet.
        Plans of one id that contradict one another (a department's number in two provinces) are works of their own: `<id>~<place>`.
        """
        stale: set[str] = set()
        for plan in plans:
            stale |= self._take(plan)
        redo = {work for word in stale for work in self._asking.get(word, ()) if work in self.works}
        for work in redo:
            one = self.works[work]
            self.resolutions[work] = [resolve(said, work, self._known(said)) for said in one.citations]
        return frozenset(redo)

    def remove(self, plan_id: str) -> frozenset[str]:
        """Forgets every work that bears the id of a plan, and gives the works whose citations were resolved anew."""
        stale = {word for work in list(self._named.get(plan_id, ())) for word in self._drop(work)}
        redo = {work for word in stale for work in self._asking.get(word, ()) if work in self.works}
        for work in redo:
            one = self.works[work]
            self.resolutions[work] = [resolve(said, work, self._known(said)) for said in one.citations]
        return frozenset(redo)

    def _known(self, citation: Citation) -> Iterator[Entry]:
        for word in citation.key.asks:
            for work in self._answers.get(word, ()):
                yield Entry(work, self.works[work].key)
        if citation.document in self.works:
            yield Entry(citation.document, self.works[citation.document].key)

    def _take(self, plan: Plan) -> set[str]:
        """What is asked for and now has another answer, or is asked by another work."""
        said = citations(plan)
        key = said[0].citing if said else key_of_plan(plan)
        stale: set[str] = set()
        twins = [self.works[one] for one in self._named.get(plan.id, ())]
        name = plan.id
        for twin in twins:
            if same_seat(twin.key.seat, key.seat) is not False and same_date(twin.key.date, key.date) is not False:
                if twin.file <= plan.source.name:
                    return set()
                stale |= self._drop(twin.id)
                name = twin.id
                break
        else:
            if twins:
                name = _placed(plan.id, key)
                for twin in twins:
                    if twin.id == plan.id:
                        stale |= self._drop(twin.id)
                        stale |= self._put(twin._replace(id=_placed(plan.id, twin.key)))
        return stale | self._put(Work(name, plan.id, key, plan.letterhead, plan.source.name, plan.references, said))

    def _put(self, work: Work) -> set[str]:
        self.works[work.id] = work
        self._named.setdefault(work.plan, set()).add(work.id)
        asks = _asks(work)
        for word in asks:
            self._asking.setdefault(word, set()).add(work.id)
        answers = (*work.key.answers, f"d|{work.id}")
        for word in work.key.answers:
            self._answers.setdefault(word, set()).add(work.id)
        return {*answers, *asks}

    def _drop(self, name: str) -> set[str]:
        work = self.works.pop(name)
        self.resolutions.pop(name, None)
        self._named[work.plan].discard(name)
        for word in _asks(work):
            self._asking[word].discard(name)
        for word in work.key.answers:
            self._answers[word].discard(name)
        return {*work.key.answers, f"d|{name}"}

    def issues(self) -> tuple[GraphIssue, ...]:
        """What is odd in the citations, sorted."""
        return tuple(sorted(issue for work in self.works.values() for issue in self._odd(work)))

    def _odd(self, work: Work) -> Iterator[GraphIssue]:
        texts = {one.id: one for one in work.references}
        for one in work.references:
            code = type_conflict(one.type, one.number) if one.number else None
            if code:
                yield GraphIssue(
                    "type-symbol-conflict", work.id, one.id, f"calls {one.number} a {one.type}, but its symbol says {code}"
                )
        for said, found in zip(work.citations, self.resolutions[work.id], strict=True):
            first = said.mentions[0]
            name = " ".join(filter(None, (texts[first].type, texts[first].number or texts[first].title)))
            if found.work == work.id:
                yield GraphIssue("cites-itself", work.id, first, f"cites itself by its number: {name}")
                continue
            known = self.works.get(found.work)
            day = known.key.date if known else said.key.date
            if day and said.citing.date and day[: len(said.citing.date)] > said.citing.date[: len(day)]:
                yield GraphIssue("cites-later", work.id, first, f"cites {name} of {day}, later than itself ({said.citing.date})")
            days = set(said.other_dates) | {self.works[one].key.date for one, _ in found.candidates}
            days = {other for other in days if len(other) == len(said.key.date) == 10 and other != said.key.date}
            if days:
                yield GraphIssue(
                    "two-dates", work.id, first, f"{name} is of {said.key.date} here, of {', '.join(sorted(days))} elsewhere"
                )


def _asks(work: Work) -> set[str]:
    """What a work asks for: for itself too, so that one whose citations ask for nothing is looked at once."""
    told = {word for said in work.citations for word in (*said.key.asks, *([f"d|{said.document}"] if said.document else []))}
    return told | {f"d|{work.id}"}


def _placed(plan_id: str, key: Key) -> str:
    place = "-".join(filter(None, key.seat[1:])).replace(" ", "-") or "?"
    return f"{plan_id}~{place}~{key.date}"
