"""The works that one plan cites, each gathered from its mentions: what one mention leaves out another may say.

Reads a `Plan`. Writes `Citation`s. Nothing outside the plan is asked: the same plan always gives the same citations, so that an
archive can keep them and resolve them again when new plans arrive.
"""

from __future__ import annotations

from typing import NamedTuple

from adminplan.data import plain
from adminplan.plan.plan import Plan, Reference
from adminplan.plangraph.key import Key, key_of_plan, key_of_reference, outlived, same_body, same_date, same_title, slipped
from adminplan.plangraph.seat import NOWHERE, Seat, complete, home_of, level_of_symbol, same_seat


class Citation(NamedTuple):
    """One work as one plan tells it.

    Attributes:
        mentions: ids of the references that name it, in order; the first names the citation. antecedent: those of them that say too little by
            themselves ("Chỉ thị 44", "Quyết định nêu trên") and were read by what stands before them.
        key: what all of them say together, the seat completed from the home of the plan. told: whether the issuer is told at all;
            printed: whether the issuer's own place is printed, not only completed.
        document: the id that the plan itself gives to the work, or `None`.
        citing: the plan's own key (its seat is the home).
        other_dates: days that other citations in the plan give to what may be the same number of the same body.
    """

    mentions: tuple[str, ...]
    antecedent: frozenset[str]
    key: Key
    told: bool
    printed: bool
    document: str | None
    citing: Key
    other_dates: tuple[str, ...] = ()


class _Cluster:
    """Mentions of one work while they are gathered."""

    __slots__ = ("alias", "antecedent", "document", "first", "key", "mentions", "nested")

    def __init__(self, key: Key, first: int) -> None:
        self.key, self.first = key, first
        self.mentions: list[tuple[int, str]] = []
        self.antecedent: set[str] = set()
        self.alias: set[str] = set()
        self.document: str | None = None
        self.nested = True

    def take(self, position: int, one: Reference, key: Key) -> None:
        seat = self.key.seat if any(self.key.seat) else key.seat
        if seat.level == key.seat.level and sum(map(bool, key.seat)) > sum(map(bool, seat)):
            seat = key.seat
        self.key = self.key._replace(
            number=self.key.number or key.number, symbol=self.key.symbol or key.symbol, seat=seat,
            body=self.key.body or key.body, date=max(self.key.date, key.date, key=len), name=max(self.key.name, key.name, key=len) if not key.number else self.key.name or key.name,
        )  # fmt: skip
        self.first = min(self.first, position)
        self.mentions.append((position, one.id))
        self.document = self.document or one.document
        self.nested = self.nested and one.nested_in is not None
        if one.alias:
            self.alias.add(plain(one.alias))


def citations(plan: Plan) -> tuple[Citation, ...]:
    """What a plan cites, by first mention. Mentions of the plan itself as such ("Kế hoạch này") are none; those by its own number are."""
    home = home_of(plan)
    citing = key_of_plan(plan, home)
    rows = [(position, one, key_of_reference(one)) for position, one in enumerate(plan.references) if one.form != "self"]
    clusters: list[_Cluster] = []
    for position, one, key in sorted(rows, key=lambda row: (-_told(row[2]), row[0])):
        if not (key.number and key.symbol):
            continue
        fitting = [cluster for cluster in clusters if _fits(cluster.key, key, home)]
        _into(clusters, fitting, position, one, key)
    for position, one, key in rows:  # names, and numbers without a symbol
        if (key.number and key.symbol) or not (key.number or key.name):
            continue
        fitting = [cluster for cluster in clusters if _named(cluster, one, key)]
        before = [cluster for cluster in fitting if cluster.first < position and cluster.key.symbol]
        if len(before) > 1 and key.number:  # two of one number: the one named last
            fitting = [max(before, key=lambda cluster: max(at for at, _ in cluster.mentions if at < position))]
        if len(fitting) == 1 and fitting[0].key.symbol and not key.symbol:
            fitting[0].antecedent.add(one.id)
        _into(clusters, fitting, position, one, key)
    for position, one, key in rows:  # "Quyết định nêu trên"
        if key.number or key.name:
            continue
        if one.document:
            _into(clusters, [cluster for cluster in clusters if cluster.document == one.document], position, one, key)
            continue
        before = [cluster for cluster in clusters if cluster.first < position and cluster.key.type == key.type]
        before = [cluster for cluster in before if not cluster.nested] or before
        if len(before) == 1:
            before[0].antecedent.add(one.id)
            before[0].take(position, one, key)
    return tuple(_citation(cluster, clusters, citing, home) for cluster in sorted(clusters, key=lambda cluster: cluster.first))


def _into(clusters: list[_Cluster], fitting: list[_Cluster], position: int, one: Reference, key: Key) -> None:
    """Adds a mention to the one cluster that fits it; where none does, or several do, it is a work of its own."""
    if len(fitting) != 1:
        fitting = [_Cluster(key, position)]
        clusters.append(fitting[0])
    fitting[0].take(position, one, key)


def _told(key: Key) -> int:
    return len(key.date) * 4 + sum(map(bool, key.seat)) * 2 + bool(key.name)


def _fits(known: Key, key: Key, home: Seat) -> bool:
    """The same number and symbol, and nothing that both say differs."""
    return (
        (known.number, known.symbol) == (key.number, key.symbol)
        and same_date(known.date, key.date) is not False
        and not (outlived(key, known.date) or outlived(known, key.date))
        and same_seat(complete(known.seat, home), complete(key.seat, home)) is not False
    )


def _named(cluster: _Cluster, one: Reference, key: Key) -> bool:
    """Whether a short form or a name means the work of a cluster: "Chỉ thị 44" after "Chỉ thị số 44-CT/TW (sau đây gọi là Chỉ thị 44)"."""
    known = cluster.key
    if plain(" ".join(filter(None, (one.type, one.number or one.title)))) in cluster.alias:
        return True
    if known.type != key.type or same_date(known.date, key.date) is False:
        return False
    if known.body and key.body and not same_body(known.body, key.body):
        return False
    if key.number:
        return known.number == key.number
    return not known.number and (known.name == key.name or same_title(known.name, key.name))


def _citation(cluster: _Cluster, clusters: list[_Cluster], citing: Key, home: Seat) -> Citation:
    key = cluster.key
    seat = key.seat if key.seat.level else key.seat._replace(level=level_of_symbol(key.symbol))
    told = bool(seat.level)
    printed = bool(seat.own)
    seat = complete(seat, home) if told else seat
    others = [
        one.key.date
        for one in clusters
        if one is not cluster and (one.key.number, one.key.symbol) == (key.number, key.symbol) and slipped(one.key.date, key.date)
    ]
    mentions = tuple(name for _, name in sorted(cluster.mentions))
    return Citation(
        mentions, frozenset(cluster.antecedent), key._replace(seat=seat if told else NOWHERE), told, printed, cluster.document, citing,
        tuple(sorted(set(others))),
    )  # fmt: skip
