"""Which known work a citation means: one, several that may be meant, or none.

Reads a `Citation` and the works that an index holds under its `asks`. Writes a `Resolution`. The index may be a dictionary in memory
or a table: `resolve` is given what it holds and asks for nothing else, so that after new plans arrived only the citations
that ask for what they answer are resolved again, and the result is that of a run from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from adminplan.plangraph.key import Key, outlived, same_body, same_date, same_title, slipped
from adminplan.plangraph.mentions import Citation
from adminplan.plangraph.seat import REFORM, level_of_symbol, merged_in, on_line, same_seat


class Entry(NamedTuple):
    """A known work, as an index keeps it under each of `key.answers`."""

    id: str
    key: Key


class Resolution(NamedTuple):
    """What became of a citation.

    Attributes:
        state: `linked` (`work` is the known one), `ambiguous` (`work` is a node of its own, with `candidates`) or `cited` (no known work can
            be meant; two plans that say enough of one document get the same `work`).
        resolved_by: `the plan itself`, `full key`, `number and day`, `number, year and issuer`, `number and year`, `number and issuer`, `title`, or `nothing`.
        candidates: (id, score) of the known works that may be meant, the best first, `MOST` at most. A score is a sum of weights for what agrees (`WEIGHTS`), at most 1: an order, no probability.
    """

    work: str
    state: str
    resolved_by: str
    candidates: tuple[tuple[str, float], ...] = ()


# What each agreement adds to a candidate's score.
WEIGHTS = {"symbol": 0.3, "number": 0.1, "day": 0.35, "year": 0.15, "issuer": 0.2, "context": 0.1, "title": 0.15}

MOST = 20  # a number without day, place and year may mean hundreds of works: nobody looks through them

_OTHER, _UNKNOWN, _LINE, _CONTEXT, _STATED = range(5)  # how far a candidate's seat agrees with what the citation tells


class _Match(NamedTuple):
    """One candidate beside one citation: how far they agree."""

    id: str
    date: str  # "day", "year", "" (one side silent), "slip"
    seat: int
    title: bool
    slip: bool  # the symbol agrees only without its signs
    later: bool

    def score(self, *, numbered: bool, symbol: bool) -> float:
        told = [
            *(["number"] if numbered else []), *(["symbol"] if symbol and not self.slip else []), *(["title"] if self.title else []),
            *([self.date] if self.date in {"day", "year"} else []), *({_STATED: ["issuer"], _CONTEXT: ["context"], _LINE: ["context"]}.get(self.seat, [])),
        ]  # fmt: skip
        return round(min(1.0, sum(WEIGHTS[one] for one in told)), 2)


def resolve(citation: Citation, citing_id: str, known: Iterable[Entry]) -> Resolution:
    """What a citation by the plan `citing_id` means among the works that an index holds under `citation.key.asks`."""
    entries = {one.id: one.key for one in known}
    if citation.document in entries:
        return Resolution(citation.document, "linked", "the plan itself")
    found = sorted(match for name, key in entries.items() if (match := _match(citation, name, key)))
    firm = [(how, match) for match in found if (how := _firm(citation, match, entries[match.id], own=match.id == citing_id))]
    left = _strongest([match for _, match in firm])
    if (
        len(left) == 1
        and not left[0].date
        and not left[0].title
        and sum(match.seat >= _CONTEXT and not match.slip for match in found) > 1
    ):
        left = []  # a number without its year, and the body has it in several years
    if len(left) == 1:
        how = next(how for how, match in firm if match is left[0])
        return Resolution(left[0].id, "linked", how)
    key = citation.key
    scored = [(match.id, match.score(numbered=bool(key.number), symbol=bool(key.symbol))) for match in found]
    scored = sorted(scored, key=lambda row: (-row[1], row[0]))[:MOST]
    return Resolution(_node(citation, citing_id, own=bool(scored)), "ambiguous" if scored else "cited", "nothing", tuple(scored))


def _match(citation: Citation, name: str, key: Key) -> _Match | None:
    """How a known work agrees with a citation; `None` where it cannot be meant."""
    said, home = citation.key, citation.citing.seat
    slip = bool(said.symbol) and said.symbol != key.symbol
    day = same_date(said.date, key.date)
    if day is False and (slip or not slipped(said.date, key.date)):
        return None
    date = "slip" if day is False else "day" if day and len(said.date) == len(key.date) == 10 else "year" if day else ""
    if citation.told:
        same = same_seat(said.seat, key.seat)
        seat = _OTHER if same is False else (_STATED if citation.printed else _CONTEXT) if same else _UNKNOWN
        if seat == _UNKNOWN and said.seat.own and said.seat.own == key.seat.own:  # Châu Thành: the one of the own province first
            seat = _CONTEXT if home.province and home.province == key.seat.province and said.seat.level == "district" else _LINE
        if seat == _OTHER and not citation.printed and _merged(citation, key):
            seat = _CONTEXT if date == "day" else _UNKNOWN
    else:
        line = on_line(key.seat, home, issued=key.date, today=citation.citing.date)
        seat = _OTHER if line is False else _LINE if line else _UNKNOWN
    if date == "slip" and seat < _CONTEXT:
        return None
    if seat == _OTHER and not (date == "day" and (not citation.told or _merged(citation, key))):
        return None  # what another body issued is no candidate, save where only the place may be told wrongly
    if slip and not (date == "day" and seat >= _LINE):
        return None
    title = same_title(said.name, key.name)
    match = _Match(name, date, seat, title, slip, bool(key.date and citation.citing.date and key.date > citation.citing.date))
    if not said.date and outlived(said, key.date):
        return None
    if match.later and date != "day" and not said.year:
        return None  # a document of a year not told is not one of the future
    if not said.symbol and not (date == "day" or title or (date == "year" and seat >= _CONTEXT)):
        return None  # "Kế hoạch số 05": a number and nothing else
    return match


def _merged(citation: Citation, key: Key) -> bool:
    """Whether what is told ("UBND tỉnh", or the name of a merged province) may be the body of a province that was merged in it in 2025."""
    said, seat = citation.key.seat, key.seat
    if said.level != "province" or seat.level != "province" or not key.date < REFORM <= citation.citing.date:
        return False
    return said.province != seat.province and seat.province in merged_in(said.province)


def _firm(citation: Citation, match: _Match, key: Key, *, own: bool) -> str:
    """Which rule lets a candidate be linked, "" where none does."""
    said = citation.key
    if match.slip or match.date == "slip" or match.seat == _OTHER:
        return ""
    if not said.number:
        sure = match.seat >= _LINE and (same_body(said.body, key.body) if said.body else match.date in {"day", "year"})
        return "title" if sure and not match.later else ""
    only = level_of_symbol(said.symbol) in {key.seat.level, "central"}  # the symbol tells the body, where it is on the line
    told = match.seat >= _CONTEXT or (match.seat == _LINE and only)
    if not said.symbol:
        return "full key" if match.date == "day" and told else "title" if match.title and match.seat >= _LINE else ""
    if match.date == "day":
        return "full key" if match.seat >= _CONTEXT else "number and day" if match.seat >= _LINE or match.title or own else ""
    if match.title and match.seat >= _LINE:
        return "number and title"
    if match.date == "year" and told:
        return "number, year and issuer" if match.seat >= _CONTEXT else "number and year"
    if not said.date and told and not said.name and citation.citing.year == key.year != "":
        return "number and issuer"  # a number without its year is one of this year
    return ""


def _strongest(firm: list[_Match]) -> list[_Match]:
    """Those left when each kind of evidence, in its order, is asked for what only some have."""
    firm = [one for one in firm if one.date == "day"] or firm
    firm = [one for one in firm if one.seat >= _CONTEXT] or firm
    if len(firm) > 1:
        firm = [one for one in firm if one.title] or firm
    return firm


def _node(citation: Citation, citing_id: str, *, own: bool) -> str:
    """The id of a work that is not known: equal for two plans where both say enough of it. `own`: candidates make it the plan's own."""
    key = citation.key
    if not citation.told and key.symbol:  # whose number it is must be one of the plan's own line
        key = key._replace(seat=citation.citing.seat._replace(level="", district="", commune="", unit=""))
    parts = (None if own else key.identity()) or (citing_id, key.type, key.number, key.symbol, key.date, *key.seat, key.name)
    return f"cited:{sha256('|'.join(parts).encode()).hexdigest()[:10]}"
