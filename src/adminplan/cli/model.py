"""`adminplan model`: build, verify and list learned models; gold and a pipeline for spaCy.

Reads `models/NAME/model.toml` and folders of gold. Writes what `learn` makes: models, a spaCy package, training data for other tools.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from types import ModuleType

from adminplan.cli.files import UsageError, say

_HOLDS, _MISMATCH = 0, 1
_EXAMPLES = """\
examples:
  adminplan model list
  adminplan model build models/lines --measure gold/
  adminplan model build models/sections --measure plans/
  adminplan model verify
  adminplan model package-spacy -o packages/
  adminplan model export-gold gold/ -o train/

exit status:
  0 done, every model holds; 1 a model does not hold (verify); 2 wrong usage, broken model or gold
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    form = argparse.RawDescriptionHelpFormatter
    top = commands.add_parser(
        "model",
        help="learned models, spaCy",
        description="Build and check learned models; hand gold and pipeline to spaCy.",
        epilog=_EXAMPLES,
        formatter_class=form,
    )
    parts = top.add_subparsers(title="what", metavar="WHAT", required=True)

    def part(name: str, about: str, description: str) -> argparse.ArgumentParser:
        return parts.add_parser(name, help=about, description=description, epilog=_EXAMPLES, formatter_class=form)

    one = part("build", "train a model", "Train the model that FOLDER/model.toml decides; write its weights, lock and card.")
    one.add_argument("folder", type=Path, metavar="FOLDER", help="the model's folder, as models/lines")
    _add_root(one)
    one.add_argument(
        "--measure",
        type=Path,
        nargs="+",
        default=[],
        metavar="GOLD",
        help="gold (for sections: plans) to measure on, never trained on",
    )
    one.set_defaults(command=_build)

    one = part("verify", "does it hold?", "Check hashes and floors, train again, and compare byte by byte.")
    one.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="models (default: all of models/)")
    _add_root(one)
    one.set_defaults(command=_verify)

    one = part("list", "which models are there", "List the models with their size and scores.")
    one.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="models (default: all of models/)")
    _add_root(one)
    one.set_defaults(command=_list)

    one = part("package-spacy", "a pipeline for spacy.load", "Write the Python package vi_adminplan, to be installed with pip.")
    one.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="folder in which vi_adminplan-VERSION is made"
    )
    one.set_defaults(command=_package)

    one = part("export-gold", "gold as DocBin and JSONL", "Write gold as gold.spacy (DocBin) and gold.jsonl (Prodigy's form).")
    one.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="a folder of documents with their NAME.gold.json")
    one.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder for both files")
    one.set_defaults(command=_export)


def _add_root(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="folder that models/ and the gold of model.toml stand in"
    )


def _folders(options: argparse.Namespace) -> list[Path]:
    found = options.folders or sorted(one.parent for one in (options.root / "models").glob("*/model.toml"))
    if not found:
        raise UsageError(f"{options.root / 'models'} holds no model. Name its folder, or --root.")
    return list(found)


def _maker(folder: Path) -> ModuleType:
    """What builds, verifies and tells the model of a folder: by the `kind` of its model.toml, where that is missing a model of lines."""
    from adminplan.errors import ModelMismatch
    from adminplan.learn import disk, model, section_files

    with disk.followed(folder) as plain:
        kind = plain.get("kind", "lines")
    if kind not in {"lines", "spans", "sections"}:
        raise ModelMismatch(folder.name, f"model.toml asks for the kind {kind!r}, and there are lines, spans and sections")
    return section_files if kind == "sections" else model


def _build(options: argparse.Namespace) -> int:
    from adminplan.errors import ModelMismatch
    from adminplan.evaluate.gold import NotGold

    try:
        _maker(options.folder).build(options.folder, options.root, options.measure)
    except (ModelMismatch, NotGold) as error:
        raise UsageError(str(error)) from None
    sys.stdout.write((options.folder / "CARD.md").read_text(encoding="utf-8"))
    return _HOLDS


def _verify(options: argparse.Namespace) -> int:
    from adminplan.errors import ModelMismatch
    from adminplan.evaluate.gold import NotGold

    status = _HOLDS
    for folder in _folders(options):
        try:
            told = _maker(folder).verify(folder, options.root)
            sys.stdout.write(f"{folder.name}: {told or 'holds'}\n")
        except ModelMismatch as error:
            say(f"adminplan: {error}")
            status = _MISMATCH
        except NotGold as error:
            raise UsageError(str(error)) from None
    return status


def _list(options: argparse.Namespace) -> int:
    from adminplan.errors import ModelMismatch

    try:
        sys.stdout.write("".join(_maker(folder).summary(folder) for folder in _folders(options)))
    except ModelMismatch as error:
        raise UsageError(str(error)) from None
    return _HOLDS


def _package(options: argparse.Namespace) -> int:
    from adminplan.learn.spacy_package import package

    sys.stdout.write(f"{package(_folder(options.output))}\n")
    return _HOLDS


def _export(options: argparse.Namespace) -> int:
    from adminplan.evaluate.gold import NotGold
    from adminplan.learn.spacy_gold import export

    try:
        made = export(options.gold, _folder(options.output))
    except NotGold as error:
        raise UsageError(str(error)) from None
    sys.stdout.write(f"documents: {made.documents}, spans: {made.spans}, quotes not found: {made.lost}\n")
    return _HOLDS


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be made a folder ({error.strerror})") from None
    return path
