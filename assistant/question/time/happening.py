"""The words by which a clause tells or asks what happened, so that its time is not one at which rules are asked for."""

from __future__ import annotations

from assistant.question.time.plain import plain_of
from corpus.language_rules import Rule, RuleTable, whole_words, words

ADOPTED = RuleTable(
    "Something was adopted or written.",
    Rule(
        "adopted",
        whole_words(
            swedish=r"""
                antog* | anta(?:s|gits|gen) | fastställ\w+ | beslutat?s? | beslutades? | klubba\w+ | togs fram
                kom(?: till)? | skrev* | publicera\w+
            """,
            english=r"adopt* | approv\w+ | decid\w+ | issued | written | came | decisions? made",
        ),
        why="The time is that of the decision; what was decided may apply at another.",
        matches=("antogs 2011", "När kom policyn till?", "fastställdes av styrelsen", "Who approved it"),
        spares=("Vad gällde", "antagligen"),
    ),
    reads=plain_of,
)

_RULES_ARE_ASKED = words(
    swedish="kunde | fick | kan | får | skulle | ska | måste | krävdes",
    english="could | can | may | must | should",
)
FACTS = RuleTable(
    "Asks for a fact of what happened.",
    Rule(
        "how_much_it_was",
        rf"""
        \b (?: hur\ mycket | hur\ många | how\ much | how\ many ) \b
        (?! .{{0,60}} \b {_RULES_ARE_ASKED} \b )
        """,
        why="How much there was is a fact, how much one could get a rule.",
        matches=("Hur mycket delade ni ut", "How many attended"),
        spares=("Hur mycket kunde man få", "How much could we get"),
    ),
    Rule(
        "who_it_was",
        whole_words(
            swedish="vem var | vilka var | var ni",
            english="who was | who were | was there | were you",
        ),
        why="Persons and what they did are no rules.",
        matches=("Vem var ordförande", "Var ni med", "Was there a meeting"),
        spares=("Vem får stöd",),
    ),
    Rule(
        "when_it_was",
        r"""
        \b när \b (?! \  (?: skulle | ska | måste | får | behöver ) )
        | \b when \b (?! \  (?: must | should | does | did | do ) )
        """,
        why="When something was is a fact, when it had to be a rule.",
        matches=("När hölls mötet", "When was the meeting"),
        spares=("När skulle man ansöka", "When did one have to apply"),
    ),
    Rule(
        "where_it_is",
        whole_words(swedish="var (?:ligger|finns|kan|hittar|står)"),
        why="It asks for a place.",
        matches=("Var finns policyn från 2013",),
        spares=("Var det tillåtet",),
    ),
    Rule(
        "which_day",
        whole_words(
            swedish="vilket datum | vilken dag | sista dag*",
            english="which (?:date|day|evening) | deadline",
        ),
        why="It asks for a day, and the time beside it only says in which year or month.",
        matches=("Vilken dag i november", "sista dagen 2027"),
        spares=("alla dagar",),
    ),
    Rule(
        "what_we_got",
        whole_words(
            swedish=r"(?:fick|fik) (?:vi|ni|jag)(?: \w+)? (?:pengar|stod|bidrag|medel)",
            english="did (?:we|you|they) (?:get|receive|have)",
        ),
        why="What these persons got is a fact; stod is how some write stöd.",
        matches=("Fick vi några pengar", "fick ni stod", "Did we get support"),
        spares=("Fick man pengar", "Fick vi anställa"),
    ),
    reads=plain_of,
)
HAPPENED = RuleTable(
    "Speaks of what happens to people and associations rather than of what applies.",
    Rule(
        "asks_who_when_where",
        whole_words(swedish=r"vem | när | var (?:\w+s|\w+de|ligger|låg|kan|hittar|står)", english="who | when | where"),
        why="Rules are asked for by what and how.",
        matches=("Vem tog emot pengarna", "Var hölls mötet", "Where is it"),
        spares=("Vad gick att få", "Var det så"),
    ),
    Rule(
        "events",
        whole_words(
            swedish=r"""
                hölls | ägde rum | gjordes | genomfördes | deltog | kostade | inkom | anställdes | startade | började
                bildades | slutade | besökte | delades ut | betala* ut | beviljades | hette | daterad* | avslogs | antal
                möten? | född
            """,
            english=r"""
                took place | happened | attended | cost | receiv\w+ | held | made | organised | born | pa(?:y|id) out
            """,
            either="(?:medlemmar|members) (?:sökte|applied)",
        ),
        why="They are done or befall at a time, which rules are not.",
        matches=("mötet i mars hölls", "betalades ut", "medlemmar sökte", "the course took place"),
        spares=("mötet",),
    ),
    Rule(
        "our_things",
        rf"\b {words(swedish='vxr', english='our | my')} \  \w+ \b",
        why='What is said of one\'s own things is a story; "vxr" is "vår" (see `plain_of`).',
        matches=("vår ansökan", "our application"),
        spares=("vårt avtal",),
    ),
    reads=plain_of,
)
_DEADLINE = words(
    swedish="senast | inom | vara inne | klar*",
    english="by | no later than | deadline",
)
DEADLINE_BEFORE = RuleTable(
    "Before a time that is a deadline.",
    Rule(
        "at_the_latest",
        rf"\b {_DEADLINE} \s* (?: den \s* )? $",
        why="By then something must be done, under the rules of today.",
        matches=("Ansökan senast den ", "vara inne ", "by "),
        spares=("från ",),
    ),
    reads=plain_of,
)
