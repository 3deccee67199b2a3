"""What the commands that can draw share: the option --chart, and the steps from their findings to a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dragoman.commands.options import write_whole
from dragoman.model import Claim

if TYPE_CHECKING:
    import altair

    from dragoman.casebook.snapshot import Snapshot
    from dragoman.commands.console import Console
    from dragoman.show.charts import Basis
    from dragoman.show.names import Names

    Make = Callable[[Mapping[str, str], Basis], altair.VConcatChart]

# Named here too, since to load Altair takes a while; a test compares.
ENDINGS: Final = (".png", ".svg", ".json", ".html")


def add_chart(parser: argparse.ArgumentParser) -> None:
    """Add --chart."""
    about = "draw it too: .png, .svg, .json (Vega-Lite) or .html, by the ending"
    parser.add_argument("--chart", metavar="FILE", type=_file, help=about)


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(f"'{text}' ends in none of {', '.join(ENDINGS)}")
    return path


def save(
    args: argparse.Namespace, console: Console, view: Snapshot, claims: Sequence[Claim], names: Names, make: Make
) -> None:
    """Write the chart that --chart asks for, if it does; `claims` are those that it rests on.

    `make` gets the names of all actors and sides by id, and the basis. Raises InputError where there is nothing to
    draw, and CasebookError where the file cannot be written.
    """
    if args.chart is None:
        return
    from dragoman.show.charts import Basis  # noqa: PLC0415 - loads Altair
    from dragoman.show.charts.saving import rendered  # noqa: PLC0415

    ids = _ids(claims)
    called = {one: names.actor(one, told or names.side(one)) for one, told in ids.items()}
    chart = make(called, Basis.of(claims, {document.id: document for document in view.documents()}))
    made = rendered(chart, args.chart.suffix)
    write_whole(args.chart, lambda file: file.write(made), "--chart")
    console.say(f"{args.chart}: drawn.")


def behind(claims: Iterable[Claim], ids: Iterable[str]) -> list[Claim]:
    """Return the claims with these ids."""
    wanted = set(ids)
    return [claim for claim in claims if claim.id in wanted]


def _ids(claims: Iterable[Claim]) -> dict[str, str]:
    """Ids of actors and sides, with what the texts call actors."""
    found: dict[str, str] = {}
    for claim in claims:
        found.setdefault(claim.source, claim.source_name)
        found.setdefault(claim.target, claim.target_name)
    for claim in claims:
        for root in (claim.source_root, claim.target_root):
            found[root] = ""
    return found
