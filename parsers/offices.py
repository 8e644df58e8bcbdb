"""Words that tell an office from a news organisation, and both from ordinary words. Data, not rules.

All words are folded (see `parsers.text.fold`). What a label's words mean is decided in `parsers.labels`; how much
that weighs against the way a label is used, in `parsers.people`.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: offices of people who answer for an institution
OFFICE = _words(
    "president vice-president minister secretary general secretary-general chancellor chair chairman"
    " chairwoman chairperson"
    " governor commissioner director director-general ambassador envoy representative speaker commander"
    " admiral colonel"
    " major captain lieutenant marshal brigadier commodore premier senator congressman congresswoman mayor"
    " prince princess"
    " king queen chief officer ceo cfo coo adviser advisor counsel counsellor economist treasurer head deputy"
    " under-secretary"
    " undersecretary attorney administrator coordinator rapporteur delegate supreme inspector superintendent"
    " commandant"
    " saceur prime foreign-minister vice-chair vice-chairman vice-chancellor dean rector bishop pope judge justice"
    # German, French
    " prasident prasidentin minister ministerin bundeskanzler bundeskanzlerin kanzler kanzlerin bundesminister"
    " bundesministerin staatssekretar staatssekretarin vorsitzender vorsitzende generalsekretar generalsekretarin"
    " ministre presidente secretaire directeur directrice gouverneur commissaire ambassadeur ambassadrice"
    " premier-ministre"
)
#: offices of people who lead through a press conference
MODERATOR = _words(
    "spokesperson spokesman spokeswoman spokespeople moderator host facilitator emcee presenter operator"
    " sprecher sprecherin pressesprecher pressesprecherin regierungssprecher porte-parole moderateur moderatrice"
)
#: words beside an office word that make it one of a moderator
MODERATOR_PHRASES = (
    "press secretary",
    "press officer",
    "press attache",
    "head of press",
    "head of communications",
    "director of communications",
    "communications director",
    "communications officer",
    "head of media",
    "media adviser",
    "chief of communications",
)
#: what journalists are
JOURNALIST = _words(
    "journalist reporter correspondent editor editor-in-chief columnist freelance freelancer anchor bureau producer"
    " photographer commentator blogger newsreader journaliste redakteur redakteurin korrespondent korrespondentin"
    " reporterin journalistin correspondant correspondante redacteur redactrice"
)
#: labels that name a part in the room and nobody
FUNCTIONS: dict[str, str] = {
    **dict.fromkeys(
        "question|questioner|q|journalist|reporter|media|press|audience|participant|unidentified reporter"
        "|unidentified journalist|unknown reporter|unknown journalist|unidentified questioner|unidentified media"
        "|unidentified male|unidentified female|follow-up question|frage|zusatzfrage|journaliste|intervenant".split(
            "|"
        ),
        "journalist",
    ),
    **dict.fromkeys("moderator|host|facilitator|operator|moderation|moderateur|moderatrice".split("|"), "moderator"),
    **dict.fromkeys("interpreter|translator|dolmetscher|dolmetscherin|interprete".split("|"), "interpreter"),
}
#: words of which news organisations make their names
OUTLET = _words(
    "news newspaper newspapers tv television radio press presse agency agence agentur agencia agenzia broadcasting"
    " broadcaster times post journal daily weekly gazette herald tribune telegraph guardian courier chronicle"
    " observer"
    " mirror standard independent express star sun globe mail examiner inquirer bulletin dispatch media network"
    " networks channel kanal canal magazine review today zeitung tagblatt tageblatt nachrichten rundfunk"
    " fernsehen spiegel"
    " welt kurier redaktionsnetzwerk medien anzeiger matin monde figaro quotidien giornale corriere gazzetta pravda"
    " novosti izvestia inform telegraaf volkskrant dagblad nieuws nyheter tidning wire digest bloomberg"
)
#: words that stand in headings of events and never in a person's name
EVENT = _words(
    "press conference briefing remarks statement speech interview transcript summit meeting question questions"
    " answers"
    " q&a opening closing joint doorstep availability ministerial annual weekly daily monthly session keynote address"
    " read-out readout pressekonferenz conference conference-de-presse point presse presser news updated delivered"
)
#: words of running text; a line with one of them is no label
SENTENCE = _words(
    "i we you he she it they me us him them my our your his their this these those that there here is are was"
    " were be been am"
    " have has had do does did will would can could should shall might must not no yes thank thanks please hello hi"
    " welcome good morning afternoon evening ladies gentlemen dear colleagues friends everyone everybody what"
    " when where why how who"
    " which if but so because i'm we're it's don't let's let okay ok well now then first second third final next last"
    " ich wir sie er ist sind war haben hat danke guten je nous vous il elle est sont merci bonjour bonsoir"
)
#: words that open a sentence or a greeting and never a name, also with a capital
OPENERS = _words(
    "thank thanks good dear welcome hello hi yes no ladies gentlemen and but so okay ok well now the a an this"
    " that these those"
    " there here we you he she it they what when where why how if because first second third final finally next also"
    " danke guten sehr liebe merci bonjour mesdames messieurs we're it's i'm i let's let's not our my your"
)
HONORIFIC = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady madam madame monsieur herr frau hon rt amb gen adm"
    " col lt maj capt"
    " sgt rev sen rep gov mme mlle m dott ing"
)
#: written small inside names
PARTICLES = _words(
    "von van de der den del della di da dos das du la le el al bin ibn abu ter ten te zu zum zur af av y e i"
    " st 't d' und ap ben"
)
#: written small inside names of organisations
LINKING = _words("of the and for in on at to de la le les des du der die das und et di del y e el & van von")
#: full stops that may end a label
ABBREVIATED = re.compile(
    r"(?:^|[\s.])(?:jr|sr|inc|ltd|co|corp|plc|s\.a|u\.s|u\.k|u\.n|a\.g|etc|[a-z])\.\Z", re.IGNORECASE
)
