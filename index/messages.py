"""What the index room says to staff, in Swedish, all in one place."""

from __future__ import annotations

NO_INDEX = "Inget index är publicerat i {directory}. Bygg det med: python -m index build"
BROKEN_INDEX = "Indexet {publication} i {directory} går inte att läsa ({reason}). Bygg om det: python -m index build"
UNWRITABLE = "Datamappen {directory} går inte att skriva i: {reason}. Ändra rättigheterna eller sätt ASF_DATA_DIR."
NO_MODEL = "Språkmodellen {model!r} går inte att ladda: {reason}. Se ASF_EMBEDDING_MODEL."
BUILD_RUNNING = "Ett annat bygge pågår ({lock}). Vänta tills det är klart."
NOTHING_TO_ROLL_BACK = "Det finns inget tidigare index att gå tillbaka till."

FRESH = "Indexet {publication} är aktuellt; inget att göra."
BUILDING = "Bygger index …"
EMBEDDING = "Beräknar vektorer"
PUBLISHED = (
    "Publicerade {publication}: {passages} passager, {questions} exempelfrågor, "
    "{embedded} nya vektorer, {seconds:.1f} s."
)
ROLLED_BACK = "Gick tillbaka till {publication}."
STATUS = (
    "Publicerat: {publication}\nByggt:      {built}\nModell:     {model}\n"
    "Passager:   {passages}\nFrågor:     {questions}"
)
STATUS_FRESH = "Aktuellt:   ja"
STATUS_STALE = "Aktuellt:   nej ({reasons}); kör: python -m index build"
STALE_CORPUS = "korpusen har ändrats"
STALE_MODEL = "modellen har ändrats"
STALE_METHOD = "programmets indexering har ändrats"
NOTHING_IN_FORCE = "Ingen version gäller den dagen; inget att söka i."

HELP = (
    "Indexet: det som hittar rätt passage till en fråga.\n\n"
    'Exempel: python -m index build · python -m index search "Vem upphandlar?"'
)
HELP_BUILD = "Bygg och publicera indexet om något har ändrats. Exempel: python -m index build --force"
HELP_SEARCH = 'Sök passager, för felsökning. Exempel: python -m index search "Vem upphandlar?" --on 2026-11-23'
HELP_STATUS = "Visa vad som är publicerat och om det är aktuellt. Exempel: python -m index status"
HELP_ROLLBACK = "Gå tillbaka till närmast tidigare index. Exempel: python -m index rollback"
HELP_FORCE = "Bygg även om inget har ändrats."
HELP_DATA = "Datamapp (annars ASF_DATA_DIR eller ./data)."
HELP_MODEL = "Språkmodell (annars ASF_EMBEDDING_MODEL eller den medföljande)."
HELP_CORPUS = "Mapp med riktlinjer (annars ASF_CORPUS_DIR eller den medföljande)."
HELP_ON = "Dag (ÅÅÅÅ-MM-DD); annars i dag."
HELP_TOP = "Antal träffar."
INCOMPLETE = "antalet vektorer stämmer inte"
