"""Names that look like actors and are none, beside the same names where they are."""

from __future__ import annotations

import pytest

from dragoman.actors.names import load_finder
from dragoman.documents import from_text
from dragoman.reading import Reader

# Text, date, a name in it and whom it means ("" nobody) at its first place in the text.
CASES = [
    # The American state and the country.
    ("Voters in Valdosta, Georgia, queued for hours.", "Georgia", ""),
    ("Kemp, the governor, said that Georgia would not wait.", "Georgia", ""),
    ("Growers of pecans in Georgia fear the tariffs.", "Georgia", ""),
    ("Georgia O'Keeffe painted it.", "Georgia", ""),
    ("Georgia asked NATO for help against Moscow.", "Georgia", "GEO"),
    ("Tbilisi says Georgia will not wait for Atlanta.", "Georgia", "GEO"),
    # Rivers, regions, and states of the same name.
    ("Pilgrims bathe in the Jordan.", "Jordan", ""),
    ("The governor of Niger spoke in Minna.", "Niger", ""),
    ("Pirogues crossed the Niger at dawn.", "Niger", ""),
    ("Jordan closed the border with Syria.", "Jordan", "JOR"),
    ("Niger expelled the French ambassador.", "Niger", "NER"),
    ("Philip II made Macedonia a power.", "Macedonia", ""),
    ("Strikes closed the schools of Central Macedonia.", "Macedonia", ""),
    ("Greece vetoed the entry of Macedonia.", "Macedonia", "MKD"),
    ("A ferry sank on the Congo.", "Congo", ""),
    ("Rwanda accused Congo of arming rebels.", "Congo", "COD"),
    ("The destroyer passed through Korea Strait.", "Korea", ""),
    ("Ships met in the Gulf of Guinea.", "Guinea", ""),
    ("Guinea recalled its ambassador.", "Guinea", "GIN"),
    # Birds, plates and other things.
    ("Turkey soup was served with gravy.", "Turkey", ""),
    ("Turkey closed the straits to warships.", "Turkey", "TUR"),
    ("Her wedding China broke on the way.", "China", ""),
    ("China banned the imports.", "China", "CHN"),
    # People called after places.
    ("The actress Kathy Ireland came late.", "Ireland", ""),
    ("Ireland summoned the ambassador.", "Ireland", "IRL"),
    ("Her son Chad is nine.", "Chad", ""),
    ("Chad, an accountant, moved to Leeds.", "Chad", ""),
    ("Chad, a country of deserts, expelled the envoy.", "Chad", "TCD"),
    ("Julian Berlin wrote to the paper.", "Berlin", ""),
    ("In Berlin nobody answered, and Berlin sent no one.", "Berlin", "DEU"),
    ("Jordan Ellery teaches history.", "Jordan", ""),
    # Surnames of office-holders.
    ("Mary Putin sells flowers in Leeds.", "Putin", ""),
    ("Putin sent troops.", "Putin", "PUTIN"),
    ("Mrs Putin opened the exhibition.", "Putin", ""),
    ("Mr Putin opened the exhibition.", "Putin", "PUTIN"),
    ("Every Putin in the telephone book was called.", "Putin", ""),
    ("Another Putin adviser resigned.", "Putin", "PUTIN"),
    ("The dentist Putin has stopped answering.", "Putin", ""),
    ("Putin, a plumber from Leeds, won the prize.", "Putin", ""),
    ("Putin, a former spy, won again.", "Putin", "PUTIN"),
    ("Putin, no relation of the president, laughed.", "Putin", ""),
    ("Putin Street was renamed.", "Putin", ""),
    # Streets, hotels, clubs, firms.
    ("The embassy moved to Ukrainian Heroes' Street.", "Ukrainian", ""),
    ("A Ukrainian convoy crossed the street.", "Ukrainian", "UKR"),
    ("He lives in Avenida Brasilia.", "Brasilia", ""),
    ("They met at the Warsaw Marriott.", "Warsaw", ""),
    ("Warsaw recalled its ambassador.", "Warsaw", "POL"),
    ("Maccabi Tel Aviv signed a striker.", "Tel Aviv", ""),
    ("Minnesota lost to the Washington Capitals.", "Washington", ""),
    ("Kenya Power raised its prices.", "Kenya", ""),
    ("Kenya raised its taxes.", "Kenya", "KEN"),
    ("Tanzania Breweries sold its plant.", "Tanzania", ""),
    ("Bank of Beirut closed two branches.", "Beirut", ""),
    ("Iran Open To Talks After Long Silence, Says Envoy", "Iran", "IRN"),
    ("She won the Iran Open.", "Iran", ""),
    # Wars, agreements, ships, titles.
    ("Veterans of the Korean War marched.", "Korean", ""),
    ("The Lusaka Protocol was ignored.", "Lusaka", ""),
    ("The siege of Sarajevo lasted: the Battle of Warsaw did not.", "Warsaw", ""),
    ("HMS London left port.", "London", ""),
    ("A Russian-speaking guide led them.", "Russian", ""),
    ("A Russian guide led them.", "Russian", "RUS"),
    ("Korean Americans voted early.", "Korean", ""),
    ("The Iran Airspace Authority answered.", "Iran", "IRN"),
    ("Iranian Revolutions are many.", "Iranian", "IRN"),
    # Towns elsewhere.
    ("The mayor of Moscow, Idaho, laughed.", "Moscow", ""),
    ("He was born in Vienna, Va., in 1950.", "Vienna", ""),
    ("Wenatchee, Washington, grows apples.", "Washington", ""),
    # Capital letters.
    ("She moved her IRA into gold.", "IRA", ""),
    ("The IRA laid down its arms.", "IRA", "IRA"),
    ("The PA system failed during the speech.", "PA", ""),
    ("The PA arrested forty men of Hamas.", "PA", "PSE"),
    ("The comet passed at 2 AU from the Sun.", "AU", ""),
    ("The AU suspended Mali.", "AU", "AU"),
    ("The FAA grounded every Boeing of that type.", "FAA", ""),
    ("A court heard that the DPP had dropped the charges.", "DPP", ""),
    ("Taiwan will vote and the DPP may lose.", "DPP", "DPP"),
    ("The RSF list of jailed journalists is longer.", "RSF", ""),
    ("The RSF took El Fasher, Darfur.", "RSF", "RSF"),
]


@pytest.mark.parametrize(("text", "name", "actor"), CASES)
def test_a_name_means_whom_its_surroundings_say(text: str, name: str, actor: str) -> None:
    place = text.index(name)
    met = [n.actor_id for n in load_finder().find(text, "2023-05-05") if n.start <= place < n.end]
    assert met == ([actor] if actor else [])


def test_a_later_surname_is_the_private_persons() -> None:
    text = "A jeweller named Haresh Modi gave out sweets. Modi said the shop would stay open."
    assert load_finder().find(text, "2019-05-24") == ()


def test_kin_leave_the_surname_to_the_office_holder() -> None:
    text = "Lyudmila Putin, wife of the president, left early. Putin stayed."
    assert [(n.start, n.actor_id) for n in load_finder().find(text, "2010-05-24")] == [(text.rindex("Putin"), "PUTIN")]


def test_the_office_holder_named_in_full_keeps_his_surname() -> None:
    text = (
        "Narendra Modi won. Far away a jeweller named Haresh Modi wept. The count took weeks. Nobody slept. Modi spoke."
    )
    assert [n.actor_id for n in load_finder().find(text, "2019-05-24")] == ["MODI", "MODI"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Iran beat the United States 2-1 in Lyon.", set()),
        ("Kenya chased down 240 to win the cricket match against Ireland.", set()),
        ("France will meet New Zealand in the semi-final at Twickenham.", set()),
        ("Iran threatened the United States with sanctions.", {"IRN", "USA"}),
        ("France refused visas to the goalkeeper.", {"FRA"}),
        ("He grew up on Hungarian goulash and Polish dumplings.", set()),
        ("Iran won the World Cup qualifier. Iraq lost for the third time.", set()),
        ("The Russian embassy in Vilnius closed.", {"RUS"}),
        ("Officials in Vilnius accused Moscow.", {"LTU", "RUS"}),
        ("The recorders went to Addis Ababa in a box.", set()),
        ("Merkel flew to Addis Ababa on Monday.", {"DEU", "ETH"}),
    ],
)
def test_whom_a_sentence_mentions(reader: Reader, text: str, actors: set[str]) -> None:
    reading = reader.read(from_text(text, name="a", published="2015-05-05"))
    assert {mention.root for mention in reading.mentions if mention.root} == actors
