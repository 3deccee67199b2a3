"""Issues as CSV in the layout of KTAB's spatial model of politics. docs/reference/bargain-files.md has every column.

A file may begin with KTAB's line about the scenario (title, description, number of actors, number of dimensions). Then
columns are taken by their place, as KTAB does, unless the heading names them all; without such a line, by name.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, NoReturn

from dragoman.cells import defused
from dragoman.errors import InputError
from dragoman.strategy.bargaining import MOST, Amount, Issue, Stake

BASES: Final = ("stated", "inferred", "analyst")
STRONGEST: Final = 1e8
MOST_ACTORS: Final = 500
_NAMED: Final = ("actor", "power", "position", "salience")
_HEAD: Final = ("Actor", "Description", "Power", "Position", "Salience")
_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_AMOUNT: Final = re.compile(rf"({_NUMBER})(?:\s*(?P<sign>±|\+/-|\+-|\.\.|-|–|to\b)\s*({_NUMBER}))?")
_PLUS_MINUS: Final = ("±", "+/-", "+-")
_WIDEST: Final = {"power": STRONGEST, "position": MOST, "salience": MOST}

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Scenario:
    title: str
    about: str
    actors: int
    dimensions: int
    line: int


def parse_issue(text: str, file: str, dimension: int | None = None) -> Issue:
    """Return the issue that a CSV text tells of; `file` is its name in complaints, and its title where it has none.

    `dimension` (from 1) chooses one where the file has several. Raises InputError, in one line with file, line, cause
    and remedy, for anything that does not fit.
    """
    rows = _rows(text, file)
    scenario = _scenario(rows, file)
    body = rows[1:] if scenario else rows
    if not body:
        _fail(file, rows[0][0] + 1, "there is no heading. Write: Actor,Description,Power,Position,Salience")
    columns, name = _columns(body[0], scenario, dimension, file)
    stakes: list[Stake] = []
    seen: dict[str, int] = {}
    for line, cells in body[1:]:
        stake = _stake(cells, columns, len(body[0][1]), file, line)
        if stake.actor in seen:
            _fail(
                file, line, f"there is an actor '{stake.actor}' already (line {seen[stake.actor]}). Give each one row"
            )
        seen[stake.actor] = line
        stakes.append(stake)
    _check(stakes, scenario, file, body[0][0])
    title, about = (scenario.title, scenario.about) if scenario else ("", "")
    return Issue(title or PurePath(file).stem, about, name, tuple(stakes))


def _fail(file: str, line: int, words: str) -> NoReturn:
    raise InputError(f"{file}:{line}: {words}")


def _rows(text: str, file: str) -> list[Row]:
    """The rows that hold anything, with their lines; KTAB ends rows with a comma, which makes no further cell."""
    reader = csv.reader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"), newline=""), strict=True)
    found: list[Row] = []
    line = 1
    try:
        for cells in reader:
            kept = [" ".join(cell.split()) for cell in cells]
            while kept and not kept[-1]:
                kept.pop()
            if kept:
                found.append((line, kept))
            line = reader.line_num + 1
    except csv.Error as error:
        _fail(file, line, f"this is no CSV ({error}). Close every quotation mark")
    if not found:
        _fail(
            file, 1, "the file is empty. Write a heading (Actor,Description,Power,Position,Salience) and a row an actor"
        )
    return found


def _scenario(rows: Sequence[Row], file: str) -> _Scenario | None:
    line, cells = rows[0]
    if cells[0].casefold() == "actor" or len(cells) != 4:
        if cells[0].casefold() != "actor" and not _named(cells):
            semicolons = cells[0].count(";") > 1
            remedy = (
                "Separate cells by commas" if semicolons else "Begin with: Actor,Description,Power,Position,Salience"
            )
            _fail(file, line, f"this is neither a heading nor KTAB's line about the scenario. {remedy}")
        return None
    if not all(re.fullmatch(r"\d{1,6}", cell) for cell in cells[2:]):
        _fail(file, line, "a scenario is told as: title,description,number of actors,number of dimensions")
    title, about, actors, dimensions = cells
    if not int(dimensions):
        _fail(file, line, "the scenario has no dimension. Write 1 as the fourth cell, or strike the line")
    return _Scenario(title, about, int(actors), int(dimensions), line)


def _named(head: Sequence[str]) -> bool:
    return {*_NAMED} <= {cell.casefold() for cell in head}


def _columns(heading: Row, scenario: _Scenario | None, dimension: int | None, file: str) -> tuple[dict[str, int], str]:
    """The place of each column that is read, and what the heading calls the positions."""
    line, head = heading
    folded = [cell.casefold() for cell in head]
    dimensions = scenario.dimensions if scenario else 1
    if dimension is None and dimensions > 1:
        _fail(file, line, f"the file has {dimensions} dimensions. Choose one with --dimension N")
    if not 1 <= (chosen := 1 if dimension is None else dimension) <= dimensions:
        _fail(file, line, f"there is no dimension {chosen}: the file has {dimensions}. Choose another with --dimension")
    if _named(head) and dimensions == 1:
        twice = next((cell for cell in folded if folded.count(cell) > 1), None)
        if twice:
            _fail(file, line, f"there are two columns '{twice}'. Strike one")
        wanted = (*_NAMED, "description", "basis")
        return {name: folded.index(name) for name in wanted if name in folded}, head[folded.index("position")]
    if scenario is None:
        lacking = [name.capitalize() for name in _NAMED if name not in folded]
        _fail(
            file, line,
            f"the heading lacks {', '.join(lacking)}. Name the columns so, or put KTAB's line about the scenario above",
        )  # fmt: skip
    needed = 3 + 2 * dimensions
    if len(head) < needed:
        _fail(
            file, line, f"the heading has {len(head)} columns, and {dimensions} dimensions need {needed}. Add the rest"
        )
    at = 1 + 2 * chosen
    return {"actor": 0, "description": 1, "power": 2, "position": at, "salience": at + 1}, head[at]


def _stake(cells: Sequence[str], columns: Mapping[str, int], wide: int, file: str, line: int) -> Stake:
    if len(cells) > wide:
        _fail(
            file, line, f"the row has {len(cells)} cells, the heading {wide}. Put text with a comma in quotation marks"
        )
    told = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    if not told["actor"]:
        _fail(file, line, "the row names no actor. Write one in the column Actor")
    basis = told.get("basis", "").casefold()
    if basis and basis not in BASES:
        _fail(file, line, f"the basis is '{basis}'. Write one of: {', '.join(BASES)}")
    power, position, salience = (_amount(told[name], name, file, line) for name in ("power", "position", "salience"))
    return Stake(told["actor"], told.get("description", ""), power, position, salience, basis)


def _amount(told: str, name: str, file: str, line: int) -> Amount:
    if not told:
        _fail(file, line, f"the {name} is missing. Write a number, or a range such as 40..60")
    found = _AMOUNT.fullmatch(told)
    if found is None:
        _fail(file, line, f"the {name} '{told}' is no number. Write it as 50, 50+-10 or 40..60, with a decimal point")
    first, second = float(found[1]), float(found[3]) if found[3] else None
    if second is None:
        amount = Amount(first, first, first)
    elif found["sign"] in _PLUS_MINUS:
        amount = Amount(first, first - second, first + second)
    else:
        amount = Amount((first + second) / 2, first, second)
    if amount.low > amount.high:
        _fail(file, line, f"the range of the {name} '{told}' ends before it begins. Write the lower end first")
    most = _WIDEST[name]
    if not (amount.low >= 0 and amount.high <= most) or not math.isfinite(amount.high - amount.low):
        reach = "" if second is None else " in part"
        _fail(file, line, f"the {name} '{told}' lies{reach} outside 0 to {most:,.0f}. Write what lies within")
    return amount


def _check(stakes: Sequence[Stake], scenario: _Scenario | None, file: str, heading: int) -> None:
    if not stakes:
        _fail(file, heading, "there is no row below the heading. Write one for each actor")
    if len(stakes) > MOST_ACTORS:
        _fail(file, heading, f"{len(stakes)} actors are too many: {MOST_ACTORS} are the most. Leave out the weakest")
    if scenario and scenario.actors != len(stakes):
        _fail(file, scenario.line, f"the scenario should have {scenario.actors} actors, and {len(stakes)} rows follow. "
              "Mend the number or the rows")  # fmt: skip
    if not any(s.power.value > 0 and s.salience.value > 0 for s in stakes):
        _fail(file, heading, "no actor has power and salience above 0, so nobody bargains. Give at least one")


def ktab_text(issue: Issue) -> str:
    """Return an issue as KTAB reads it: the line about the scenario, and numbers without their ranges.

    KTAB takes a comma for the end of a cell, so those in names and descriptions become semicolons. No cell is taken for
    a formula by a spreadsheet.
    """
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow([_plain(issue.title), _plain(issue.about), len(issue.stakes), 1])
    written.writerow([*_HEAD[:3], _plain(issue.dimension), _HEAD[4]])
    for s in issue.stakes:
        numbers = [repr(a.value).removesuffix(".0") for a in (s.power, s.position, s.salience)]
        written.writerow([_plain(s.actor), _plain(s.about), *numbers])
    return out.getvalue()


def _plain(text: str) -> str:
    return str(defused(text.replace(",", ";").replace('"', "'")))
