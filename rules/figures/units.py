"""What the numbers count: tables of currencies, percentages, multiples, durations and measures, and nouns.

`unit_of` reads the unit that an amount wears, before it ("$20 billion", "EUR 5m") or behind it ("20 billion euros",
"2% of GDP", "25 times bigger", "three-year", "6,000 confirmed cases"). Without one it says so: a speaker may have left
it out. A bare "dollar" stays a dollar unless the transcript's language says whose.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.figures.figure import UnitKind
from rules.figures.numbers import DASHES, Amount
from rules.figures.tokens import Sentence
from rules.figures.words import ADJECTIVAL, CONTEXT_WORDS, PLURAL_NOUNS, SINGULAR_S, VERBS_IN_S

CURRENCY_WORDS = {
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("dollar", "dollars", "buck", "bucks"), "dollar"),
    **dict.fromkeys(("sterling", "quid"), "GBP"),
    **dict.fromkeys(("pound", "pounds"), "pound"),
    "yen": "JPY",
    **dict.fromkeys(("yuan", "renminbi", "rmb"), "CNY"),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles"), "RUB"),
    **dict.fromkeys(("rupee", "rupees"), "INR"),
    **dict.fromkeys(("hryvnia", "hryvnias"), "UAH"),
    **dict.fromkeys(("zloty", "zlotys"), "PLN"),
    **dict.fromkeys(("lira", "liras"), "TRY"),
    **dict.fromkeys(("shekel", "shekels"), "ILS"),
    **dict.fromkeys(("franc", "francs"), "CHF"),
    **dict.fromkeys(("krona", "kronor"), "SEK"),
    **dict.fromkeys(("krone", "kroner"), "NOK"),
    **dict.fromkeys(("forint", "forints"), "HUF"),
    **dict.fromkeys(("koruna", "korunas"), "CZK"),
    **dict.fromkeys(("real", "reais"), "BRL"),
    **dict.fromkeys(("peso", "pesos"), "peso"),
    **dict.fromkeys(("crown", "crowns"), "crown"),
    **dict.fromkeys(("rand", "rands"), "ZAR"),
    **dict.fromkeys(("riyal", "riyals"), "SAR"),
    **dict.fromkeys(("dirham", "dirhams"), "AED"),
    **dict.fromkeys(("ringgit",), "MYR"),
    "baht": "THB",
    **dict.fromkeys(("bitcoin", "bitcoins"), "BTC"),
    **dict.fromkeys(("cent", "cents"), "cent"),
    **dict.fromkeys(("pence", "penny"), "penny"),
}
#: currency words that mean it only behind an amount of thousands, since they are other words too
_SHY_CURRENCIES = frozenset({"real", "rand", "won", "crown", "crowns"})
_WON = {"won": "KRW"}
#: names of several nations' money; without a nation they stay names
SHARED_CURRENCIES = frozenset({"dollar", "pound", "peso", "crown"})
NATIONS = {
    **dict.fromkeys(("us", "american"), "USD"),
    **dict.fromkeys(("australian", "aussie"), "AUD"),
    "canadian": "CAD",
    "singapore": "SGD",
    **dict.fromkeys(("british", "uk"), "GBP"),
    "egyptian": "EGP",
    "swiss": "CHF",
    "swedish": "SEK",
    "norwegian": "NOK",
    "danish": "DKK",
    "russian": "RUB",
    "japanese": "JPY",
    "chinese": "CNY",
    "indian": "INR",
    "turkish": "TRY",
    "polish": "PLN",
    "mexican": "MXN",
    "argentine": "ARS",
}
ISO = frozenset(
    "USD EUR GBP JPY CNY CHF AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BGN UAH RUB TRY ILS INR KRW SGD HKD TWD THB MYR "
    "IDR "
    "PHP VND PKR BDT LKR BRL MXN ARS CLP COP PEN ZAR NGN KES EGP MAD SAR AED QAR KWD GEL AMD AZN KZT RSD ISK "
    "BTC".split()
)
_BEFORE_DOLLAR = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "r": "BRL",
    "nt": "TWD",
    "mx": "MXN",
}
SYMBOLS = {
    "$": "dollar",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₴": "UAH",
}
#: whose dollar and pound are meant, by the region of the transcript's language tag
REGIONS = {"US": "USD", "AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"}

DURATIONS = {
    word: plural
    for singular, plural in (
        ("second", "seconds"),
        ("minute", "minutes"),
        ("hour", "hours"),
        ("day", "days"),
        ("week", "weeks"),
        ("weekend", "weekends"),
        ("fortnight", "fortnights"),
        ("month", "months"),
        ("quarter", "quarters"),
        ("year", "years"),
        ("decade", "decades"),
        ("century", "centuries"),
    )
    for word in (singular, plural)
} | {"yr": "years", "yrs": "years", "mins": "minutes", "hrs": "hours"}

_MEASURES = {
    "kilometres": "kilometres kilometre kilometers kilometer km kms",
    "metres": "metres metre meters meter m",
    "centimetres": "centimetres centimetre centimeters centimeter cm",
    "millimetres": "millimetres millimetre millimeters millimeter mm",
    "miles": "miles mile",
    "yards": "yards yard",
    "feet": "feet foot ft",
    "inches": "inches inch",
    "hectares": "hectares hectare ha",
    "acres": "acres acre",
    "tonnes": "tonnes tonne",
    "tons": "tons ton",
    "kilograms": "kilograms kilogram kilogrammes kilos kilo kg",
    "grams": "grams gram grammes",
    "ounces": "ounces ounce oz",
    "litres": "litres litre liters liter",
    "gallons": "gallons gallon",
    "barrels": "barrels barrel",
    "degrees": "degrees degree",
    "kilowatts": "kilowatts kilowatt kw",
    "megawatts": "megawatts megawatt mw",
    "gigawatts": "gigawatts gigawatt gw",
    "kilowatt hours": "kwh",
    "megawatt hours": "mwh",
    "terawatt hours": "twh",
    "mph": "mph",
    "km/h": "kph kmh",
    "gigabytes": "gb gigabytes gigabyte",
    "points": "points point",
}
MEASURES = {word: unit for unit, words in _MEASURES.items() for word in words.split()}
_SCALES_OF_HEAT = {"celsius": "degrees celsius", "centigrade": "degrees celsius", "fahrenheit": "degrees fahrenheit"}
_RATES = frozenset("day week month year hour minute second quarter night capita person head share barrel annum".split())
#: behind "times" these make a multiple; without one "three times" is how often
_COMPARED = frozenset(
    "more less bigger larger greater smaller higher lower faster slower stronger weaker longer shorter cheaper fewer "
    "better worse stronger as the what that its our their his our".split()
)
_COMPARATIVES = _COMPARED - frozenset("as the what that its our their his".split())
_GDP = ("gdp", "gross domestic product", "gnp", "gni")
FOLD_WORDS = {
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "sixfold": 6.0,
    "sevenfold": 7.0,
    "eightfold": 8.0,
    "ninefold": 9.0,
    "tenfold": 10.0,
    "twentyfold": 20.0,
    "hundredfold": 100.0,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit an amount wears, and the tokens it takes."""

    name: str  #: as in `Figure.unit`
    kind: UnitKind  #: its family
    first: int  #: first token of amount and unit together
    end: int  #: one past the last token of both
    noun: bool = False  #: a counted noun, not a unit of the tables


def unit_of(s: Sentence, a: Amount, region: str | None = None, free: int = 0) -> Unit | None:
    """The unit of an amount, or None when none is said; tokens before `free` belong to another figure."""
    before = _currency_before(s, a, region)
    if before is not None and before.first >= free:
        return before
    at = _past_hyphen(s, a.end)
    return (
        _percent(s, a, at)
        or _currency_behind(s, a, at, region)
        or _times(s, a, at)
        or _duration(s, a, at)
        or _measure(s, a, at)
        or _noun(s, a, at)
    )


def _past_hyphen(s: Sentence, i: int) -> int:
    return i + 1 if s.word(i) in DASHES and s.at(i).glued and s.at(i + 1).glued else i


def _currency_before(s: Sentence, a: Amount, region: str | None) -> Unit | None:
    i = a.first - 1
    token = s.at(i)
    if s.at(i - 1).text == "$" and token.glued and token.word in _BEFORE_DOLLAR:  # "$US161 million"
        return Unit(_BEFORE_DOLLAR[token.word], "money", i - 1, a.end)
    if token.text in SYMBOLS:
        name, first = SYMBOLS[token.text], i
        letters = s.at(i - 1)
        if name == "dollar" and letters.word in _BEFORE_DOLLAR and token.glued and letters.text.isupper():
            name, first = _BEFORE_DOLLAR[letters.word], i - 1
        return Unit(_of_region(name, region), "money", first, _past_currency(s, a.end))
    if token.text in ISO and token.kind == "word":
        return Unit(token.text, "money", i, a.end)
    if token.text == "Rs":
        return Unit("INR", "money", i, a.end)
    return None


def _past_currency(s: Sentence, i: int) -> int:
    """“$20 billion dollars” and "$20bn USD" wear their currency twice."""
    return i + 1 if s.word(i) in {"dollars", "euros"} or s.at(i).text in ISO else i


def _of_region(name: str, region: str | None) -> str:
    if name == "dollar":
        return REGIONS.get(region or "", "dollar")
    return name


def _currency_behind(s: Sentence, a: Amount, at: int, region: str | None) -> Unit | None:
    token = s.at(at)
    if token.text in SYMBOLS and token.glued | (s.at(at + 1).kind != "number"):
        return Unit(_of_region(SYMBOLS[token.text], region), "money", a.first, at + 1)
    if token.text in ISO or (token.word in _WON and a.scaled):
        return Unit(_WON.get(token.word, token.text), "money", a.first, at + 1)
    if s.phrase(at, 2) == "new zealand" and s.word(at + 2).startswith("dollar"):
        return Unit("NZD", "money", a.first, at + 3)
    return _currency_word(s, a, at, region)


def _currency_word(s: Sentence, a: Amount, at: int, region: str | None) -> Unit | None:
    """“euros”, “US dollars”, “pounds sterling”; pounds that are no money are a weight."""
    nation = NATIONS.get(s.word(at))
    end = at + 2 if nation else at + 1
    word = s.word(end - 1)
    name = CURRENCY_WORDS.get(word)
    if name is None or (word in _SHY_CURRENCIES and not a.scaled):
        return None
    if nation and name in SHARED_CURRENCIES:
        return Unit(nation, "money", a.first, end)
    if name == "pound":
        sterling = s.word(end) == "sterling"
        if not (a.scaled or sterling):
            return Unit("pounds", "other", a.first, end)
        return Unit("GBP", "money", a.first, end + sterling)
    return Unit(_of_region(name, region), "money", a.first, end)


def _percent(s: Sentence, a: Amount, at: int) -> Unit | None:
    end = at + 1
    if s.phrase(at, 2) == "per cent":
        end = at + 2
    elif s.phrase(at, 2) in {"basis point", "basis points"} or s.word(at) in {"bps", "bp"}:
        return Unit("basis points", "percent", a.first, at + (1 if s.word(at).startswith("bp") else 2))
    elif s.word(at) not in {"%", "percent", "pct", "percentage", "percents"}:
        return None
    if s.word(end) in {"point", "points"}:
        return Unit("percentage points", "percent", a.first, end + 1)
    end_of_gdp = _of_gdp(s, end)
    return (
        Unit("percent of GDP", "percent", a.first, end_of_gdp)
        if end_of_gdp
        else Unit("percent", "percent", a.first, end)
    )


def _of_gdp(s: Sentence, i: int) -> int | None:
    """One past "of GDP", "of their GDP", "of our national GDP"."""
    if s.word(i) != "of":
        return None
    for at in range(i + 1, i + 4):
        if s.word(at) in _GDP:
            return at + 1
        if s.phrase(at, 3) in _GDP:
            return at + 3
    return None


def _times(s: Sentence, a: Amount, at: int) -> Unit | None:
    word = s.word(at)
    if word == "fold":
        return Unit("times", "multiple", a.first, at + 1)
    if word == "x" and s.at(at).glued:
        return Unit("times", "multiple", a.first, at + 1)
    if word != "times" and not (word == "time" and a.values == (1.0,)):
        return None
    if s.word(at + 1) in _COMPARATIVES:
        return Unit("times", "multiple", a.first, at + 2)
    if s.word(at + 1) in _COMPARED:
        return Unit("times", "multiple", a.first, at + 1)
    return Unit("times", "count", a.first, at + 1)


def _duration(s: Sentence, a: Amount, at: int) -> Unit | None:
    skipped = at + 1 if s.word(at) in {"a", "full", "whole", "more", "additional", "further", "consecutive"} else at
    if s.word(at) in {"calendar", "working", "business", "financial", "fiscal"}:
        skipped = at + 1
    name = DURATIONS.get(s.word(skipped))
    if name is None or (s.word(at) == "a" and a.values != (0.5,)):
        return None
    end = skipped + 1
    old = _past_hyphen(s, end)
    if s.word(old) == "old" or s.phrase(end, 2) == "of age":
        return Unit(f"{name} old", "duration", a.first, old + 1 if s.word(old) == "old" else end + 2)
    return Unit(name, "duration", a.first, end)


def _measure(s: Sentence, a: Amount, at: int) -> Unit | None:
    square = {"square": "square ", "sq": "square ", "cubic": "cubic "}.get(s.word(at), "")
    i = at + 1 if square else at
    name = MEASURES.get(s.word(i))
    if s.word(at) == "°" or s.word(at) in _SCALES_OF_HEAT:
        heat = {"c": "degrees celsius", "f": "degrees fahrenheit"}.get(s.word(at + 1), "degrees")
        return Unit(_SCALES_OF_HEAT.get(s.word(at), heat), "other", a.first, at + 1 + (heat != "degrees"))
    if name is None or (s.word(i) in {"m", "ha"} and a.spelled):
        return None
    end = i + 1
    if name == "degrees" and s.word(end) in _SCALES_OF_HEAT:
        name, end = _SCALES_OF_HEAT[s.word(end)], end + 1
    rate_end = _rate(s, end)
    if rate_end:
        return Unit(f"{square}{name} per {s.word(rate_end - 1)}", "other", a.first, rate_end)
    return Unit(square + name, "other", a.first, end)


def _rate(s: Sentence, i: int) -> int | None:
    """One past "per day", "a day", "an hour"."""
    if s.word(i) in {"per", "a", "an", "/"} and s.word(i + 1) in _RATES:
        return i + 2
    return None


def _noun(s: Sentence, a: Amount, at: int) -> Unit | None:
    """The counted noun: the first plural among the next few words, with the adjectives before it."""
    if s.phrase(at, 2) == "of the" or s.phrase(at, 2) == "of these" or s.phrase(at, 2) == "of our":
        at += 2
    start = at
    for i in range(at, at + 6):
        token = s.at(i)
        compound = s.word(i + 1) in DASHES and s.at(i + 1).glued and s.at(i + 2).glued
        if i > at and token.glued and (token.word in DASHES or token.kind == "number"):
            continue  # "so-called mercenaries", "P2 masks"
        if token.kind != "word" or (token.word in CONTEXT_WORDS and not compound):
            return None
        if token.word in {"more", "other", "new", "additional", "further", "extra", "such", "different"} and i == start:
            start = i + 1
            continue
        if is_plural(token.word):
            return Unit(s.words(start, i + 1), "count", a.first, i + 1, noun=True)
    return None


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    if word in PLURAL_NOUNS:
        return True
    if len(word) <= 3 or "'" in word or not word.endswith("s"):  # "is", "was", "yes"
        return False
    return not word.endswith(("ss", "us", "is")) and word not in SINGULAR_S | VERBS_IN_S | ADJECTIVAL
