"""Conflict models as YAML files. docs/reference/model-files.md has every entry; each complaint names its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dragoman.errors import InputError
from dragoman.strategy.conflict import BASES, Basis, ConflictModel, Option, Preference, Quote, Rule, Side, Strategy
from dragoman.strategy.expressions import NAME, Expression, parse, reserved
from dragoman.strategy.game import MOST_OPTIONS
from dragoman.strategy.orders import MOST_STATEMENTS, Order
from dragoman.strategy.yaml_nodes import Place, read_yaml

_ONE_WAY: Final = {"taken": 1, "given_up": -1}
_REST: Final = "*"
_SOURCE: Final = ("document", "quote", "condition")


def parse_model(text: str, file: str) -> ConflictModel:
    """Return the model that a YAML text describes; `file` is its name in complaints.

    Raises InputError, in one line with file, line, cause and remedy, for anything that does not fit. Whether quotes
    stand in their documents is told by `quotes.missing`.
    """
    top = read_yaml(text, file)
    further = ("focal", "documents", "infeasible", "strategies", "status_quo", "note", "unplaced")
    fields = top.fields("a model", ("title", "actors"), further)
    documents = _documents(fields)
    actors = fields["actors"].items("actors")
    if not actors:
        fields["actors"].fail("a model needs actors. Give one at least, with `name`, `options` and `preferences`")
    parts = [_parts(actor) for actor in actors]
    options = [_options(part) for part in parts]
    names = _option_names(parts, options)
    sides = tuple(
        Side(_side_name(part, parts), own, preferences, _order(part, preferences))
        for part, own in zip(parts, options, strict=True)
        for preferences in [_preferences(part, names)]
    )
    if not names:
        fields["actors"].fail("no actor has an option. Say under `options` what an actor can do or leave")
    model = ConflictModel(
        fields["title"].text("title"),
        sides,
        _rules(fields, names),
        _strategies(fields, names),
        _focal(fields, sides),
        _status_quo(fields, names),
        documents,
    )
    return _played(model, fields)


def _documents(fields: Mapping[str, Place]) -> tuple[tuple[str, str], ...]:
    if "documents" not in fields:
        return ()
    return tuple((name, place.text(name)) for name, place in fields["documents"].entries("`documents`"))


def _parts(actor: Place) -> dict[str, Place]:
    return actor.fields("an actor", ("name",), ("side", "options", "preferences", "order", "note"))


def _side_name(part: Mapping[str, Place], parts: list[dict[str, Place]]) -> str:
    name = part["name"].text("name")
    if next(other for other in parts if other["name"].text("name") == name) is not part:
        part["name"].fail(f"there is an actor '{name}' already. Give each a name of its own")
    return name


def _options(part: Mapping[str, Place]) -> tuple[Option, ...]:
    found = []
    for place in part["options"].items("options") if "options" in part else []:
        if place.is_text():
            found.append(Option(_option_name(place), place.text("option")))
            continue
        fields = place.fields("an option", ("name",), ("words", "one_way", *_SOURCE, "note"))
        name = _option_name(fields["name"])
        words = fields["words"].text("words") if "words" in fields else name.replace("_", " ")
        way = 0
        if "one_way" in fields:
            told = fields["one_way"].text("one_way")
            if told not in _ONE_WAY:
                fields["one_way"].fail(f"`one_way` is '{told}'. Write taken (it cannot be undone) or given_up")
            way = _ONE_WAY[told]
        found.append(Option(name, words, way, _quote(fields)))
    return tuple(found)


def _option_name(place: Place) -> str:
    name = place.text("name")
    if not NAME.fullmatch(name) or reserved(name):
        place.fail(f"'{name}' cannot name an option. Use letters, digits and _, and none of and, or, not, implies, iff")
    return name


def _option_names(parts: list[dict[str, Place]], options: list[tuple[Option, ...]]) -> tuple[str, ...]:
    seen: set[str] = set()
    for part, own in zip(parts, options, strict=True):
        for place, option in zip(part["options"].items("options") if own else [], own, strict=True):
            if option.name in seen:
                place.fail(f"there is an option '{option.name}' already. Give each a name of its own")
            seen.add(option.name)
    names = tuple(option.name for own in options for option in own)
    if len(names) > MOST_OPTIONS:
        part = next(part for part, own in zip(reversed(parts), reversed(options), strict=True) if own)
        part["options"].fail(
            f"the model has {len(names)} options, and {MOST_OPTIONS} are the most, since every combination is gone "
            f"through. Merge or strike some"
        )
    return names


def _preferences(part: Mapping[str, Place], names: tuple[str, ...]) -> tuple[Preference, ...]:
    found: list[Preference] = []
    places = part["preferences"].items("preferences") if "preferences" in part else []
    if len(places) > MOST_STATEMENTS:
        places[-1].fail(f"{len(places)} preferences of one actor are too many: {MOST_STATEMENTS} are the most")
    for number, place in enumerate(places, 1):
        fields = place.fields("a preference", ("statement", "basis"), ("name", "words", *_SOURCE, "note"))
        name = fields["name"].text("name") if "name" in fields else str(number)
        if any(one.name == name for one in found):
            place.fail(f"this actor has a preference '{name}' already. Give each a name of its own")
        if name == _REST or ">" in name or "," in name:
            place.fail(f"'{name}' cannot name a preference: * > and , mean something in `order`")
        expression = _expression(fields["statement"], "statement", names)
        words = fields["words"].text("words") if "words" in fields else fields["statement"].text("statement")
        quote = _quote(fields)
        basis = _basis(fields["basis"])
        if basis != "analyst" and quote is None:
            place.fail(
                f"a preference with the basis {basis} needs `document` and `quote`. Without, its basis is analyst"
            )
        found.append(Preference(name, words, expression, basis, quote))
    return tuple(found)


def _basis(place: Place) -> Basis:
    told = place.text("basis")
    found = next((basis for basis in BASES if basis == told), None)
    return found or place.fail(f"`basis` is '{told}'. It can be: {', '.join(BASES)}")


def _quote(fields: Mapping[str, Place]) -> Quote | None:
    if "quote" not in fields and "document" not in fields:
        return None
    for one, other in (("quote", "document"), ("document", "quote")):
        if one not in fields:
            fields[other].fail(f"a `{other}` needs a `{one}`: both or neither")
    return Quote(fields["document"].text("document"), fields["quote"].text("quote"), fields["quote"].line)


def _expression(place: Place, what: str, names: tuple[str, ...]) -> Expression:
    text = place.text(what)
    try:
        found = parse(text)
    except InputError as error:
        place.fail(str(error))
    for name in found.options():
        if name not in names:
            place.fail(f"there is no option '{name}'. The options are: {', '.join(names) or 'none'}")
    return found


def _rules(fields: Mapping[str, Place], names: tuple[str, ...]) -> tuple[Rule, ...]:
    found = []
    for place in fields["infeasible"].items("infeasible") if "infeasible" in fields else []:
        entry = place.fields("an infeasible combination", ("when", "why"))
        found.append(Rule(_expression(entry["when"], "when", names), entry["why"].text("why")))
    return tuple(found)


def _strategies(fields: Mapping[str, Place], names: tuple[str, ...]) -> tuple[Strategy, ...]:
    found: list[Strategy] = []
    for place in fields["strategies"].items("strategies") if "strategies" in fields else []:
        entry = place.fields("a strategy", ("name", "when"))
        name = entry["name"].text("name")
        if any(one.name == name for one in found):
            place.fail(f"there is a strategy '{name}' already. Give each a name of its own")
        found.append(Strategy(name, _expression(entry["when"], "when", names)))
    return tuple(found)


def _focal(fields: Mapping[str, Place], sides: tuple[Side, ...]) -> str:
    if "focal" not in fields:
        return sides[0].name
    name = fields["focal"].text("focal")
    if all(side.name != name for side in sides):
        fields["focal"].fail(f"there is no actor '{name}'. The actors are: {', '.join(side.name for side in sides)}")
    return name


def _status_quo(fields: Mapping[str, Place], names: tuple[str, ...]) -> tuple[str, ...] | None:
    if "status_quo" not in fields:
        return None
    found = []
    for place in fields["status_quo"].items("status_quo"):
        name = place.text("option")
        if name not in names:
            place.fail(f"there is no option '{name}'. The options are: {', '.join(names)}")
        found.append(name)
    return tuple(found)


def _order(part: Mapping[str, Place], preferences: tuple[Preference, ...]) -> Order:
    """The order as told: `unknown` (also where nothing is), `listed`, or a list of chains such as "a, b > c > *"."""
    count = len(preferences)
    if "order" not in part:
        return Order(count)
    place = part["order"]
    if place.is_text() and place.text("order") in {"unknown", "listed"}:
        return Order(count) if place.text("order") == "unknown" else Order.as_listed(count)
    chains = [place] if place.is_text() else place.items("order")
    names = [preference.name for preference in preferences]
    pairs: set[tuple[int, int]] = set()
    for chain in chains:
        pairs |= _chain(chain, names)
        wrong = Order(count, frozenset(pairs)).contradiction()
        if wrong:
            told = ", ".join(names[one] for one in wrong)
            chain.fail(f"with this line the order contradicts itself: {told} come before one another. Strike one `>`")
    return Order(count, frozenset(pairs))


def _chain(place: Place, names: list[str]) -> set[tuple[int, int]]:
    steps = [[word.strip() for word in step.split(",")] for step in place.text("order").split(">")]
    named = {word for step in steps for word in step}
    for word in sorted(named - {_REST}):
        if word not in names:
            place.fail(f"there is no preference '{word}' in `order`. The preferences are: {', '.join(names) or 'none'}")
    if len(steps) == 1:
        place.fail("an order needs a `>`, the more important before it; or write unknown or listed")
    rest = [name for name in names if name not in named]
    meant = [[one for word in step for one in (rest if word == _REST else [word])] for step in steps]
    return {
        (names.index(one), names.index(other))
        for place_of, step in enumerate(meant)
        for later in meant[place_of + 1 :]
        for one in step
        for other in later
    }


def _played(model: ConflictModel, fields: Mapping[str, Place]) -> ConflictModel:
    """Return the model if it can be played. Raises InputError where nothing or not even today's state is feasible."""
    where = fields.get("infeasible", fields["actors"])
    try:
        game = model.game()
    except InputError as error:
        where.fail(f"{error}. Strike one of them")
    start = model.start()
    if start is not None and not game.feasible[start]:
        fields["status_quo"].fail("what holds today is ruled out by `infeasible`. Change one of the two")
    return model
