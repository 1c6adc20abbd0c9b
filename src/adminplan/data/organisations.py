"""Organisations with their dates: which body a printed name means, who stands above it, who belongs to a collective.

Reads the tables of issuers and places beside it. Writes `Body` and `Members`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Body(NamedTuple):
    """One organisation at one place: `ldld@lai-chau/tam-duong` is Liên đoàn Lao động huyện Tam Đường."""

    id: str
    name: str
    kind: str
    level: str | None
    system: str | None
    place: str | None
    valid_from: date | None
    valid_to: date | None


class Members(NamedTuple):
    """The members of a collective; `closed` when the set is complete as computed, else they are what the table knows of it."""

    bodies: tuple[Body, ...]
    closed: bool


def body(name: str, *, home: Body | None = None, at: date | None = None) -> Body | None:
    """The body that a printed name means in a document of `home` at a date, or None when it cannot be told."""
    return None


def superior(one: Body, *, at: date | None = None) -> Body | None:
    """The next body above in its own line, or None."""
    return None


def below(one: Body, other: Body, *, at: date | None = None) -> bool:
    """Is `one` anywhere under `other`?"""
    return False


def members(name: str, *, of: Body, at: date | None = None) -> Members | None:
    """The members of a collective that a document of `of` names, or None when the words are no collective."""
    return None


def belongs(one: Body, name: str, *, of: Body, at: date | None = None) -> bool:
    """Is `one` among those that the words, a collective or a name, mean in a document of `of`?"""
    return False


def exists(one: Body, *, at: date) -> bool:
    """Does the body exist on that day?"""
    return (one.valid_from is None or one.valid_from <= at) and (one.valid_to is None or at <= one.valid_to)


def successors(one: Body, *, at: date) -> tuple[Body, ...]:
    """Who stands in the place of the body at that date: itself while it exists, nobody when it was dissolved."""
    return (one,) if exists(one, at=at) else ()
