"""Turns a document's sentences into claims: drafts from the rules, then how each is meant, by whom, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors.discourse import Discourse, Ref
from dragoman.actors.mentions import in_scene, named
from dragoman.actors.names import Name
from dragoman.actors.scene import Scene
from dragoman.actors.sentences import Sentence
from dragoman.actors.syntax import children, is_verb, own_subjects
from dragoman.actors.tree import Token, Tree
from dragoman.claims.dating import Calendar
from dragoman.claims.drafts import Draft
from dragoman.claims.merge import merge
from dragoman.claims.modality import mode_of
from dragoman.claims.mode import Mode
from dragoman.claims.quotations import Quotations
from dragoman.claims.ranking.caution import is_unsure
from dragoman.claims.ranking.choosing import Chooser
from dragoman.claims.ranking.dealings import Dealings, shares_of
from dragoman.claims.rules import RULES
from dragoman.claims.rules.ellipsis import read_ellipsis
from dragoman.claims.rules.joining import read_joining
from dragoman.claims.rules.threats import read_threats
from dragoman.claims.same_act import dated
from dragoman.claims.times import performed
from dragoman.claims.vetoes import UNSURE, Veto, sift
from dragoman.model import UNNAMED, Actor, Claim, Document, Mention, Span, content_id
from dragoman.vocabulary.directory import Directory
from dragoman.vocabulary.lexicon import is_sport


class DocumentReader:
    """Reads one document, sentence by sentence; what it has learned of who is who carries over to the next one."""

    def __init__(self, document: Document, directory: Directory, chooser: Chooser) -> None:
        self.document = document
        self.chooser = chooser
        self.directory = directory
        self.discourse = Discourse(author=author_of(document, directory))
        self.quotations = Quotations(document.text)
        self.calendar = Calendar(document)
        self.claims: list[Claim] = []
        self.actors: dict[str, Actor] = {}
        self.mentions: list[Mention] = []
        self.held: list[tuple[Draft, Veto]] = []
        self._block = -1
        self._number = 0
        self._last: list[tuple[Draft, Claim]] = []
        self._last_number = -1
        self.dealings = Dealings()

    def survey(self, names: Sequence[Name]) -> None:
        """Learn whom the whole text names, and which person most, before reading it."""
        self.discourse.survey(self.directory, self.document.published, names)
        acting = [name for name in names if name.sort not in {"place", "lookalike"}]
        refs = [self.discourse.named(self.directory, name) for name in acting]
        first = {ref.root: ref for ref in reversed(refs)}
        self.dealings = Dealings(shares_of(ref.root for ref in refs), first)

    def mention(self, names: Sequence[Name], nobody: bool = False) -> None:
        """Take note of names in a sentence that is not parsed, so that later words can refer to them.

        A sentence about `nobody`, without a name, pronoun or role, puts no distance between what stands around it.
        """
        for name in names:
            if name.sort not in {"place", "lookalike"}:
                self.discourse.note(self.directory, name, self._number)
        self.mentions += named(self.document, self.directory, names)
        self._number += not nobody

    def scene(self, sentence: Sentence, doc: Tree, names: Sequence[Name]) -> Scene:
        """Return the scene of a parsed sentence, with its names in place; a splice forgets what came before."""
        if sentence.kind == "fragment" and sentence.block != self._block:
            self.discourse.forget()
        self._block = sentence.block
        cut = sentence.kind == "fragment"
        scene = Scene(self.document, self.directory, self.discourse, doc, sentence.start, self._number, cut)
        scene.place(names)
        self._number += 1
        return scene

    def read(self, scene: Scene, sentence: Sentence) -> list[Claim]:
        """Return the claims of one scene and learn from it."""
        self.discourse.speaker = self.quotations.speaker_at(scene)
        self.quotations.note(scene)
        self.discourse.speaker = self.discourse.speaker or self.quotations.speaker_at(scene)
        sport = is_sport(scene.doc.text)
        drafts = [] if sport else [draft for rule in RULES for draft in rule(scene)]
        drafts, self.held = sift(_distinct(_alone(drafts)))
        drafts += read_threats(drafts)
        self.calendar.open(scene, drafts)
        made = [(draft, self._claim(scene, draft)) for draft in drafts]
        made += [(draft, self._claim(scene, draft, mode)) for draft, mode in read_joining(scene, drafts)]
        made += [(draft, self._claim(scene, draft, mode)) for draft, mode in read_ellipsis(scene, [*self._last, *made])]
        told = [draft for draft, _ in made]
        ranked, held = sift([] if sport else self.chooser(scene, told, self.dealings))
        self.held += held
        claims = [claim for _, claim in made]
        for draft in ranked:
            claim = self._claim(scene, draft)
            if claim.status == "did" and is_unsure(draft.predicate):
                self.held.append((draft, UNSURE))
            else:
                claims.append(claim)
        if sentence.kind == "duplicate":
            self._witness(claims)
            claims = []
        elif made or self._last_number + 1 < scene.number:
            self._last, self._last_number = made, scene.number
        self.claims += claims
        self.dealings.learn(told)
        for entity in scene.entities():
            self.discourse.add(entity)
            for ref in entity.refs:
                self.actors.setdefault(ref.actor.id, ref.actor)
        acting = {(ref.start, ref.end) for draft in (*told, *ranked) for ref in (draft.source, draft.target)}
        self.mentions += in_scene(scene, acting)
        return claims

    def finish(self) -> tuple[Claim, ...]:
        """Return all claims of the document, each act told twice in one sentence kept once."""
        claims = dated(self.claims, self.document, official=self.discourse.author is not None)
        return merge(claims)

    def _witness(self, claims: Sequence[Claim]) -> None:
        """A sentence printed again is further evidence for the claims it gave before."""
        for claim in claims:
            for place, known in enumerate(self.claims):
                if _same(known, claim):
                    self.claims[place] = _with_evidence(known, claim.evidence)
                    break

    def _claim(self, scene: Scene, draft: Draft, mode: Mode | None = None) -> Claim:
        mode = mode or (Mode() if draft.settled else mode_of(scene, draft.anchor))
        if draft.settled and mode.speaker is None:
            mode.speaker = self.discourse.speaker
        if draft.standing:
            mode.status = "did"
        if mode.lasting:
            draft = _stance(draft, mode)
        if draft.status is not None and mode.status == "did":
            mode.put(draft.status, draft.rule)
        speaker = mode.speaker
        if mode.status == "advised" and speaker is not None and speaker.root == draft.source.root and _ordered(mode):
            # What one orders one's own side to do is what one means to do.
            mode.status = "planned"
        when = self.calendar.of(scene, draft, mode.status)
        if mode.status == "did" and _present(draft.predicate):
            # "Modi visits Tokyo in March", told in January, is a plan.
            later = self.calendar.of(scene, draft, "planned")
            due = draft.kind == "CONSULT" and self.calendar.is_today(later.date) and _simple(draft.predicate)
            if due or self.calendar.is_ahead(later.date):
                mode.put("planned", "present for future")
                when = later
        evidence = self._evidence(scene, draft)
        for ref in (draft.source, draft.target, *([speaker] if speaker else [])):
            self.actors.setdefault(ref.actor.id, ref.actor)
        key = (
            draft.source.actor.id,
            draft.target.actor.id,
            draft.kind,
            mode.status,
            draft.rule,
            evidence.start,
            evidence.end,
        )
        return Claim(
            id=content_id(self.document.id, *key), document_id=self.document.id,
            source=draft.source.actor.id, target=draft.target.actor.id,
            source_root=draft.source.root, target_root=draft.target.root,
            source_name=draft.source.text, target_name=draft.target.text,
            kind=draft.kind, sign=draft.sign, mutual=draft.mutual, status=mode.status,
            speaker=speaker.actor.id if speaker else None, speaker_root=speaker.root if speaker else None,
            speaker_name=(speaker.text if speaker.root != UNNAMED else UNNAMED) if speaker else None,
            date=when.date, ordinal=when.ordinal, count=when.count, evidence=evidence, rule=draft.rule,
            cues=(*draft.cues, *dict.fromkeys(mode.cues)), confidence=round(draft.confidence, 2),
            condition=mode.condition,
        )  # fmt: skip

    def _evidence(self, scene: Scene, draft: Draft) -> Span:
        first, last = clause_range(draft.predicate, draft.anchor)
        for ref in (draft.source, draft.target):
            found = scene.doc.between(ref.start - scene.offset, ref.end - scene.offset)
            if found:
                first, last = min(first, found[0].i), max(last, found[-1].i)
        while (
            last > first
            and (scene.doc[last].is_punct or scene.doc[last].is_space)
            and scene.doc[last].text not in "\"”'’)"
        ):
            last -= 1
        while (
            first < last
            and (scene.doc[first].is_punct or scene.doc[first].is_space)
            and scene.doc[first].text not in "\"“'‘("
        ):
            first += 1
        start = scene.offset + scene.doc[first].idx
        end = scene.offset + scene.doc[last].idx + len(scene.doc[last])
        return self.document.span(start, end)


def author_of(document: Document, directory: Directory) -> Ref | None:
    """Return the side that speaks in an official text, by the site it comes from; None for the press."""
    root = directory.publisher_of(document.url)
    if root is None:
        return None
    actor = directory.actors[root]
    return Ref(actor, actor.name, 0, 0, "publisher", 0.7)


def clause_range(predicate: Token, anchor: Token) -> tuple[int, int]:
    """Return the first and last word of the clause that a predicate stands in, without clauses joined to it."""
    head = predicate if is_verb(predicate) else anchor
    if not is_verb(head) and is_verb(head.head) and head.dep_ not in {"poss", "appos", "amod", "compound"}:
        head = head.head
    tokens = [head.i]
    for child in head.children:
        if child.dep_ in {"conj", "parataxis", "cc", "punct"} or (child.dep_ == "advcl" and own_subjects(child)):
            continue
        if child.dep_ == "ccomp" and not predicate.i >= child.left_edge.i:
            continue
        tokens += [child.left_edge.i, child.right_edge.i]
    if predicate != head:
        tokens += [predicate.left_edge.i, predicate.right_edge.i]
    return min(tokens), max(tokens)


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """One predicate word says one thing of a pair; the reading that found more words wins."""
    best: dict[tuple[int, frozenset[str]], Draft] = {}
    for draft in drafts:
        key = (draft.predicate.i, frozenset({draft.source.root, draft.target.root}))
        known = best.get(key)
        if known is None or draft.confidence > known.confidence:
            best[key] = draft
    return list(best.values())


def _ordered(mode: Mode) -> bool:
    return any(cue.lower().startswith(("order", "instruct", "command")) for cue in mode.cues)


def _present(predicate: Token) -> bool:
    """Tell whether a verb, or the verb that carries a noun, stands in the present."""
    verb = predicate if is_verb(predicate) else performed(predicate)
    if verb is None:
        return False
    if verb.tag_ in {"VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"is", "are", "'s", "'re"} for c in verb.children)


def _stance(draft: Draft, mode: Mode) -> Draft:
    """What one is committed to, one stands for; a sum or a number makes it a plan."""
    counted = any(t.tag_ == "CD" for t in draft.predicate.subtree)
    if draft.kind not in {"AID", "SUPPORT", "COOPERATE", "STANCE", "ASSAULT"} or counted:
        mode.put("planned", "committed")
        return draft
    return replace(draft, kind="STANCE")


def _simple(predicate: Token) -> bool:
    """Tell whether a verb other than "be" stands in the simple present: "lands in Cairo today" is still to come."""
    return predicate.tag_ in {"VBZ", "VBP"} and predicate.lemma_ != "be" and not children(predicate, "aux", "auxpass")


def _alone(drafts: Sequence[Draft]) -> list[Draft]:
    """A noun that a verb's frame took up ("suspended talks with") says no more of the same two, unless it stood."""
    taken = {
        (w.i, frozenset({d.source.root, d.target.root})): d for d in drafts if is_verb(d.predicate) for w in d.words
    }
    agreed = {(d.predicate.i, d.source.root, d.target.root) for d in drafts if _flatly_agreed(d.predicate)}
    kept: list[Draft] = []
    for draft in drafts:
        inner = draft.predicate
        if inner.dep_ == "xcomp" and (inner.head.i, draft.source.root, draft.target.root) in agreed:
            continue  # "agreed to sell Peru jets": the agreement is what is told
        verbal = taken.get((draft.predicate.i, frozenset({draft.source.root, draft.target.root})))
        if verbal is not None and not is_verb(draft.predicate):
            draft.standing = draft.standing or (verbal.kind in {"CONCEDE", "REJECT"} and _stood(draft))
            if not draft.standing:
                continue
        kept.append(draft)
    return kept


def _flatly_agreed(verb: Token) -> bool:
    bare = not any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children)
    return verb.lemma_ == "agree" and bare


def _stood(draft: Draft) -> bool:
    """The embargo of "lifted its embargo on them", the truce of "broke its truce with them": there was one."""
    owned = any(c.dep_ == "poss" for c in draft.predicate.children)
    return owned and draft.kind in {"SANCTION", "AGREE", "COERCE", "REJECT", "STANCE", "MOBILIZE"}


def _same(a: Claim, b: Claim) -> bool:
    return (a.source_root, a.target_root, a.kind, a.status) == (b.source_root, b.target_root, b.kind, b.status)


def _with_evidence(claim: Claim, span: Span) -> Claim:
    return replace(claim, also=(*claim.also, span))
