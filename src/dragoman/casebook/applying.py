"""Gives claims, aims, mentions, actors and skipped sentences as the decisions about actors have them.

The one place where such decisions take effect: whatever a casebook hands out has been through here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.casebook.corrections import folded
from dragoman.casebook.decisions import Decisions, Split, dated
from dragoman.model import Actor, Aim, Claim, Document, Mention, Skipped, Span

# An actor as a document names it: (document id, actor).
Named = tuple[str, Actor]


def commonest(named: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return each actor once, ordered by name; of several wordings of one the commonest."""
    counted: dict[str, dict[Actor, int]] = {}
    for actor in named:
        wordings = counted.setdefault(actor.id, {})
        wordings[actor] = wordings.get(actor, 0) + 1
    chosen = [min(w, key=lambda a: (-w[a], a.name, a.kind, a.root)) for w in counted.values()]
    return tuple(sorted(chosen, key=lambda a: (a.name.casefold(), a.name, a.id)))


@dataclass(frozen=True, slots=True)
class Applied:
    """Records with the decisions applied. `changed` are the ids of the claims that are not as they were read, and
    `within` of those whose two sides came to be one.
    """

    claims: tuple[Claim, ...]
    aims: tuple[Aim, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    skipped: tuple[Skipped, ...]
    changed: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()


def apply(
    decisions: Decisions,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    aims: Sequence[Aim],
    named: Sequence[Named],
    mentions: Sequence[Mention],
    skipped: Sequence[Skipped],
) -> Applied:
    """Return the records as `decisions` have them, in the order they came in."""
    if not decisions:
        read = commonest(actor for _, actor in named)
        return Applied(tuple(claims), tuple(aims), read, tuple(mentions), tuple(skipped))
    ground = _Ground.laid(decisions, documents, named, mentions)
    now = tuple(ground.claim(claim) for claim in claims)
    both = list(zip(claims, now, strict=True))
    return Applied(
        now,
        tuple(ground.aim(aim) for aim in aims),
        commonest(ground.people(named)),
        tuple(dict.fromkeys(ground.mention(mention) for mention in mentions)),
        tuple(ground.skip(one) for one in skipped),
        frozenset(new.id for old, new in both if old != new),
        frozenset(
            new.id for old, new in both if new.source_root == new.target_root and old.source_root != old.target_root
        ),
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """All that is looked up while decisions are applied."""

    decisions: Decisions
    documents: Mapping[str, Document]
    here: Mapping[tuple[str, str], Actor]
    anywhere: Mapping[str, Actor]
    places: Mapping[str, Sequence[Mention]] = field(default_factory=dict)

    @classmethod
    def laid(
        cls, decisions: Decisions, documents: Iterable[Document], named: Sequence[Named], mentions: Iterable[Mention]
    ) -> _Ground:
        places: dict[str, list[Mention]] = defaultdict(list)
        if decisions.splits:
            for mention in sorted(mentions, key=lambda m: m.span.start):
                places[mention.span.document_id].append(mention)
        anywhere = {**decisions.added, **{actor.id: actor for actor in commonest(actor for _, actor in named)}}
        here = {(document, actor.id): actor for document, actor in named}
        return cls(decisions, {d.id: d for d in documents}, here, anywhere, places)

    def record(self, actor: str, document: str) -> Actor:
        """Return an actor as a document has it, or else as most have it."""
        return self.here.get((document, actor)) or self.anywhere.get(actor) or Actor(actor, actor, "other", actor)

    def name(self, owner: str, document: str, read: str | None) -> str:
        """Return what an actor is called; `read` is the name of one that is still who it was read as."""
        return self.decisions.renamed.get(owner) or read or self.record(owner, document).name

    def root(self, owner: str, document: str, read: str | None, day: str | None) -> str:
        """Return the side of an actor on a day; `read` is the side of one that is still who it was read as."""
        root = self.record(owner, document).root if read is None else read
        return self.decisions.followed(owner, root, day, lambda actor: self.record(actor, document).root)

    def published(self, document: str) -> str | None:
        """Return the date of publication of a document."""
        known = self.documents.get(document)
        return None if known is None else known.published

    def claim(self, claim: Claim) -> Claim:
        """Return a claim with both its ends and its speaker as decided."""
        day = dated(claim.date, self.published(claim.document_id))
        source = self._end(claim.source, claim.source_root, claim.source_name, claim.evidence, day)
        target = self._end(claim.target, claim.target_root, claim.target_name, claim.evidence, day)
        speaker: tuple[str | None, str | None, str | None]
        speaker = (claim.speaker, claim.speaker_root, claim.speaker_name)
        if claim.speaker is not None and claim.speaker_root is not None:
            told = self._end(claim.speaker, claim.speaker_root, claim.speaker_name, claim.evidence, day)
            speaker = (
                told[0],
                told[1],
                told[2] if claim.speaker_name is not None or told[0] != claim.speaker else None,
            )
        return replace(
            claim,
            source=source[0], source_root=source[1], source_name=source[2],
            target=target[0], target_root=target[1], target_name=target[2],
            speaker=speaker[0], speaker_root=speaker[1], speaker_name=speaker[2],
        )  # fmt: skip

    def aim(self, aim: Aim) -> Aim:
        """Return an aim with its actor and speaker as decided."""
        day = self.published(aim.document_id)
        actor = self._end(aim.actor, aim.actor_root, aim.actor_name, aim.evidence, day)
        speaker, _, name = self._voice(aim.speaker, None, aim.speaker_name, aim.evidence, day)
        return replace(
            aim, actor=actor[0], actor_root=actor[1], actor_name=actor[2], speaker=speaker, speaker_name=name
        )

    def _voice(
        self, speaker: str | None, root: str | None, name: str | None, evidence: Span, day: str | None
    ) -> tuple[str | None, str | None, str | None]:
        """Return the id, side and name of a speaker; what the reading left open stays open for one who is the same."""
        if speaker is None:
            return None, root, name
        owner, side, told = self._end(speaker, root or "", name, evidence, day)
        renamed = owner != speaker or owner in self.decisions.renamed
        return owner, side or None, told if renamed else name

    def _end(self, actor: str, root: str, name: str | None, evidence: Span, day: str | None) -> tuple[str, str, str]:
        """Return the id, side and name of who stands at one end of a claim or behind an aim."""
        document = evidence.document_id
        owner = self._owner(actor, name, evidence)
        same = owner == actor
        return (
            owner,
            self.root(owner, document, root if same else None, day),
            self.name(owner, document, name if same else None),
        )

    def _owner(self, actor: str, name: str | None, evidence: Span) -> str:
        document = evidence.document_id
        whole = self.decisions.owner(actor)
        if not self.decisions.splits:
            return whole
        text = folded(evidence.text)
        called = self.decisions.owner(actor, document, lambda split: _called(split.words, folded(name or ""), text))
        if called != whole:
            return called
        # The words that name an actor in the evidence may be others than its name in the claim ("the commander").
        meant = {self._of(mention) for mention in self._inside(evidence) if mention.actor == actor}
        return meant.pop() if len(meant) == 1 else whole

    def _inside(self, evidence: Span) -> Iterator[Mention]:
        mentions = self.places.get(evidence.document_id, ())
        for mention in mentions[bisect_left(mentions, evidence.start, key=lambda m: m.span.start) :]:
            if mention.span.start >= evidence.end:
                return
            if mention.span.end <= evidence.end:
                yield mention

    def _of(self, mention: Mention) -> str:
        document = self.documents.get(mention.span.document_id)
        text = "" if document is None else document.text
        fits = _standing_at(text, mention.span) if self.decisions.splits else None
        return self.decisions.owner(mention.actor or "", mention.span.document_id, fits)

    def mention(self, mention: Mention) -> Mention:
        """Return a mention of the actor it means by decision; one that is open stays so."""
        if mention.actor is None:
            return mention
        document = mention.span.document_id
        owner = self._of(mention)
        same = owner == mention.actor
        return replace(
            mention,
            actor=owner,
            root=self.root(owner, document, mention.root if same else None, self.published(document)),
            name=self.name(owner, document, mention.name if same else None),
        )

    def people(self, named: Iterable[Named]) -> Iterator[Actor]:
        """Yield the actors that each document names, and those that only decisions do."""
        for document, actor in (*named, *(("", actor) for actor in self.decisions.added.values())):
            owner = self.decisions.owner(actor.id)
            now = actor if owner == actor.id else self.record(owner, document)
            root = self.root(owner, document, now.root, self.published(document))
            yield Actor(owner, self.name(owner, document, now.name), now.kind, root)

    def skip(self, skipped: Skipped) -> Skipped:
        """Return a skipped sentence with its actors as decided."""
        return replace(skipped, actors=tuple(dict.fromkeys(self.decisions.owner(actor) for actor in skipped.actors)))


def _called(words: str, name: str, text: str) -> bool:
    """Tell whether split words are the name in a claim, or longer by what stands before it ("the general")."""
    if words == name:
        return True
    longer = bool(name) and words.endswith(f" {name}")
    return longer and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _standing_at(text: str, span: Span) -> Callable[[Split], bool]:
    """Return what tells whether words are those of a span, or longer by what stands before it in the text."""
    own = folded(span.text)

    def fits(split: Split) -> bool:
        if split.words == own:
            return True
        if not split.words.endswith(f" {own}"):
            return False
        # Twice the length leaves room for line breaks and blanks that count as one.
        before = folded(text[max(span.end - 2 * len(split.words) - 20, 0) : span.end])
        return re.search(rf"(?<!\w){re.escape(split.words)}\Z", before) is not None

    return fits
