"""Sentences of our own that tell one act of {a} towards {b}, of every kind, and what can be put around them.

Every kind has verbs and nouns, active and passive, so that a property that holds of all of them holds of the grammar
and not of a word.
"""

from __future__ import annotations

from typing import Final

from dragoman.model import Kind

FACTS: Final[dict[Kind, tuple[str, ...]]] = {
    "AGREE": (
        "{a} signed a peace accord with {b}.",
        "A border treaty was signed by {a} and {b}.",
        "{a} reached an agreement with {b}.",
        "{a} promised help to {b}.",
        "An agreement between {a} and {b} was concluded.",
        "{a} struck a deal with {b}.",
    ),
    "CONSULT": (
        "{a} met {b} in Geneva.",
        "{a} held talks with {b}.",
        "Talks between {a} and {b} took place in Geneva.",
        "{b} was visited by envoys of {a}.",
        "{a} negotiated with {b}.",
        "{a} consulted {b}.",
    ),
    "SUPPORT": (
        "{a} praised {b}.",
        "{b} was praised by {a}.",
        "{a} endorsed {b}.",
        "{a} defended {b} in public.",
        "{a} congratulated {b}.",
        "{a}'s praise for {b} was loud.",
    ),
    "CONCEDE": (
        "{a} apologised to {b}.",
        "{a} lifted its sanctions on {b}.",
        "{a} yielded to {b}.",
        "The embargo on {b} was lifted by {a}.",
        "{a} bowed to the demands of {b}.",
    ),
    "COOPERATE": (
        "{a} cooperated with {b}.",
        "{a} held joint exercises with {b}.",
        "{a} shared intelligence with {b}.",
        "{a} fought alongside {b}.",
        "{a} traded with {b}.",
        "Joint exercises between {a} and {b} took place.",
    ),
    "AID": (
        "{a} armed {b} with old rifles.",
        "{b} was armed by {a}.",
        "{a} sent {b} weapons.",
        "{a} trained the fighters of {b}.",
        "{b} received money from {a}.",
        "Weapons were supplied to {b} by {a}.",
        "{a} gave {b} money.",
    ),
    "RETREAT": (
        "{a} surrendered to {b}.",
        "{a} ceased fire against {b}.",
        "{a} withdrew its troops from {b}.",
        "{a} pulled out of {b}.",
        "The withdrawal of {a} from {b} was completed.",
    ),
    "REQUEST": (
        "{a} asked {b} for help.",
        "{b} was asked by {a} to help.",
        "{a} appealed to {b} for help.",
        "{a} demanded compensation from {b}.",
        "{a} called on {b} to leave.",
        "{a} urged {b} to leave.",
        "{a}'s appeal to {b} was brief.",
    ),
    "ACCUSE": (
        "{a} condemned {b}.",
        "{b} was condemned by {a}.",
        "{a} criticised {b}.",
        "{a} blamed {b} for the famine.",
        "{a} accused {b} of fraud.",
        "{b} was accused of fraud by {a}.",
        "The criticism of {b} by {a} was sharp.",
        "{a} protested to {b}.",
    ),
    "REJECT": (
        "{a} rejected the demands of {b}.",
        "The proposal of {b} was rejected by {a}.",
        "{a} vetoed the plan of {b}.",
        "{a} rebuffed {b}.",
        "{a} broke its agreement with {b}.",
    ),
    "THREATEN": (
        "{a} threatened {b}.",
        "{b} was threatened by {a}.",
        "{a} threatened {b} with war.",
        "{a} issued an ultimatum to {b}.",
        "{a}'s threats against {b} went on.",
    ),
    "PROTEST": (
        "{a} protested against {b}.",
        "{a} demonstrated against {b}.",
        "{a} rallied against {b}.",
        "{a} staged a protest against {b}.",
        "The protests of {a} against {b} went on.",
    ),
    "SANCTION": (
        "{a} imposed sanctions on {b}.",
        "Sanctions were imposed on {b} by {a}.",
        "{a} boycotted {b} last year.",
        "{a} cut all ties with {b}.",
        "{a} suspended aid to {b}.",
        "{a} blacklisted {b}.",
        "{a}'s embargo against {b} is old.",
    ),
    "MOBILIZE": (
        "{a} massed troops against {b}.",
        "{a} mobilised against {b}.",
        "{a} deployed troops against {b}.",
        "Troops were massed by {a} on the border with {b}.",
        "{a} put its troops on alert against {b}.",
    ),
    "COERCE": (
        "{a} blockaded {b}.",
        "{b} was blockaded by {a}.",
        "{a} besieged {b}.",
        "{a} raided {b}.",
        "{a} jailed members of {b}.",
        "The blockade of {b} by {a} lasted a year.",
    ),
    "ASSAULT": (
        "{a} attacked {b}.",
        "{b} was attacked by {a}.",
        "{a} bombed {b}.",
        "{b} was shelled by {a}.",
        "{a} invaded {b}.",
        "The attack on {b} by {a} lasted an hour.",
        "{a} fought against {b}.",
    ),
    "STANCE": (
        "{a} backs {b}.",
        "{b} is backed by {a}.",
        "{a} opposes {b}.",
        "{a} is allied with {b}.",
        "{a} is at odds with {b}.",
        "{a} is the main sponsor of {b}.",
        "{a} is a rival of {b}.",
    ),
}  # fmt: skip

STATES: Final = (("Peru", "Ghana"), ("Norway", "Kenya"), ("Vietnam", "Brazil"))
GROUPS: Final = (("Iran", "Hezbollah"), ("Israel", "Hamas"), ("Yemen", "the Houthis"), ("Pakistan", "the Taliban"))

# {f} is the fact without its full stop; {x} is a third side or one of the two.
DENIALS: Final = (
    "{x} denied that {f}.",
    "{x} has repeatedly denied that {f}.",
    "A spokesman for {x} denied that {f}.",
    "{x} denied reports that {f}.",
    "Reports that {f} were denied by {x}.",
    "{x} dismissed reports that {f}.",
    "{x} rejected claims that {f}.",
    "{x} strongly rejected any suggestion that {f}.",
    "{x} refuted claims that {f}.",
    "{x} disputed that {f}.",
    "{x} scoffed at the idea that {f}.",
    "{x} called the report that {f} a lie.",
    "It is not true that {f}.",
    "It is false that {f}.",
    "It is a lie that {f}.",
    "It was never the case that {f}.",
    "There is no evidence that {f}.",
    "The claim that {f} is baseless.",
    "That {f} is untrue.",
)

# About nobody: no name, no pronoun, no office, and no date that a later "that night" could mean.
NEUTRAL: Final = (
    "Rain fell on the hills all night.",
    "The price of coffee rose by a tenth.",
    "A comet was seen over the bay.",
    "Bread is dear this winter.",
    "Nobody slept.",
    "Snow lay on the roofs of the old town.",
    "The museum opens at nine.",
    "Such weather is rare.",
    "Why is the sea salt?",
    "The bridge may not stand for long.",
)


def told(template: str, a: str, b: str) -> str:
    """Return a fact as a sentence."""
    return capital(_filled(template, a, b))


def clause(template: str, a: str, b: str) -> str:
    """Return a fact as it stands behind "that"."""
    sentence = _filled(template, a, b).rstrip(".")
    return sentence if template.startswith("{") else sentence[0].lower() + sentence[1:]


def capital(sentence: str) -> str:
    """Return the sentence with a capital at its beginning."""
    return sentence[0].upper() + sentence[1:]


def _filled(template: str, a: str, b: str) -> str:
    return template.format(a=a, b=b).replace("s's", "s'")
