"""What reaches the server from elsewhere is refused or harmless, and nothing makes it fail."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman import cli
from dragoman.casebook import View
from dragoman.casebook.connection import visit
from dragoman.errors import CasebookError
from dragoman.web import running
from dragoman.web.application import application, static_files
from dragoman.web.guard import LARGEST
from dragoman.web.held import Shelf, hold
from dragoman.web.single import joined_script, single_page
from page_making import EVIL, make_casebook

HOST = "127.0.0.1:8123"
ORIGIN = f"http://{HOST}"
TOKEN = "the-token"
WRITE = {"origin": ORIGIN, "x-dragoman-token": TOKEN, "content-type": "application/json"}


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    path = tmp_path / "my.dragoman"
    make_casebook(path)
    return path


@pytest.fixture
def client(casebook: Path) -> Iterator[TestClient]:
    app = application(Shelf(casebook), [HOST], TOKEN, "Ada")
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield client


def a_claim(casebook: Path) -> str:
    return View(casebook).claims()[0].id


def reject(client: TestClient, claim: str, **headers: str | bytes | None):
    sent = {name: value for name, value in (WRITE | headers).items() if value is not None}
    return client.post("/api/decide", content=json.dumps({"action": "reject", "of": claim}), headers=sent)


def test_every_answer_is_strict(client: TestClient) -> None:
    for place in ("/", "/static/main.js", "/api/case", "/nowhere", "/api/graph?status=odd"):
        headers = client.get(place).headers
        assert headers["content-security-policy"].startswith("default-src 'self'; ")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:8123", ""])
def test_another_name_for_this_machine_is_refused(client: TestClient, host: str) -> None:
    for place in ("/", "/api/case", "/static/main.js"):
        answer = client.get(place, headers={"host": host})
        assert answer.status_code == 421
        assert "Russia" not in answer.text


def test_a_page_of_another_site_may_neither_read_nor_write(client: TestClient, casebook: Path) -> None:
    claim = a_claim(casebook)
    for origin in ("http://evil.example", "null", "https://127.0.0.1:8123", "http://127.0.0.1:9999"):
        assert client.get("/api/case", headers={"origin": origin}).status_code == 403
        assert reject(client, claim, origin=origin).status_code == 403
    assert client.get("/api/case", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert View(casebook).corrections() == ()


def test_a_decision_needs_the_token_the_origin_and_json(client: TestClient, casebook: Path) -> None:
    claim = a_claim(casebook)
    assert reject(client, claim, **{"x-dragoman-token": "guessed"}).status_code == 403
    assert reject(client, claim, **{"x-dragoman-token": None}).status_code == 403
    assert reject(client, claim, **{"x-dragoman-token": b"gu\xe9ssed"}).status_code == 403
    assert reject(client, claim, origin=None).status_code == 403
    assert reject(client, claim, **{"content-type": "text/plain"}).status_code == 415
    assert client.get("/api/decide").status_code == 404
    assert View(casebook).corrections() == ()
    assert reject(client, claim).status_code == 200
    (made,) = View(casebook).corrections()
    assert (made.action, made.target, made.who) == ("reject", claim, "Ada")


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '{"action": "merge", "of": "x"}', '{"action": "reject", "of": "nobody"}',
     '{"action": "reject", "of": 7}', '{"action": ["reject"], "of": "x"}', '{"action": "undo", "of": "nobody"}',
     '{"action": "reject", "of": "\\u0000"}', "[" * 30_000],
)  # fmt: skip
def test_a_decision_that_cannot_be_meant_is_told(client: TestClient, casebook: Path, body: str) -> None:
    answer = client.post("/api/decide", content=body, headers=WRITE)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert View(casebook).corrections() == ()


def test_a_decision_holds_in_every_view_and_can_be_taken_back(client: TestClient, casebook: Path) -> None:
    before = client.get("/api/graph").json()
    gone = next(tie for tie in before["ties"] if (tie["source"], tie["target"]) == ("TUR", "GNA"))
    (claim,) = gone["claim_ids"]
    assert reject(client, claim).json()["who"] == "Ada"
    after = client.get("/api/graph").json()
    assert ("TUR", "GNA") not in {(tie["source"], tie["target"]) for tie in after["ties"]}
    assert client.get("/api/case").json()["rejected"] == 1
    assert client.get("/api/evidence", params={"ids": claim}).json()["evidence"][0]["verdict"] == "rejected"
    undone = client.post("/api/decide", content=json.dumps({"action": "undo", "of": claim}), headers=WRITE)
    assert undone.status_code == 200
    assert client.get("/api/graph").json()["ties"] == before["ties"]


@pytest.mark.parametrize(
    "place",
    ["/static/../held.py", "/static/..%2fheld.py", "/static/%2e%2e/held.py", "/static/..\\held.py",
     "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/..%2f..%2fetc/passwd", "/static/page.html%00.js",
     "/api/document/..%2f..%2fetc%2fpasswd", "/static/__init__.py", "/static/"],
)  # fmt: skip
def test_no_other_file_can_be_asked_for(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_a_body_that_is_too_large_is_refused_whatever_it_says_of_its_length(client: TestClient, casebook: Path) -> None:
    large = "x" * (LARGEST + 1)
    assert client.post("/api/decide", content=large, headers=WRITE).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(LARGEST // 1000 + 2):
            yield b"x" * 1000

    assert client.post("/api/decide", content=pieces(), headers=WRITE).status_code == 413
    assert client.post("/api/decide", content="{}", headers=WRITE | {"content-length": "-1"}).status_code in {400, 413}
    assert client.get("/api/evidence", params={"ids": "x" * 20_000}).status_code == 414
    assert View(casebook).corrections() == ()


@pytest.mark.parametrize(
    "query",
    ["status=odd", "sources=0", "sources=x", "sources=99999999999999999999", "from=2019-13-01", "from=x",
     "from=2020-01-01&to=2019-01-01", "level=odd", "level=side&level=side", "actor=" + "x" * 400,
     "&".join(["actor=x"] * 60)],
)  # fmt: skip
def test_a_wrong_query_is_told_in_words(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/graph?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_odd_queries_find_nothing_and_do_no_harm(client: TestClient) -> None:
    for query in ("actor=%00", "actor=%ff", "publisher=%27%3B--", "actor=nobody", "from=0001-01-01&to=9999-12-31"):
        assert client.get(f"/api/graph?{query}").status_code == 200
    assert client.get("/api/pair?a=nobody&b=noone").json()["standing"] == []
    assert client.get("/api/pair?a=RUS").status_code == 400
    assert client.get("/api/evidence?ids=x,,y").json() == {"evidence": []}
    assert client.get("/api/document/nothing").status_code == 404


def test_two_hundred_requests_at_once_are_all_answered(casebook: Path) -> None:
    app = application(Shelf(casebook), [HOST], TOKEN, "Ada")
    places = ["/api/graph", "/api/timeline", "/api/pair?a=RUS&b=GNA", "/api/documents", "/api/problems", "/api/case",
              "/api/options", "/"]  # fmt: skip
    ids = [claim.id for claim in View(casebook).claims()]
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:

        def ask(number: int) -> int:
            if number % 20 == 0:
                return reject(client, ids[number // 20 % len(ids)]).status_code
            return client.get(places[number % len(places)]).status_code

        with ThreadPoolExecutor(40) as crowd:
            codes = list(crowd.map(ask, range(200)))
    assert set(codes) == {200}
    assert len(View(casebook).corrections()) == 10


def test_a_document_cannot_become_markup(client: TestClient, casebook: Path) -> None:
    answer = client.get("/api/documents")
    assert answer.headers["content-type"] == "application/json"
    assert any(one["title"] == EVIL for one in answer.json()["documents"])
    page = single_page(hold(casebook)).decode()
    assert EVIL not in page
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert "default-src 'none'" in page


def test_a_page_in_one_file_holds_all_scripts_and_asks_for_none(casebook: Path) -> None:
    page = single_page(hold(casebook)).decode()
    assert "/static/" not in page
    assert " src=" not in page.partition('<script type="application/json"')[0]
    assert "function timelineView" in page


def test_no_two_modules_share_a_name() -> None:
    """In the page that is one file they stand in one script."""
    files = {name: content.decode() for name, (_, content) in static_files().items()}
    script = joined_script(files)
    names = re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", script, re.MULTILINE)
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert len(names) > 100
    assert {name for name in files if name.endswith(".js")} == {
        "main.js", *re.findall(r'from "\./([a-z]+\.js)"', "".join(files.values()))
    }  # fmt: skip


def test_a_casebook_that_goes_away_or_is_in_use_is_told_and_the_last_state_shown(casebook: Path) -> None:
    shelf = Shelf(casebook)
    held, busy = shelf.now()
    assert busy == ""
    casebook.unlink()
    again, busy = shelf.now()
    assert again is held
    assert "there is no such casebook" in busy
    app = application(Shelf(casebook), [HOST], TOKEN, "Ada")
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        assert client.get("/api/case").status_code == 404


def test_a_claim_whose_document_was_removed_is_still_told(casebook: Path) -> None:
    held = hold(casebook)
    lost = next(claim for claim in held.claims if "backed" in claim.evidence.text)
    with visit(casebook, write=True) as db:
        db.execute("DELETE FROM documents WHERE id = ?", [lost.document_id])
    app = application(Shelf(casebook), [HOST], TOKEN, "Ada")
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        (row,) = client.get("/api/evidence", params={"ids": lost.id}).json()["evidence"]
        assert row["document"] is None
        assert row["parts"][1] == [lost.evidence.text, True]
        for view in ("graph", "timeline", "options", "documents", "problems", "pair?a=TUR&b=GNA"):
            assert client.get(f"/api/{view}").status_code == 200


def test_serve_ends_in_words_where_it_cannot_begin(
    tmp_path: Path, casebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running._bound(0) as taken:
        taken.listen()
        for words, code, said in (
            (["serve", str(tmp_path / "none.dragoman")], 3, "there is no such casebook"),
            (["serve", str(tmp_path / "none.dragoman"), "--html", str(tmp_path / "x.html")], 3, "no such casebook"),
            (["serve", str(casebook), "--port", str(taken.getsockname()[1])], 4, "cannot be used"),
            (["serve", str(casebook), "--html", str(tmp_path / "no" / "x.html")], 4, "--html"),
            (["export", str(casebook), "--html", "x.html", "--what", "claims"], 2, "Leave --what"),
        ):
            assert cli.main(words) == code
            out, err = capsys.readouterr()
            assert out == ""
            assert said in err
            assert len(err.splitlines()) == 1
    with pytest.raises(SystemExit):
        cli.main(["serve", str(casebook), "--port", "70000"])


def test_the_server_is_bound_to_this_machine_alone_and_a_taken_port_is_told() -> None:
    with running._bound(0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
        taken.listen()
        with pytest.raises(CasebookError, match="cannot be used"):
            running._bound(taken.getsockname()[1])
    assert isinstance(taken, socket.socket)
