"""What the corpus room says to staff, in Swedish, all in one place."""

from __future__ import annotations

BROKEN = "Korpusen har {count} fel:"
CLEAN = "Korpusen är felfri: {guidelines} riktlinje(r), {versions} version(er), {passages} passager."
WITH_WARNINGS = "Korpusen kan användas. Varningar: {count}."

# Files and encoding
NO_DOCUMENTS = "mappen finns inte eller innehåller ingen riktlinje"
UNREADABLE = "filen går inte att läsa: {reason}"
NOT_UTF8 = "filen är inte UTF-8 (byte {offset}); spara den som UTF-8"
MOJIBAKE = "texten ser felkodad ut ({sample!r}); öppna källan med rätt teckenkodning och spara som UTF-8"
UNEXPECTED_FILE = "filen hör inte till korpusen och används inte"
SOURCE_MISSING = "källfilen {source!r} finns inte"

# Front matter
NO_FRONT_MATTER = "filen börjar inte med metadata mellan två rader '---'"
UNCLOSED_FRONT_MATTER = "metadatan avslutas inte med en rad '---'"
BAD_YAML = "YAML går inte att läsa: {reason}"
NOT_A_MAPPING = "här ska stå namn och värden, till exempel 'title: …'"
NOT_A_LIST = "'{key}' ska vara en lista"
MISSING_KEY = "nyckeln '{key}' saknas"
UNKNOWN_KEY = "nyckeln '{key}' är okänd"
KNOWN_KEYS = "; tillåtna: {known}"
DUPLICATE_KEY = "nyckeln '{key}' står två gånger"
NOT_TEXT = "'{key}' ska vara en text"
NOT_A_FLAG = "'{key}' ska vara true eller false, inte {value!r}"
EMPTY_VALUE = "'{key}' är tom"
BAD_DATE = "'{key}' är inget datum: {value!r}; skriv ÅÅÅÅ-MM-DD"
BAD_SLUG = "'{key}' får bara innehålla a–z, 0–9 och bindestreck: {value!r}"
WRONG_GUIDELINE = "'guideline' är {value!r} men mappen heter {folder!r}"
WRONG_VERSION = "'version' är {value!r} men filen heter {stem!r}"
BAD_TEXT_STATUS = "'text' kan bara vara 'unavailable' (texten finns inte kvar)"

# Validity
ENDS_BEFORE_START = "valid_to {valid_to} ligger före valid_from {valid_from}"
ADOPTED_AFTER_START = "adopted {adopted} ligger efter valid_from {valid_from}"
CONFIRMED_OUTSIDE = "confirmed_in_force {confirmed} ligger utanför giltighetstiden"
CONFIRMED_IN_FUTURE = "confirmed_in_force {confirmed} ligger i framtiden; bara en gjord bekräftelse kan anges"
NO_VALIDITY = "versionen har text men varken valid_from eller confirmed_in_force: då gäller den aldrig"
SAME_START = "två versioner gäller samtidigt: {other} börjar också gälla {day}"
TWO_CONFIRMED = "två versioner utan valid_from är bekräftade som gällande: {other} också"
NESTED = "giltigheten överlappar: {other} gäller {start}–{end}, helt inom den här versionens tid"
CONFIRMED_AFTER_SUCCESSOR = (
    "två versioner gäller samtidigt: bekräftad {confirmed}, men {other} gäller redan från {start}"
)
CLIPPED = "valid_to {valid_to} når in i {other}; versionen gäller bara till och med {end}"

# Text, anchors, bank
EMPTY_TEXT = "versionen har giltighetstid men ingen text"
TEXT_DESPITE_UNAVAILABLE = "versionen har text trots 'text: unavailable'"
BAD_ANCHOR = "ankaret {anchor!r} får bara innehålla a–z, 0–9 och bindestreck"
DUPLICATE_ANCHOR = "ankaret {anchor!r} används två gånger (först på rad {first})"
UNKNOWN_ROLE = "rollen {value!r} är okänd; tillåtna: {known}"
PASSAGE_NOT_IN_TEXT = "passagen {anchor!r} står inte i dokumentet, eller inte i den ordningen: {text!r}"
PASSAGE_WITHOUT_ANCHOR = "en passage i dokumentet saknar ankare: {text!r}"
UNKNOWN_CONDITION = "villkoret {anchor!r} är inget ankare i den här versionen"
CONDITIONS_NEED_SUPPORT = "villkor kan bara stå på passager med rollen 'support'"
UNKNOWN_ANCHOR = "ankaret {anchor!r} finns inte i 'passages'"
UNKNOWN_GAP = "luckan {gap!r} finns inte i 'gaps'"
UNKNOWN_KIND = "arten {value!r} är okänd; tillåtna: {known}"
STALE_BANK_PASSAGE = "ankaret {anchor!r} har i ingen version den text som banken anger; frågorna används inte"
NO_LABEL = "gruppen har varken passages, gaps eller kind"
DUPLICATE_QUESTION = "frågan står redan i {file} på rad {first}: {question!r}"

# Timeline and listing
UNAVAILABLE = "texten finns inte kvar"
NO_DATE_STATED = "anges inte"
IN_FORCE = "gäller"
NOT_IN_FORCE = "gäller inte"
NOT_KNOWN = "okänt"
TIMELINE_HEAD = "{title} ({guideline}) den {day}: {state}"
UNKNOWN_GUIDELINE = "Riktlinjen {guideline!r} finns inte. Det finns: {known}."
UNKNOWN_VERSION = "Versionen {version!r} av {guideline!r} finns inte. Det finns: {known}."
ANNOTATED = "Skrev {file}: {count} passager. Granska ankare och roller."
ALREADY_ANNOTATED = "Filen {file} finns redan och ändras inte."
BAD_DAY = "{value!r} är inget datum; skriv ÅÅÅÅ-MM-DD."

HELP = (
    "Korpusen: riktlinjerna, deras versioner och vad som gäller när.\n\n"
    "Exempel: python -m corpus check · python -m corpus timeline stod-asf --on 2026-11-23"
)
HELP_CHECK = "Kontrollera hela korpusen och visa alla fel på en gång. Exempel: python -m corpus check"
HELP_LIST = "Visa riktlinjer och versioner. Exempel: python -m corpus list"
HELP_SHOW = "Visa en versions passager med ankare och roll. Exempel: python -m corpus show stod-asf odaterad"
HELP_TIMELINE = "Visa vilken version som gäller en dag. Exempel: python -m corpus timeline stod-asf"
REVIEW_ITEM = "{file}, rad {line} ({anchors}): {question}"
REVIEW_HEAD = (
    "{count} exempelfrågor används inte för versionen {version}, för att passagerna de skrevs för har ändrats.\n"
    "Läs varje fråga: svarar den nya texten fortfarande? Uppdatera då texten under 'passages' i bank.yaml."
)
REVIEW_NONE = "Alla exempelfrågor gäller för versionen {version}."
REVIEW_NOTHING = "Riktlinjen {guideline!r} har inga exempelfrågor."
HELP_REVIEW = (
    "Lista de exempelfrågor som inte används för en version, för att texten har ändrats. "
    "Exempel: python -m corpus review stod-asf odaterad"
)
HELP_ANNOTATE = "Föreslå ankare för en ny version. Exempel: python -m corpus annotate stod-asf 2027-01-01"
HELP_DIR = "Mapp med riktlinjer (annars ASF_CORPUS_DIR eller den medföljande)."
HELP_ON = "Dag att visa (ÅÅÅÅ-MM-DD); annars i dag."

# Settings
UNKNOWN_SETTING = "Okänd inställning: {keys}. Det finns: {known}."
BAD_SETTING = "Inställningen {key} har ett felaktigt värde: {value!r}. Tillåtna värden står i README."
