"""Word lists of the English figure grammar: what ends a noun phrase, what is no plural, what enumerates talk itself."""

from __future__ import annotations

#: words that cannot stand inside a counted noun phrase, and that say nothing about what a figure measures
CONTEXT_WORDS = frozenset(
    """
    a about above according across after again against ago all almost already also although always am an and another any
    anyone anything are around as at away back be because been before being below between both but by came can cannot
    come coming could did do does doing done down during each either else enough even ever every everybody everyone
    everything exactly far few for from further gave get getting give given go goes going gone got had half has have
    having he hence her here hers herself him himself his how however i if in indeed instead into is it its itself just
    keep kind know let like made make makes many may maybe me mean means might mine more most much must my myself near
    nearly neither never next no nobody none nor not nothing now obviously of off often on once one only onto or other
    others our ours ourselves out over own per perhaps please put quite rather really said same say saying says see seen
    several shall she should since so some somebody something somewhat soon still such take taken than that the their
    theirs them themselves then there therefore these they thing things think this those though through throughout thus
    till to today together tomorrow tonight too toward towards under until up upon us use used very was way we well went
    were what whatever when where whereas whether which while whilst who whom whose why will with within without would
    yes yesterday yet you your yours yourself thank thanks course actually basically certainly clearly let's don't
    it's that's there's we're we've we'll we'd i'm i've i'll i'd they're they've they'll they'd you're you've he's she's
    isn't aren't wasn't weren't doesn't didn't haven't hasn't hadn't won't wouldn't can't couldn't shouldn't what's
    who's here's per secondly thirdly etc amount amounted amounts stand stands stood total totals remain remained
    remains agreed currently registered estimated expected compared came versus plus worth
    """.split()
)
#: plurals without a final s, and collective nouns that are counted
PLURAL_NOUNS = frozenset(
    "people men women children troops police staff personnel fishermen servicemen servicewomen policemen businessmen "
    "aircraft spacecraft sheep fish feet teeth geese mice media data criteria series species headquarters means lives "
    "wounded dead injured displaced infantry cattle refugees clergy crew gas buses statuses viruses campuses bonuses "
    "focuses censuses gases crises analyses houses".split()
)
SINGULAR_S = frozenset(
    "this thus plus versus across always perhaps besides sometimes overseas afterwards towards forwards backwards "
    "upwards downwards nowadays yes less unless news politics economics physics athletics gross express congress "
    "progress "
    "various previous serious famous enormous numerous obvious religious dangerous illustrious lens chaos kudos alas "
    "whereas regardless nonetheless nevertheless indoors outdoors doors christmas texas kansas paris brussels its his "
    "hers ours theirs yours percents".split()
)
VERBS_IN_S = frozenset(
    "helps says does goes comes gives takes makes means needs wants shows leads brings keeps begins becomes remains "
    "includes involves requires represents reflects suggests implies indicates equals exceeds looks seems appears "
    "works "
    "lies sits stands happens continues allows tells puts gets lets uses adds falls rises grows depends exists follows "
    "covers corresponds ensures provides proves reaches".split()
)
ADJECTIVAL = frozenset({"overseas", "sports", "defense's"})

#: nouns that count the talk itself, or things that are only a way to order it
DISCOURSE = frozenset(
    """
    question questions point points thing things reason reasons issue issues topic topics element elements aspect
    aspects
    factor factors way ways option options scenario scenarios principle principles characteristic characteristics
    priority priorities pillar pillars case cases occasion occasions example examples part parts kind kinds type types
    side sides area areas update updates remark remarks comment comments word words message messages follow-up item
    items
    note notes idea ideas step steps answer answers piece pieces theme themes thought thoughts respect respects
    consideration considerations track tracks dimension dimensions objective objectives goal goals crisis crises lesson
    lessons challenge challenges problem problems condition conditions hand hands subject subjects strand strands
    instance instances time times camp camps
    """.split()
)
#: words after which a number is a name: "Article 5", "page 3", "question two"
REFERENCES = frozenset(
    """
    article articles chapter resolution level page pages row question number no phase section paragraph annex channel
    figure table room line item version step stage act title rule amendment regulation directive highway route gate
    platform season episode grade appendix floor building block unit platoon brigade division flight group tier category
    type class chapter volume verse slide exhibit schedule protocol agenda vision apollo apartment suite day week round
    option pillar plan priority war area district zone ward model mark part point top g
    """.split()
)
MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec
    """.split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
#: verbs that carry an amount and are no part of what is measured
MOVING_VERBS = frozenset(
    """
    rose rise rises rising risen fell fall falls falling fallen grew grow grows growing grown increase increased
    increases
    increasing decrease decreased decreasing decline declined declining drop dropped dropping slowed slow edged edge
    moved
    move moving climbed climb jumped jump reached reach reaching reaches hit hits average averaged averages pledged
    pledge
    pledging committed commit committing spent spend promised promise gave given provided provide providing invested
    invest investing announced announce reported report reporting projected project projecting forecast expects expect
    expecting estimate estimating stabilises stabilise accelerate accelerated pick picked bring brought upgraded
    downgraded revised cut cutting raised raise raising lost killed released releasing sent send sending delivered
    deliver
    delivering produce produced produces producing needed need holds hold held keep paid pay paying cost costs costing
    allocate allocated allocating becomes attack attacked allocate add added adds drew exceed exceeded exceeds
    """.split()
)
#: words that say how exactly an amount is meant
QUALIFIER_WORDS = frozenset(
    "about around roughly approximately nearly almost exactly least most under over above below just only total "
    "already "
    "well some another further additional more less fewer".split()
)
#: numbers and ranks in words, which say how much and not what
NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy "
    "eighty "
    "ninety first second third fourth fifth last next term terms full half quarter double".split()
)
#: verbs of motion: they say that an amount moved, not what it measures
MOTION = frozenset(
    "rose rise rises rising risen fell fall falls falling fallen increase increased increases increasing decrease "
    "decreased decreasing decline declined declining drop dropped dropping slowed slow edged edge moved move moving "
    "climbed climb jumped jump reached reach reaching reaches hit hits stand".split()
)

#: words that open a noun phrase
DETERMINERS = frozenset(
    "the a an this that these those our their its your my his her every each all both any some no another whose such "
    "whole same own other".split()
)
PRONOUNS = frozenset(
    "i you he she it we they me him us them who whom which that this these those what everybody everyone somebody "
    "someone nobody anybody anyone something nothing everything anything one ones others both each mine ours theirs "
    "himself herself itself themselves ourselves yourself myself there here".split()
)
AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did doing can could may might must shall should will "
    "would cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't "
    "shouldn't mustn't it's that's there's he's she's we're they're you're i'm we've they've you've i've we'll they'll "
    "it'll i'll you'll he'll she'll i'd we'd they'd you'd".split()
)
#: adverbs without -ly, and other words that never end a noun phrase
ADVERBS = frozenset(
    "again also already always almost altogether anyway apart abroad ahead alone along aside away ago together perhaps "
    "however therefore thus hence indeed instead otherwise moreover meanwhile nevertheless nonetheless overall somehow "
    "sometimes often soon still too very quite rather just even ever never yet now then here there today tomorrow "
    "yesterday tonight once twice thrice back forward forwards onwards upwards downwards afterwards beforehand else "
    "somewhere anywhere everywhere nowhere maybe please okay ok yes no not so sooner later earlier faster "
    "further farther seldom well worldwide overnight "
    "respectively".split()
)
#: nouns that end like adverbs
NOMINAL_LY = frozenset(
    "family supply reply july assembly italy ally monopoly anomaly rally ally's butterfly bully belly jelly elderly "
    "homily tally daily monthly weekly quarterly yearly early friendly oligopoly".split()
)
#: nouns that end like participles
NOMINAL_ING = frozenset(
    """
    spending operating funding financing training housing shipping building buildings lending borrowing banking
    meeting hearing briefing savings earnings holdings engineering manufacturing mining farming fishing dredging
    planning policing trafficking smuggling flooding bombing shelling killing shooting jamming warming crossing
    landing opening closing beginning ending ruling filing rating ranking offering pricing costing gathering
    undertaking understanding wing ring king string spring sibling ceiling pipeline tuition testing hiring clothing
    lighting heating parking advertising marketing outsourcing evening morning thing need seed feed speed breed deed
    weed greed creed shed hundred red
    """.split()
)
#: adjectives, comparatives and small words that cannot be what is measured
NEVER_HEADS = frozenset(
    """
    safe big large small high low good bad long short wide deep old young new strong weak free sure clear true hard
    easy late early close full ready able unable better best worse worst higher highest lower lowest larger largest
    bigger biggest smaller smallest greater greatest longer longest shorter shortest wider deeper older younger
    newer stronger weaker faster slower heavier lighter cheaper richer poorer thick tall broad narrow hot cold rich
    poor wrong right effective possible steady stable flat unchanged necessary important different similar equal
    likely unlikely significant substantial considerable huge enormous tremendous massive modest slight steep sharp
    initial previous current recent future annual national international regional local global domestic foreign
    military civilian political economic financial social public private federal additional extra further several
    various certain particular specific special main major minor key critical crucial essential vital responsible
    aware available open closed alive dead busy proud happy sorry glad grateful thankful first second third fourth
    fifth last next only own same other whole entire average nominal real net gross total roughly approximately
    double triple equivalent less more fewer least most enough due up down off out over
    """.split()
)
#: nouns that say nothing alone
VAGUE_NOUNS = frozenset(
    """
    number numbers figure figures amount amounts thing things way ways lot lots kind kinds sort sorts type types
    part parts fact case cases time times question questions point points example examples percentage share shares
    rest majority minority order terms side sides result results level levels rate rates bit piece value values sum
    total totals average reason reasons idea place matter something anything data information end start top bottom
    area areas range ranges estimate estimates forecast forecasts projection projections target targets goal goals
    aim aims objective record high low minimum maximum increase increases decrease decreases rise fall drop decline
    change changes growth's member members gentleman lady sir madam everybody guys folks ladies gentlemen mr mrs ms
    secretary president minister answer period periods turn reference expectation expectations context moment course
    respect contrast addition comparison difference
    """.split()
)
#: nouns of set phrases behind a preposition: "for example", "on average", "in total"
IDIOM_NOUNS = frozenset(
    """
    example instance instances average top total fact general particular return cash effect principle practice
    addition turn place part hand board purpose time date start end order case sum short full advance common public
    private secret detail future past present meantime moment sake sure free good granted certain real line track
    paper record site stage home face light view response contrast comparison conclusion question questions favour
    favor terms today
    """.split()
)
#: nouns that are also in the list of verbs that carry amounts: what stands before them decides
NOUNS_AFTER_ALL = frozenset(
    "cost costs pledge pledges increase increases rise decline decrease drop fall cut cuts need needs pay forecast "
    "estimate estimates report reports attack attacks release releases project projects average spend move".split()
)

_REGULAR = """
accept achieve address adopt affect agree allow announce apply appear appreciate argue arrive assume avoid become begin
believe belong borrow bring buy calculate carry choose close compare compete complain concern confirm consider consist
contain continue contribute convince correspond count cover create decide defend define deliver demonstrate deny depend
describe deserve destroy determine discuss distribute divide earn emphasise emphasize employ enable encourage ensure
enter establish exceed exist expand expect explain express extend fight finish follow forget get give go grow guarantee
happen hear hope identify imagine imply improve include indicate inform insist intend introduce invest invite involve
join keep kill know lack lay lead lean learn leave lend let lie like listen live lose maintain make manage mean meet
mention obtain occur operate own participate perform persuade pick play possess prefer prepare prevent proceed produce
promise propose protect prove provide pursue put react realise realize recall receive recognise recognize recommend
reduce refer reflect refuse reject rely remain remember remind remove repeat replace represent require resolve respect
respond reveal say see seek seem select sell send serve set settle show sit solve speak specify spend stand stay stick
stop strengthen stress struggle succeed suffer suggest suppose take talk teach tell tend think threaten tolerate try
understand undertake urge use vary wait want warn wear welcome win wish wonder write amount account equal become
vote fluctuate hover swing
reach allocate invest raise hit exceed rank deploy donate
"""
_IRREGULAR = """
became began bought brought built came caught chose chosen cut did dealt drawn drew driven drove eaten fallen fell felt
fought found flew flown forgot forgotten gave given went gone got gotten grew grown heard held hid kept knew known laid
led left lent let lost made meant met paid put ran risen rose said sat saw seen sent shown shook sold sought spent spoke
spoken stood stuck struck sung swum swore taken taught thought threw thrown told took understood undertook woke won wore
worn wrote written borne bore shrank shrunk sank sunk slid spun lit dug hung
"""
_NOUNS_TOO = frozenset(
    "address concern count cover fight finish hope lack lead live play promise respect talk stress struggle stop show "
    "use set spend stand need welcome win wish wonder vote amount account like lie express discuss "
    "counts covers fights hopes leads lives plays promises stresses talks stops shows sets stands wins wishes votes "
    "accounts amounts concerns addresses reach raise hit rank ranks hits raises reaches estimate lean close lay own "
    "project release result results".split()
)


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "ch", "sh", "o", "z")) else "s")


#: forms that are verbs wherever they stand behind a noun; -ing and -ed are told by their endings
VERBS = (
    frozenset(form for base in _REGULAR.split() if base not in _NOUNS_TOO for form in (base, _third(base)))
    | (frozenset(_third(base) for base in _REGULAR.split()) & frozenset(
        "covers counts leads lives lacks reaches raises amounts accounts stands shows spends wins sits".split()
    ))
    | frozenset(_IRREGULAR.split())
    | (MOVING_VERBS | VERBS_IN_S) - NOUNS_AFTER_ALL
)  # fmt: skip
#: verbs whose subject is what the amount behind them measures
EQUATING_VERBS = MOTION | frozenset(
    "is are was were be been cost costs costing amount amounts amounted total totals totalled totaled average averages "
    "averaged grow grows grew grown growing shrink shrinks shrank shrunk stand stands stood remain remains remained "
    "exceed exceeds exceeded cover covers covered account accounts accounted represent represents represented equal "
    "equals equalled run runs ran lie lies soar soared plunged plunge surged surge gained gain gains weigh weighs "
    "measure measures measured comprise comprises totalling pass passed accelerate accelerated eased ease contracted "
    "expanded expand expands".split()
)
#: verbs whose subject is what a length of time measures
LASTING_VERBS = frozenset("take takes took taken taking last lasts lasted is are was were be been".split())
#: nouns for those who act: whose figure it is, not what it measures
ACTORS = frozenset(
    "members member allies ally governments government countries country nations nation ministers minister partners "
    "partner companies company states state people everybody economists experts insurers president owners owner".split()
)
