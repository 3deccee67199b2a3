"""A parsed sentence with its actors: says for any word of it which actors that word stands for or belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.actors import descriptions, offices, references
from dragoman.actors.discourse import Discourse, Entity, Ref
from dragoman.actors.moments import moment
from dragoman.actors.names import Name
from dragoman.actors.syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    by_agents,
    children,
    coordinated,
    is_passive,
    own_subjects,
    patients,
    prep_objects,
)
from dragoman.actors.tree import Token, Tree, text_of
from dragoman.model import Actor, Document
from dragoman.vocabulary.directory import Directory
from dragoman.vocabulary.lexicon import ROLES, Roles, load_control, load_roles

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X", "VERB", "ADV"})
_MODIFIERS = ("amod", "compound", "nmod", "nummod", "npadvmod", "advmod", "dep", "det")
_OWNING = ("of", "by", "for", "from", "in", "within", "inside", "at")
_PLACING = frozenset({"in", "within", "inside", "at"})
# "head of the GNA Sarraj" is Sarraj.
_HEADING = frozenset({"head", "leader", "chief", "chairman", "president", "boss"})
_NOBODY = frozenset({"nobody", "anybody", "anyone"})
_LOYAL = frozenset({"loyal", "allied", "close", "answerable", "subordinate", "faithful"})


@dataclass(slots=True)
class Scene:
    """One parsed sentence. `offset` is its place in the document's clean text; `number` counts parsed sentences."""

    document: Document
    directory: Directory
    discourse: Discourse
    doc: Tree
    offset: int
    number: int
    cut_off: bool = False
    names: dict[int, Name] = field(default_factory=dict)
    roles: Roles = field(default_factory=load_roles)
    _heads: tuple[Token, ...] | None = None
    _phrase_heads: tuple[Token, ...] | None = None
    _known: dict[tuple[int, bool], tuple[Ref, ...]] = field(default_factory=dict)
    _busy: set[int] = field(default_factory=set)

    @property
    def tokens(self) -> Tree:
        """The words of the sentence."""
        return self.doc

    def heads(self) -> tuple[Token, ...]:
        """Return the words that head a phrase which may stand for an actor, pronouns left out."""
        if self._heads is None:
            self._heads = tuple(t for t in self._phrases() if t.pos_ != "PRON")
        return self._heads

    def _phrases(self) -> tuple[Token, ...]:
        """The words that head a phrase which may stand for an actor."""
        if self._phrase_heads is None:
            self._phrase_heads = tuple(t for t in self.doc if self._heads_phrase(t))
        return self._phrase_heads

    def place(self, names: Iterable[Name]) -> None:
        """Attach the names found in the text to the words of this sentence."""
        for name in names:
            for token in self.doc.between(name.start - self.offset, name.end - self.offset):
                self.names.setdefault(token.i, name)

    def actors(self, token: Token, belonging: bool = False) -> tuple[Ref, ...]:
        """Return the actors that a phrase stands for, its coordinated parts included, each once.

        With `belonging`, a phrase that is no actor gives the actors it belongs to ("the Turkish offensive": Turkey).
        """
        found: dict[str, Ref] = {}
        for part in coordinated(token):
            if part != token and (children(part, "neg") or _excepted(part)):
                continue  # "Israel but not Iran", "all but Iran"
            for ref in self.one(part, belonging):
                found.setdefault(ref.actor.id, ref)
        return tuple(found.values())

    def one(self, token: Token, belonging: bool = False) -> tuple[Ref, ...]:
        """Return the actors that one word with its own modifiers stands for."""
        key = (token.i, belonging)
        if key in self._known:
            return self._known[key]
        if token.i in self._busy:
            return ()
        self._busy.add(token.i)
        try:
            refs = self._resolve(token, belonging)
        finally:
            self._busy.discard(token.i)
        self._known[key] = refs
        return refs

    def _resolve(self, token: Token, belonging: bool) -> tuple[Ref, ...]:
        name = self.names.get(token.i)
        if name is not None and not self._inside_compound(token):
            return self._named(token, name, belonging)
        alone = token.tag_ == "DT" and token.dep_ not in {"det", "preconj", "predet", "cc"}
        if token.lower_ in _NOBODY or (token.lower_ == "one" and any(c.lower_ == "no" for c in token.children)):
            # "Nobody in Kyiv has said so" tells it of Kyiv.
            return self.owners(token)
        if token.pos_ == "PRON" or alone or token.tag_ in {"WDT", "WP", "WP$", "PRP", "PRP$"}:
            return references.pronoun(self, token)
        if token.pos_ not in NOMINAL:
            return ()
        number = self.roles.numbers.get(token.lower_)
        if number and any(c.lower_ in {"the", "all"} for c in children(token, "det", "predet")):
            return descriptions.so_many(self, token, number)
        return self._noun(token, belonging)

    def _named(self, token: Token, name: Name, belonging: bool) -> tuple[Ref, ...]:
        if name.sort == "place":
            return (self.ref(token, name.actor_id, "place", 0.7, name),) if belonging else ()
        if name.sort == "adjective" and token.pos_ in {"NOUN", "PROPN"} and token.tag_.startswith("N"):
            return (self.ref(token, name.actor_id, "name", 0.85, name),)
        return (self.ref(token, name.actor_id, "name", 0.95, name),)

    def _inside_compound(self, token: Token) -> bool:
        """The Russian of "Russian-backed" and the Russia of "pro-Russia" do not name the thing they describe."""
        following = token.i + 1
        if following + 1 < len(self.doc) and self.doc[following].text in {"-", "–"}:
            joined = self.doc[following + 1]
            return not self.doc[following].whitespace_ and joined.i not in self.names
        return False

    def ref(self, token: Token, actor_id: str, how: str, confidence: float, name: Name | None = None) -> Ref:
        """Return a reference to a known actor, on its side at the document's date."""
        known = self.directory.actors[actor_id]
        root = name.root if name is not None else self.directory.root_on(actor_id, self.document.published)
        actor = known if known.root == root else Actor(known.id, known.name, known.kind, root)
        if name is not None:
            return Ref(actor, name.text, name.start, name.end, how, confidence)
        start = self.offset + token.idx
        return Ref(actor, token.text, start, start + len(token.text), how, confidence)

    def _noun(self, token: Token, belonging: bool) -> tuple[Ref, ...]:
        named = self._named_elsewhere(token)
        if named:
            return named
        role = self.role_of(token)
        if role:
            owners = self.owners(token)
            heads = tuple(o for o in owners if o.is_person and o.how == "name") if token.lemma_ in _HEADING else ()
            if heads:
                return heads
            if owners:
                return self._through(token, role, owners, belonging)
            return descriptions.definite(self, token, role)
        if token.pos_ == "PROPN":
            person = references.unknown_person(self, token)
            if person:
                return person
        generic = descriptions.definite(self, token, "")
        if generic:
            return generic
        return tuple(self._lent(token)) if belonging else ()

    def role_of(self, token: Token) -> str:
        """Return which list of role nouns the word stands in: person, force, government, people, or ''."""
        lemma = token.lemma_.lower()
        own = self.roles.of_word.get(lemma, "")
        pair = self.roles.of_word.get(f"{self.doc[token.i - 1].lower_} {lemma}") if token.i else None
        return min(own or pair, pair, key=ROLES.index) if pair else own

    def _named_elsewhere(self, token: Token) -> tuple[Ref, ...]:
        """The name in "his main sponsor, Egypt", or the members in "other countries, such as the UAE and Egypt"."""
        for child in children(token, "appos"):
            if child.i > token.i and child.i in self.names and self.names[child.i].sort not in {"adjective", "place"}:
                return self.actors(child)
        members = self._members(token)
        if members:
            return members
        return ()

    def _members(self, token: Token) -> tuple[Ref, ...]:
        if token.tag_ not in {"NNS", "NNPS"} or not (
            self.role_of(token)
            or token.lemma_.lower() in self.roles.generic["plural"]
            or token.lemma_ in {"member", "actor"}
        ):
            return ()
        found: list[Ref] = []
        for child in token.children:
            if child.i <= token.i or child.dep_ not in {"prep", "appos", "advmod", "acl"}:
                continue
            opener = child.lower_ if child.lower_ != "as" else "such as"
            if opener in self.roles.openers or child.lower_ == "including":
                for item in [
                    *children(child, "pobj", "dobj"),
                    *(o for p in children(child, "prep") for o in children(p, "pobj")),
                ]:
                    found += [ref for ref in self.actors(item) if ref.how == "name"]
        return tuple(dict.fromkeys(found))

    def owners(self, token: Token) -> tuple[Ref, ...]:
        """Return the actors that a noun belongs to: by adjective, possessor, "of", "from", "in" or "loyal to"."""
        for obj in prep_objects(token, "of", "from") if self.role_of(token) in {"people", "force"} else ():
            # "Sahrawi fighters of the Polisario" are the Polisario's.
            groups = tuple(ref for ref in self.actors(obj) if ref.actor.kind == "armed group")
            if groups:
                return groups
        # "his Emirati counterpart": the adjective tells the side, the possessor only whose counterpart.
        for labels in (_MODIFIERS, ("poss",)):
            near = [ref for c in token.children if c.dep_ in labels and c.i < token.i for ref in self._owner(c)]
            if near:
                return tuple({ref.actor.id: ref for ref in near}.values())
        if children(token, "poss"):
            return ()  # "the court's prosecutor in Islamabad" is the court's, whichever it is
        for child in token.children:
            if child.lemma_ in _LOYAL and child.dep_ in {"amod", "acl", "relcl"}:
                for obj in prep_objects(child, "to", "with"):
                    near += self.actors(obj)
        for preposition in _OWNING:
            if near:
                break
            if preposition in _PLACING and token.lemma_.lower() in self.roles.roaming:
                continue  # "troops in Syria" may be anybody's
            if preposition == "in":
                near += self._just_after(token)
            for obj in prep_objects(token, preposition):
                near += self.actors(obj, belonging=preposition in {"of", "in", "from", "within", "inside"})
        return tuple({ref.actor.id: ref for ref in near}.values())

    def _just_after(self, token: Token) -> list[Ref]:
        """The junta in Naypyidaw is that of Myanmar, wherever the parser hung the "in"."""
        following = token.i + 1
        if following >= len(self.doc) or self.doc[following].lower_ != "in":
            return []
        return [ref for obj in children(self.doc[following], "pobj") for ref in self.actors(obj, belonging=True)]

    def _owner(self, child: Token) -> list[Ref]:
        if child.dep_ == "poss":
            return list(self.actors(child, belonging=True))
        if child.i in self.names:
            if self._inside_compound(child):
                return []
            name = self.names[child.i]
            refs = [self.ref(child, name.actor_id, "name", 0.9, name)]
            for other in children(child, "conj", "amod", "nmod", "compound"):
                if other.i in self.names and self.names[other.i] != name:
                    refs += self._owner(other)
            return refs
        if child.dep_ in {"compound", "nmod", "amod"} and child.pos_ in {"NOUN", "PROPN", "ADJ"}:
            inner = [ref for grand in child.children if grand.dep_ in _MODIFIERS for ref in self._owner(grand)]
            prefix = self.roles.prefixes.get(child.text.split("-")[0])
            if prefix:
                inner.append(self.ref(child, prefix, "name", 0.85))
            return inner
        return []

    def barred(self, token: Token) -> frozenset[str]:
        """Return the ids of the actors that a word cannot stand for where it is."""
        return references.barred_from(self, token)

    def _through(self, token: Token, role: str, owners: tuple[Ref, ...], belonging: bool) -> tuple[Ref, ...]:
        phrase, start, end = self.phrase(token)
        found: list[Ref] = []
        for owner in owners:
            if role == "people" and not belonging:
                found += references.members_of(self, token, owner, phrase)
                continue
            actor = self._in_office(token, phrase, start, owner, role)
            found.append(Ref(actor, phrase, start, end, "role", min(0.9, owner.confidence)))
        return tuple(found)

    def _in_office(self, token: Token, phrase: str, start: int, owner: Ref, role: str) -> Actor:
        """The holder of the office on the document's day, where that is known; else the office itself."""
        person = None
        if role == "person" and token.tag_ == "NN" and not owner.is_person:
            told_of = moment(self.document.text, start, start, self.document.published)
            following = text_of(self.doc[token.i + 1 : token.i + 3])  # "secretary" and then "of state"
            person = offices.holder(self.directory, owner.root, f"{phrase} {following}", told_of)
            person = person or offices.holder(self.directory, owner.root, phrase, told_of)
        if person is not None:
            return Actor(person, self.directory.actors[person].name, "person", owner.root)
        kind = "office" if role == "person" else "group"
        return Actor(f"{owner.root}:{token.lemma_.lower()}", phrase, kind, owner.root)

    def _lent(self, token: Token) -> list[Ref]:
        owners = self._makers(token) or self.owners(token) or self.beside(token)
        return [Ref(o.actor, o.text, o.start, o.end, "belonging", o.confidence * 0.85) for o in owners]

    def _makers(self, token: Token) -> tuple[Ref, ...]:
        """Who made a thing that a clause tells of: "the embargo imposed by the UN", "the ban the UN laid on it"."""
        clauses = [c for c in token.subtree if c.dep_ in {"acl", "relcl"} and c.head.pos_ == "NOUN"]
        # What a report says that somebody did is not what made the report.
        told = [c for c in clauses if is_passive(c) and all(s.tag_ in {"WDT", "WP"} for s in own_subjects(c))]
        made = [agent for c in told for agent in by_agents(c)]
        made += [
            s
            for c in clauses
            if c.lemma_ in load_control()["imposing"] and c.head == token and _object_of(token, c)
            for s in own_subjects(c)
        ]
        return tuple(ref for agent in made for ref in self.actors(agent))

    def beside(self, token: Token) -> tuple[Ref, ...]:
        """Whom a thing is turned to: "arms sales to Libya", "the border with Mali"."""
        objects = prep_objects(token, "to", "with", "against", "on", "over", "towards")
        # "the embargo it had laid on Bamako": the clause tells on whom.
        for clause in children(token, "relcl") if not objects else ():
            if clause.lemma_ in load_control()["imposing"] and _object_of(token, clause):
                objects += prep_objects(clause, "on", "against", "to", "with")
        return tuple(ref for obj in objects for ref in self.actors(obj, belonging=True))

    def phrase(self, token: Token) -> tuple[str, int, int]:
        """Return a noun with the modifiers that name it, and its place in the document."""
        first = min(
            [token.i, *(c.left_edge.i for c in token.children if c.dep_ in (*_MODIFIERS, "poss") and c.i < token.i)]
        )
        span = self.doc[first : token.i + 1]
        while len(span) > 1 and (span[0].dep_ == "det" or span[0].is_punct or span[0].pos_ == "PRON"):
            span = span[1:]
        words, start = text_of(span), self.offset + span[0].idx
        return words, start, start + len(words)

    def entities(self) -> list[Entity]:
        """Return the actors that this sentence names, with their prominence, for the references that follow."""
        found: list[Entity] = []
        for token in self._phrases():
            if (
                token.dep_ == "conj"
                and token.head.pos_ in NOMINAL
                and token.i in self.names
                and token.head.i in self.names
            ):
                continue
            refs = self.actors(token)
            if refs:
                found.append(Entity(refs, self.number, token.i, _weight(token), self._words(token)))
                if len(refs) > 1:
                    found += [Entity((ref,), self.number, token.i, _weight(token) - 1, frozenset()) for ref in refs]
        return found

    def _heads_phrase(self, token: Token) -> bool:
        if token.i in self.names:
            name = self.names[token.i]
            follows = token.i + 1 < len(self.doc) and self.names.get(token.i + 1) is name
            return name.sort != "place" and not follows
        return (
            token.pos_ == "PRON"
            or bool(self.role_of(token))
            or token.pos_ == "PROPN"
            or token.lemma_.lower() in self.roles.again
        )

    def _words(self, token: Token) -> frozenset[str]:
        words = {token.lemma_.lower()}
        words |= {child.lemma_.lower() for child in token.children if child.dep_ in {"compound", "appos", "nmod"}}
        return frozenset(words)


def _excepted(item: Token) -> bool:
    """The Oman of "all the Gulf states but Oman", "no one but Oman"."""
    whole = item.head
    words = {c.lower_ for c in whole.children if c.i < whole.i} | {whole.lower_}
    but = any(c.lower_ == "but" for c in children(whole, "cc"))
    return but and bool(words & {"all", "every", "each", "any", "no", "none", "nobody", "everybody", "everyone"})


def _object_of(noun: Token, clause: Token) -> bool:
    """Tell whether a relative clause says what somebody does with its noun."""
    return (
        clause.head == noun and bool(own_subjects(clause)) and not is_passive(clause) and patients(clause)[:1] == [noun]
    )


def _weight(token: Token) -> int:
    if token.dep_ in {"nsubj"} | PASSIVE_SUBJECTS:
        return 2
    if token.dep_ in OBJECTS | {"dative", "appos", "poss"}:
        return 1
    if token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near", "from", "outside"}:
        return -1
    return 0
