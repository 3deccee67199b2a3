"""How soon the page of `dragoman serve` paints its graph, and how many frames a second it draws while dragging.

    python benchmarks/page.py [--rounds 3]

Needs Playwright and a Chromium, which draws in software here. For each size it makes a casebook of invented claims,
starts the server, and opens the page in a new browser context. "First paint" is from the start of the navigation to
the second frame after the graph was drawn. Frames are counted while the mouse drags the background, and one actor, for
two seconds each: only those in which the canvas was drawn anew.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from dragoman.casebook import prepare, save
from dragoman.model import KINDS, Actor, Block, Claim, Document, OffsetMap, Reading, content_id, sign_of

SIZES = ((300, 900), (2000, 6000))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--no-first-run",
]  # fmt: skip
STATUSES = ("did", "did", "did", "did_not", "planned", "possible")
IN_ONE = 20  # claims of one document
SECONDS = 2.0
WATCH = """
window.frames_drawn = 0;
window.addEventListener("painted", () => {
  window.frames_drawn += 1;
  if (window.first_paint === undefined) {
    requestAnimationFrame(() => requestAnimationFrame(() => { window.first_paint = performance.now(); }));
    window.first_paint = null;
  }
});
"""


# The place of an actor that many others are tied to: the line below the graph says "Name: 31 statements" there.
AN_ACTOR = """() => {
  const canvas = document.getElementById("graph-canvas");
  const box = canvas.getBoundingClientRect();
  let best = [0, 0, 0];
  for (let y = box.top + 60; y < box.bottom - 60; y += 5) {
    for (let x = box.left + 60; x < box.right - 60; x += 5) {
      canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y }));
      const said = /^[^→↔]+: (\\d+) statement/.exec(document.getElementById("graph-said").textContent);
      if (said && Number(said[1]) > best[0]) best = [Number(said[1]), x, y];
    }
  }
  return best.slice(1);
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or sys.exit("there is no Chromium here")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for actors, ties in SIZES:
            path = Path(folder) / f"{actors}.dragoman"
            make(path, actors, ties)
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            measure(browser, path, f"{actors} actors, {ties} ties", rounds)
            browser.close()


def measure(browser: Browser, path: Path, what: str, rounds: int) -> None:
    begun = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "dragoman", "serve", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout
    address = server.stdout.readline().strip()
    ready = time.perf_counter() - begun
    try:
        told = [once(browser, address) for _ in range(rounds)]
    finally:
        server.terminate()
        server.wait()
    paint, moved, dragged = ([one[place] for one in told] for place in range(3))
    print(
        f"{what}: server ready after {ready:.1f} s; first paint {median(paint):.2f} s (worst {max(paint):.2f}); "
        f"frames a second, dragging everything {median(moved):.0f} (worst {min(moved):.0f}), "
        f"one actor {median(dragged):.0f} (worst {min(dragged):.0f})"
    )


def once(browser: Browser, address: str) -> tuple[float, float, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("() => window.first_paint > 0")
    paint = page.evaluate("() => window.first_paint") / 1000
    box = page.locator("#graph-canvas").bounding_box()
    corner = box["x"] + 6, box["y"] + 6
    actor = page.evaluate(AN_ACTOR)
    told = paint, frames(page, corner), frames(page, actor)
    page.close()
    return told


def frames(page: Page, start: tuple[float, float]) -> float:
    """Frames drawn in a second while the mouse drags in a circle from `start`."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 10)
    page.evaluate("() => { window.frames_drawn = 0; }")
    begun, step = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        step += 1
        page.mouse.move(x + 10 + 3 * (step % 40), y + 10 + 2 * (step % 30))
    drawn = page.evaluate("() => window.frames_drawn")
    seconds = time.perf_counter() - begun
    page.mouse.up()
    return drawn / seconds


def make(path: Path, actors: int, ties: int) -> None:
    """Write a casebook with so many actors, each a side, and so many ordered pairs, few of them in most claims."""
    chance = random.Random(1)
    names = [f"{first}{second}{n}" for n, (first, second) in enumerate(
        (chance.choice(["Nor", "Sul", "Ves", "Ost", "Kar", "Bel"]), chance.choice(["land", "ia", "stan", "mark"]))
        for _ in range(actors))]  # fmt: skip
    pairs: set[tuple[str, str]] = set(zip(names, [*names[1:], names[0]], strict=True)) if ties > actors else set()
    while len(pairs) < ties:
        one, other = names[min(int(chance.expovariate(8 / actors)), actors - 1)], chance.choice(names)
        if one != other:
            pairs.add((one, other))
    ordered = sorted(pairs)
    prepare(path)
    save(path, [reading(ordered[at : at + IN_ONE], at, chance) for at in range(0, len(ordered), IN_ONE)])


def reading(pairs: list[tuple[str, str]], number: int, chance: random.Random) -> Reading:
    text = " ".join(f"{one} dealt with {other}." for one, other in pairs)
    whole = (Block(0, len(text), "paragraph"),)
    own = Document(
        content_id(text, number), text, text, OffsetMap.identity(len(text)), whole, f"{number}.txt", f"{number}.txt"
    )
    claims, start = [], 0
    for one, other in pairs:
        end = start + len(f"{one} dealt with {other}")
        kind = chance.choice([one for one in KINDS if one != "CONSULT"])
        sign, status = sign_of(kind) or chance.choice((-1, 1)), chance.choice(STATUSES)
        date = f"{chance.randint(2000, 2024)}-{chance.randint(1, 12):02}"
        claims.append(
            Claim(
                content_id(own.id, start), own.id, one, other, one, other, one, other, kind, sign, False, status, None,
                None, None, date, None, None, own.span(start, end), "made", (), 1.0,
            )
        )  # fmt: skip
        start = end + 2
    named = sorted({end for pair in pairs for end in pair})
    return Reading(own, tuple(claims), (), tuple(Actor(one, one, "state", one) for one in named))


if __name__ == "__main__":
    main()
