"""Training data of the model of sections, and how right it is on issuers that it has not seen.

Reads plans and invented headings. Writes `Section`s, `Weights`, and the chances from which each family of kinds is told.

What the rules say of a heading that they know is taken for the truth; then the heading is taken away, or replaced by one that they do
not know. Of each plan there are variations: its neighbours' headings known or not, its goals, its work or its duties left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from adminplan.data import fold
from adminplan.errors import AdminplanError
from adminplan.files.limits import DOCUMENTS
from adminplan.files.read import read
from adminplan.layout.text import Text
from adminplan.layout.tidy import tidy
from adminplan.learn.folds import FOLDS, folds
from adminplan.learn.linear import Example, train
from adminplan.outline.node import Node
from adminplan.outline.outline import read_outline
from adminplan.passages.section_clues import SAYS, clues, heading, heading_clues, inner_rows, kinds, rows
from adminplan.passages.section_model import FAMILIES, Weights, chances, likeliest

KINDS = tuple(sorted(set(SAYS.values())))
TOLD = ("goals", "idle", "organisation")  # families that change what is read; whatever else stands below a heading is work
_STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
_SHOWN = 2  # issuers in whose plans a clue must be met: what one alone writes tells nothing of others
_LEFT_OUT: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset({"purpose", "requirement", "objective", "idle"}),
    frozenset({"organisation"}),
    frozenset({"content"}),
)


class Setting(NamedTuple):
    """What decides a model: penalty and rounds; the precision to be reached where so large a share of what is asked is `work`."""

    l2: float = 3.0
    turns: int = 600
    precision: float = 0.9
    work: float = 0.75


class Section(NamedTuple):
    """A section: its issuer and plan, what it holds, its clues without a heading, its own heading (`None`: known to the rules)."""

    issuer: str
    plan: str
    kind: str
    clues: tuple[str, ...]
    own: str | None


class Answer(NamedTuple):
    """What the model says of a section: truth and answer as families, the answer's chance, whether its heading was replaced."""

    truth: str
    said: str
    chance: float
    reworded: bool


def sections(folders: Iterable[Path]) -> list[Section]:
    """The sections of all documents of folders that can be read and are no scans, by name; gold is not needed."""
    paths = sorted(path for folder in folders for path in folder.iterdir() if path.suffix in DOCUMENTS and path.suffix != ".json")
    return [made for path in paths for made in _of(path)]


def _of(path: Path) -> Iterator[Section]:
    try:
        outline = read_outline(tidy(read(path)))
    except (AdminplanError, OSError, UnicodeDecodeError):
        return
    issuer = fold(" ".join(filter(None, (outline.head.parent_issuer, outline.head.issuer))))
    if not outline.text.source.ocr:
        for kind, seen, own in seen_in(outline.text, outline.body):
            yield Section(issuer or path.stem, path.stem, kind, tuple(seen), own)


def seen_in(text: Text, body: Sequence[Node]) -> Iterator[tuple[str, list[str], str | None]]:
    """(kind, clues, own heading where the rules do not know it) of every section of a plan of which the kind is known."""
    for row in rows(text, body):
        known = kinds(text, row)
        yield from _row(text, row, known)
        for node, kind in zip(row, known, strict=True):
            for inner in inner_rows(text, node):
                told = kinds(text, inner)
                if kind == "content":
                    yield from _row(text, inner, told, truth=[one or "content" for one in told], whole=True)
                elif FAMILIES.get(str(kind)):
                    yield from _row(
                        text, inner, told, truth=[one if FAMILIES.get(str(one)) else None for one in told], whole=True
                    )


def _row(
    text: Text,
    row: Sequence[Node],
    told: Sequence[str | None],
    *,
    truth: Sequence[str | None] | None = None,
    whole: bool = False,
) -> Iterator[tuple[str, list[str], str | None]]:
    truth = truth or told
    met: set[tuple[int, ...]] = set()
    for out in _LEFT_OUT[:1] if whole else _LEFT_OUT:
        kept = tuple(index for index in range(len(row)) if told[index] not in out)
        if kept in met:
            continue
        met.add(kept)
        part, known = [row[index] for index in kept], [told[index] for index in kept]
        for at, index in enumerate(kept):
            kind = truth[index]
            if kind is not None:
                own = heading(text, row[index]) if told[index] is None else None
                for near in ([*known[:at], None, *known[at + 1 :]], [None] * len(known)):
                    yield kind, clues(text, part, near, at), own


def fit(
    found: Sequence[Section], headings: Mapping[str, Sequence[str]], setting: Setting, *, without: int | None = None
) -> Weights:
    """A model of these sections: each without a heading, and under invented ones (or its own); `without`: the part not to be used."""
    asked = [
        (one, [*one.clues, *words])
        for number, one in enumerate(found)
        for words in ([], _words(one, headings, number, without=without))
    ]
    shown: dict[str, set[str]] = {}
    for one, seen in asked:
        for clue in seen:
            shown.setdefault(clue, set()).add(one.issuer)
    return train(
        [Example([clue for clue in seen if len(shown[clue]) >= _SHOWN], one.kind, 0.5) for one, seen in asked],
        l2=setting.l2,
        turns=setting.turns,
    )


def _words(one: Section, headings: Mapping[str, Sequence[str]], number: int, *, without: int | None) -> list[str]:
    if one.own is not None:
        return heading_clues(one.own)
    usable = [name for index, name in enumerate(headings[one.kind]) if without is None or index % FOLDS != without]
    return heading_clues(usable[number % len(usable)])


def cross_validate(found: Sequence[Section], headings: Mapping[str, Sequence[str]], setting: Setting) -> list[Answer]:
    """What is said of the sections of each issuer by a model trained without them, and without the headings it is asked about."""
    made: list[Answer] = []
    for turn, known, unknown in folds(found):
        weights = fit(known, headings, setting, without=turn)
        made += answers(weights, unknown, headings, turn)
    return made


def answers(
    weights: Weights, found: Sequence[Section], headings: Mapping[str, Sequence[str]], part: int | None = None
) -> list[Answer]:
    """What a model says of sections without a heading, and under one of an invented `part` (or their own)."""
    made = []
    for number, one in enumerate(found):
        names = [name for index, name in enumerate(headings[one.kind]) if part is None or index % FOLDS == part]
        for reworded, words in ((False, []), (True, heading_clues(one.own or names[number % len(names)]))):
            said, chance = likeliest(chances(weights, [*one.clues, *words]))
            made.append(Answer(FAMILIES.get(one.kind, one.kind), said, chance, reworded))
    return made


def calibrate(said: Sequence[Answer], setting: Setting) -> dict[str, float]:
    """From which chance each family is told: the lowest at which the precision is reached, and above it too."""
    sure: dict[str, float] = {}
    for family in TOLD:
        for step in reversed(_STEPS):
            share = precision(said, family, step, setting.work)
            if share is None:
                continue
            if share < setting.precision:
                break
            sure[family] = step
    return sure


def precision(said: Sequence[Answer], family: str, step: float, work: float) -> float | None:
    """How often a family told from a chance on is right, were `work` of all sections asked about work; `None` where nothing is told.

    Smoothed by one right and one wrong answer more.
    """
    others = [one for one in said if one.truth != "content"]
    content = len(said) - len(others)
    weight = work / (1 - work) * len(others) / content if content and work < 1 else 1.0
    told = [one for one in said if one.said == family and one.chance >= step]
    if not told:
        return None
    right = sum(one.truth == family for one in told)
    wrong = sum(weight if one.truth == "content" else 1.0 for one in told if one.truth != family)
    return (right + 1) / (right + wrong + 2)


def table(said: Sequence[Answer], sure: Mapping[str, float], setting: Setting) -> str:
    """Precision and recall of each family, without a heading and under an unknown one, as a page in Markdown."""
    could = calibrate(said, setting)
    made = [
        "| family | heading | sections | told from | told | right | precision | share told |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for family in TOLD:
        for reworded, name in ((False, "none"), (True, "unknown words")):
            some = [one for one in said if one.reworded == reworded]
            step = sure.get(family, 2.0)
            told = [one for one in some if one.said == family and one.chance >= step]
            right = sum(one.truth == family for one in told)
            count = sum(one.truth == family for one in some)
            share = precision(some, family, step, setting.work)
            shown = f"{share:.3f}" if share is not None else "-"
            since = f"{step:.2f}" if family in sure else "never"
            made.append(
                f"| {family} | {name} | {count} | {since} | {len(told)} | {right} | {shown} | {right / count if count else 0:.2f} |"
            )
    reached = ", ".join(f"{family} from {could[family]:.2f}" for family in TOLD if family in could) or "nowhere"
    return "\n".join(made) + f"\n\nA precision of {setting.precision} is reached: {reached}.\n"
