import pytest

from rules.outlets import Ambiguous, Outlet, known_outlets, listing


def resolved(printed: str, country: str | None = None) -> str | list[str] | None:
    found = known_outlets().resolve(printed, country)
    if isinstance(found, Ambiguous):
        return [outlet.name for outlet in found.outlets]
    return found.name if found else None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("AFP", "Agence France-Presse"),
        ("Agence France Presse", "Agence France-Presse"),
        ("Agence France-Presse", "Agence France-Presse"),
        ("The Associated Press", "Associated Press"),
        ("associated press", "Associated Press"),
        ("RND", "Redaktionsnetzwerk Deutschland"),
        ("RNZ", "Radio New Zealand"),
        ("Deutsche Welle Ukrainian and Russian", "Deutsche Welle"),
        ("BBC World Service", "BBC"),
        ("Sky News", "Sky News"),
        ("Sky News Arabia", "Sky News Arabia"),
        ("Guardian", "The Guardian"),
        ("Reuters, Brussels", "Reuters"),
        ("Financial Times (UK)", "Financial Times"),
        ("RFE/RL", "Radio Free Europe/Radio Liberty"),
        ("Süddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("Sueddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("El Pais", "El País"),
        ("Rueters", "Reuters"),
    ],
)
def test_every_way_to_print_an_outlet_means_it(printed: str, name: str) -> None:
    assert resolved(printed) == name


@pytest.mark.parametrize("printed", ["CNN Türk", "The Nordhaven Lantern", "TV", "News", "", "RN", "x" * 5000, "?!"])
def test_who_is_not_listed_stays_unknown(printed: str) -> None:
    assert resolved(printed) is None


def test_a_shared_name_is_ambiguous_until_the_country_decides() -> None:
    assert resolved("ABC") == ["ABC News (United States)", "ABC (Australia)", "ABC (Spain)"]
    assert resolved("ABC", "AU") == "ABC (Australia)"
    assert resolved("The Times", "US") == ["The New York Times", "Los Angeles Times"]
    assert resolved("The Times", "GB") == "The Times (United Kingdom)"
    assert resolved("ABC", "FR") == resolved("ABC")


def test_every_name_belongs_to_one_outlet_or_is_listed_as_ambiguous() -> None:
    shared = set(known_outlets().shared())
    listed = {name.lower().removeprefix("the ").replace(" ", "") for name in listing()["ambiguous"]}
    assert shared == listed


def test_every_outlet_has_its_own_name_a_country_and_is_found_by_each_of_its_names() -> None:
    outlets = known_outlets()
    assert len({outlet.name for outlet in outlets.all}) == len(outlets.all) >= 120
    for outlet in outlets.all:
        assert outlet.country is None or (len(outlet.country) == 2 and outlet.country.isupper())
        for name in (outlet.name, *outlet.aliases):
            found = outlets.resolve(name, outlet.country)
            candidates = found.outlets if isinstance(found, Ambiguous) else (found,)
            assert outlet in candidates, name


def test_the_nearest_outlet_is_offered_for_a_slip() -> None:
    near = known_outlets().nearest("Reuter")
    assert isinstance(near, Outlet)
    assert near.name == "Reuters"
    assert known_outlets().nearest("Quarterly of Nowhere") is None
