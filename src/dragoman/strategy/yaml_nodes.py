"""YAML read so that every complaint names the line: mappings whose keys are known, lists and texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NoReturn

import yaml

from dragoman.errors import InputError

_MOST_CHARACTERS: Final = 2_000_000


class Place:
    """A node of a YAML file, with the file's name."""

    def __init__(self, node: yaml.Node, file: str) -> None:
        self._node = node
        self._file = file

    @property
    def line(self) -> int:
        """The line on which it begins, from 1."""
        return int(self._node.start_mark.line) + 1

    def fail(self, cause: str) -> NoReturn:
        """Raise InputError that names file, line and cause."""
        raise InputError(f"{self._file}:{self.line}: {cause}")

    def text(self, what: str) -> str:
        """Return it as text that is not empty. Raises InputError where it is a list, a mapping or empty."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.fail(f"`{what}` must be text, not {_kind(self._node)}")
        found = str(self._node.value).strip()
        if not found or self._node.tag == "tag:yaml.org,2002:null":
            self.fail(f"`{what}` is empty. Fill it in, or strike the line")
        return found

    def is_text(self) -> bool:
        """Tell whether it is text and not a list or a mapping."""
        return isinstance(self._node, yaml.ScalarNode)

    def items(self, what: str) -> list[Place]:
        """Return the items of a list; an empty value is an empty list. Raises InputError where it is no list."""
        if isinstance(self._node, yaml.ScalarNode) and not self._node.value:
            return []
        if not isinstance(self._node, yaml.SequenceNode):
            self.fail(f"`{what}` must be a list, each entry after a dash, not {_kind(self._node)}")
        return [Place(node, self._file) for node in self._node.value]

    def entries(self, what: str) -> Iterator[tuple[str, Place]]:
        """Yield the keys and values of a mapping. Raises InputError where it is none or a key comes twice."""
        if not isinstance(self._node, yaml.MappingNode):
            self.fail(f"{what} must be entries of the form `key: value`, not {_kind(self._node)}")
        seen: dict[str, int] = {}
        for key, value in self._node.value:
            place = Place(key, self._file)
            name = place.text("key")
            if name in seen:
                place.fail(f"`{name}` is there already, on line {seen[name]}. Strike one of the two")
            seen[name] = place.line
            yield name, Place(value, self._file)

    def fields(self, what: str, required: Collection[str], further: Collection[str] = ()) -> dict[str, Place]:
        """Return the values of a mapping by key. Raises InputError for an unknown key and for one that is missing."""
        known = [*required, *further]
        found: dict[str, Place] = {}
        for name, value in self.entries(what):
            if name not in known:
                value.fail(f"{what} has no entry `{name}`. It can have: {', '.join(known)}")
            found[name] = value
        for name in required:
            if name not in found:
                self.fail(f"{what} needs an entry `{name}`")
        return found


def read_yaml(text: str, file: str) -> Place:
    """Return the one document of a YAML text. Raises InputError naming `file` and line where it cannot be read."""
    if len(text) > _MOST_CHARACTERS:
        raise InputError(
            f"{file}: {len(text):,} characters are too many for a model: {_MOST_CHARACTERS:,} are the most"
        )
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                mark = event.start_mark
                raise InputError(f"{file}:{mark.line + 1}: aliases (*{event.anchor}) are not read. Write the entry out")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        told = " ".join(str(error.problem or error.context).split())
        raise InputError(f"{file}{line}: this is not YAML ({told}). Mind indents, colons and quotes") from error
    except yaml.YAMLError as error:  # a character that YAML has no place for
        told = " ".join(str(error).split("\n", maxsplit=1)[0].split())
        raise InputError(f"{file}: this is not YAML ({told}). Save it as plain text in UTF-8") from error
    except RecursionError as error:
        raise InputError(f"{file}: this is not a model, it is nested too deeply") from error
    if node is None:
        raise InputError(f"{file}: this is empty. Write a model, or draft one: dragoman play --draft ACTOR")
    return Place(node, file)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "a mapping" if isinstance(node, yaml.MappingNode) else "text"
