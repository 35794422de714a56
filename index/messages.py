"""What the index room says to staff, in Swedish, all in one place."""

from __future__ import annotations

# Faults
NO_INDEX = "Inget index är publicerat i {directory}. Bygg och publicera det: asf index build --publish-first"
BROKEN_INDEX = (
    "Indexet {publication} i {directory} går inte att läsa ({reason}). "
    "Bygg om det: asf index build, och sedan: asf evals publish"
)
INCOMPLETE = "antalet vektorer stämmer inte"
CHANGED_FILES = "ändrade filer: {files}"
CHANGED_VECTORS = "vektorerna för {version} är inte de som byggdes"
NO_VECTOR_SERVER = "vektorerna ligger på en Chroma-server; sätt ASF_CHROMA_URL"
VECTORS_AWAY = "Chroma-servern {server} går inte att använda: {reason}"
VECTORS_MISSING = "Chroma-servern {server} har inte vektorerna för det här indexet"
UNWRITABLE = "Datamappen {directory} går inte att skriva i: {reason}. Ändra rättigheterna eller sätt ASF_DATA_DIR."
NO_READER = "Läsaren går inte att ladda: {reason}. Installera om programmet."
NO_MODEL = "Språkmodellen {model!r} går inte att ladda: {reason}. Se ASF_EMBEDDING_MODEL."
BUILD_RUNNING = "Ett annat bygge pågår ({lock}). Vänta tills det är klart."
SWITCH_RUNNING = "Någon annan publicerar eller ångrar just nu ({lock}). Försök igen."
CANDIDATE_CHANGED = (
    "{publication} är inte kandidat längre: ett nyare index har byggts under tiden. Kör: asf evals publish"
)
NOTHING_TO_ROLL_BACK = "Det finns inget tidigare index att gå tillbaka till."
CANNOT_SERVE = (
    "Det tidigare indexet {publication} byggdes med en annan språkmodell eller en annan version av programmet "
    "och går inte att visa."
)
BROKEN_RECORD = "Rad {line} i {file} är ingen publicering. Rätta eller ta bort raden."

# Building and publishing
EMBEDDING = "Beräknar vektorer"
FRESH_PUBLISHED = "Det publicerade indexet {publication} är aktuellt; inget att göra."
FRESH_CANDIDATE = (
    "Kandidaten {publication} är redan byggd av samma korpus; inget att göra. Publicera den: asf evals publish"
)
BUILT = (
    "Kandidaten {publication} är byggd men visas inte än: {passages} passager, {questions} exempelfrågor, "
    "{embedded} nya vektorer, {seconds:.1f} s.\nPröva och publicera den: asf evals publish"
)
PUBLISHED = (
    "Publicerade {publication}: {passages} passager, {questions} exempelfrågor, "
    "{embedded} nya vektorer, {seconds:.1f} s."
)
USABLE = "Indexet {publication} är publicerat och visas; inget att göra."
WITHOUT_GATE = "Det fanns inget publicerat index att visa, så det första publicerades utan prövning."
ROLLED_BACK = "Gick tillbaka till {publication}."
TAKEN_BACK = (
    "Det som ligger i mappen är det som togs tillbaka {when} (skäl: {reason}). Rätta eller dra tillbaka versionen "
    "först: asf corpus correct eller asf corpus withdraw. Ska just det här byggas ändå: asf index build --force"
)
STATUS_TAKEN_BACK = (
    "Aktuellt:   det som ligger i mappen togs tillbaka {when}; rätta det (asf corpus correct) eller dra tillbaka "
    "versionen (asf corpus withdraw) innan något byggs igen"
)
FORCE_AND_FIRST = "--force och --publish-first går inte att ange samtidigt."

# Status
STATUS = (
    "Publicerat: {publication}\nByggt:      {built}\nModell:     {model}\n"
    "Passager:   {passages}\nFrågor:     {questions}"
)
STATUS_FRESH = "Aktuellt:   ja"
STATUS_STALE = "Aktuellt:   nej ({reasons}); kör: asf index build"
STATUS_CANDIDATE_WAITS = "Aktuellt:   nej ({reasons}); kandidaten är det: asf evals publish"
STATUS_NO_CANDIDATE = "Kandidat:   ingen"
STATUS_CANDIDATE = (
    "Kandidat:   {publication}\nByggd:      {built}\nModell:     {model}\n"
    "Passager:   {passages}\nFrågor:     {questions}\nSkillnad:   {differences}"
)
STATUS_CANDIDATE_STALE = "Kandidaten är inaktuell ({reasons}); kör: asf index build"
NO_DIFFERENCE = "ingen"
VERSION_ADDED = "ny version {version}"
VERSION_REMOVED = "versionen {version} är borta"
VERSION_CHANGED = "versionen {version} är ändrad ({passages} passager)"
DIFFERENT_COUNT = "{change:+} exempelfrågor"
DIFFERENT_QUESTIONS = "exempelfrågorna är ändrade"
STALE_CORPUS = "korpusen har ändrats"
STALE_MODEL = "modellen har ändrats"
STALE_METHOD = "programmets indexering har ändrats"

# Log
LOG_HEAD = ("När (UTC)", "Vad", "Mått", "Skäl och krav som inte hölls")
LOG_PUBLISHED, LOG_FORCED, LOG_ROLLED_BACK = "publicerat", "publicerat trots brutna krav", "återställt"
LOG_BASIS = "korpus {corpus}\n{model}\n{method}"
LOG_FIGURES = {
    "cases": "fall",
    "excluded": "undantagna",
    "pass": "rätt",
    "answerable": "besvarbara rätt",
    "abstention_recall": "rätt att inte svara",
    "verbatim": "ordagrant",
    "superseded_as_current": "gammalt som gällande",
}
LOG_BY = "av {by}"
LOG_EMPTY = "Ingenting har publicerats än."

PACKED = "{count} vektorer sparade i {file}."
PACK_OTHER = (
    "Indexet är skadat eller byggt med en annan språkmodell än den som följer med. Bygg om och publicera först."
)

# Training documents
NO_DOCUMENTS = "Här finns inga dokument att lära av (train/*.yaml, dev/*.yaml eller test/*.yaml)."
NO_SPLIT = "Lägg dokumentet i mappen train, dev eller test: den säger vad det är till för."
BAD_VALUE = "{key} är {value!r}, men ska vara något av: {known}"
EMPTY_GROUP = "{key} har en grupp utan passager."
REPEATED_ID = "Två passager har samma id."
REPEATED_QUESTION = "Frågan står redan längre upp."
UNKNOWN_PASSAGE = "Ingen passage heter {passage}."
EVIDENCE_AND_KIND = (
    "En fråga av sorten {kind} stämmer inte med sina belägg: answerable och partial har sådana, andra inte."
)

# Training
LEARNING = "Lär {part}"
READING_DOCUMENTS = "Läser dokumenten"
TOO_FEW_DOCUMENTS = (
    "Det behövs minst {fewest} dokument att lära av som besvarar frågor, "
    "och utvecklingsdokument med frågor av alla slag, några av dem besvarade med nej."
)
TOO_FEW_ASIDES = "Det behövs minst {fewest} exempelfrågor som är småprat och lika många som är missbruk att lära av."
OTHER_TRAINING = (
    "{file} hör till en annan träning (annat upplägg eller andra dokument). Ta bort den eller välj en annan mapp."
)

ASIDES_TAUGHT = "Inlärt. Vikterna finns i {file}."
TRAINED = "Läsaren är tränad. Vikterna finns i {folder}."
COUNTED = "{split}: {documents} dokument, {questions} frågor"
NOT_INSTALLED = "{name} är inte installerat. Träningen behöver mer än driften: pip install -e '.[train]'"

# Searching
NOTHING_IN_FORCE = "Ingen version gäller den dagen; inget att söka i."

HELP = (
    "Indexet: det som hittar rätt passage till en fråga.\n\n"
    'Exempel: asf index build · asf index search "Vem upphandlar?"'
)
HELP_BUILD = (
    "Bygg en kandidat om korpusen, modellen eller programmet har ändrats. Den visas först när den är publicerad.\n\n"
    "Exempel: asf index build · asf index build --publish-first"
)
HELP_SEARCH = 'Sök passager, för felsökning. Exempel: asf index search "Vem upphandlar?" --on 2026-11-23'
HELP_STATUS = (
    "Visa vad som är publicerat, vilken kandidat som väntar och vad som skiljer dem. Exempel: asf index status"
)
HELP_ROLLBACK = (
    "Gå tillbaka till närmast tidigare index; servern följer med direkt. "
    'Exempel: asf index rollback --reason "Fel bilaga"'
)
HELP_LOG = "Visa alla publiceringar: när, vad, mått och skäl. Exempel: asf index log"
HELP_FORCE = "Bygg även om inget har ändrats."
HELP_PUBLISH_FIRST = (
    "Bygg och publicera utan prövning, men bara om det inte finns något publicerat index som programmet kan visa."
)
HELP_BY = "Vem som gör det; annars den som är inloggad. Skrivs i loggen."
HELP_REASON = "Varför; skrivs i loggen."
HELP_DATA = "Datamapp (annars ASF_DATA_DIR eller ./data)."
HELP_MODEL = "Språkmodell (annars ASF_EMBEDDING_MODEL eller den medföljande)."
HELP_CORPUS = "Mapp med riktlinjer (annars ASF_CORPUS_DIR eller den medföljande)."
HELP_ON = "Dag (ÅÅÅÅ-MM-DD); annars i dag."
HELP_TOP = "Antal träffar."
HELP_TRAIN = (
    "Träna läsaren på dokumenten, eller fortsätt där en träning avbröts. Tar timmar på två kärnor.\n\n"
    "Exempel: asf index train · asf index train --limit 25 --folder data/training-25"
)
HELP_ASIDES = (
    "För den som utvecklar: lär in vad som skiljer småprat och missbruk från frågor om en riktlinje, av "
    "exempelfrågorna och träningsdokumenten. Tar några minuter. Exempel: asf index asides"
)
HELP_CHECK = "Kontrollera träningsdokumenten och räkna dem. Exempel: asf index check"
HELP_FOLDER = "Mapp för det som träningen fortsätter från."
HELP_DOCUMENTS = "Mapp med träningsdokument (annars de medföljande)."
HELP_WEIGHTS = "Mapp för de färdiga vikterna (annars weights i träningens mapp)."
HELP_ASIDES_WEIGHTS = "Mapp för de färdiga vikterna (annars programmets egna)."
HELP_LIMIT = "Lär bara av så många av träningsdokumenten."
HELP_PACK = (
    "För den som utvecklar: spara vektorerna i det publicerade indexet i programmet, så att det första bygget på en ny "
    "dator går fort. Exempel: asf index pack"
)
