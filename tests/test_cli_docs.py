"""The help and the page about the commands say all there is to say, and the examples they show work."""

from __future__ import annotations

import argparse
import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from dragoman import casebook, cli, errors
from dragoman.reading import Reader
from event_making import made

PAGE = (Path(__file__).parents[1] / "docs/reference/commands.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = cli.build_parser()
    (chosen,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(chosen.choices)


COMMANDS = commands()


def examples() -> list[str]:
    texts = [cli.build_parser().epilog, *(parser.epilog for parser in COMMANDS.values())]
    return [line.strip() for text in texts for line in (text or "").splitlines() if line.startswith("  dragoman ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_on_the_page(name: str) -> None:
    assert name in SECTIONS, f"docs/reference/commands.md has no section for {name}"
    section, everywhere = SECTIONS[name], {"-h", "--help", "--debug"}
    for action in COMMANDS[name]._actions:
        for option in set(action.option_strings) - everywhere:
            assert re.search(rf"`{option}\b", section), f"{name} {option} is not on the page"
        if not action.option_strings and action.metavar:
            assert f"`{action.metavar}`" in section or f" {action.metavar}" in section
        for choice in action.choices or ():
            if action.dest in {"kind", "sort"}:
                continue  # on the page of the codebook
            assert re.search(rf"`{choice}\b", section), f"{name} {action.dest}: {choice} is not on the page"
    for option in re.findall(r"`(--[a-z-]+)", section):
        known = {o for parser in COMMANDS.values() for action in parser._actions for o in action.option_strings}
        assert option in known, f"the page tells of {option}, which no command has"


def test_the_page_has_no_command_that_is_not_there() -> None:
    told = {title for title in SECTIONS if re.fullmatch(r"[a-z]+", title)}
    assert told == set(COMMANDS)


def test_the_page_lists_every_exit_code() -> None:
    codes = {
        error.exit_code for error in vars(errors).values() if isinstance(error, type) and issubclass(error, Exception)
    }
    codes |= {0, cli.FAULT, cli.INTERRUPTED, cli.PIPE_CLOSED}
    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", SECTIONS["Exit codes"], re.MULTILINE)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_with_examples(name: str) -> None:
    text = COMMANDS[name].format_help()
    assert text.rstrip().splitlines()[-1].startswith(f"  dragoman {name}")
    assert all(action.help for action in COMMANDS[name]._actions)


TEXT = "Russia condemned Turkey on Monday. Khalifa Haftar visited Moscow in August 2017. Libya thanked Russia.\n"
GOLD = (
    '{"id": "a", "text": "Russia condemned Turkey.", "claims": [{"source_root": "RUS", "target_root": "TUR", '
    '"kind": "ACCUSE", "sign": -1, "status": "did", "start": 0, "end": 24}]}\n'
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    (folder / "reports").mkdir()
    for place in ("report.txt", "reports/one.txt"):
        (folder / place).write_text(TEXT, "utf-8")
    (folder / "gold.jsonl").write_text(GOLD, "utf-8")
    (folder / "events.tsv").write_text("\n".join(made("gdelt2", 400)) + "\n", "utf-8")
    return folder


@pytest.fixture
def one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the pipeline once for all examples."""
    monkeypatch.setattr("dragoman.reading.Reader", loaded())


@cache
def loaded() -> object:
    return cache(Reader)


def test_every_example_works(
    corpus: Path, one_reader: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(corpus)
    monkeypatch.delenv("DRAGOMAN_CASE", raising=False)
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: None)  # would answer until it is stopped
    assert cli.main(["read", "reports", "--into", "my.dragoman"]) == 0
    capsys.readouterr()
    claims = casebook.View(Path("my.dragoman")).claims()
    assert claims
    shown = examples()
    assert len(shown) > len(COMMANDS)
    for example in shown:
        words = [claims[0].id[:8] if word == "0a1b2c3d" else word for word in shlex.split(example)[1:]]
        code = cli.main(words)
        out, err = capsys.readouterr()
        assert code == 0, f"{example}\n{out}{err}"
        assert out or err
        if words[0] == "demo":
            folder = Path(words[2] if "--dir" in words else "demo")
            assert {p.name for p in folder.iterdir()} == {"libya.dragoman", "brief.md", "brief.html"}
