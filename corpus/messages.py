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

# YAML
BAD_YAML = "YAML går inte att läsa: {reason}"
YAML_REASONS = {
    "expected ':'": "raden har inget kolon efter sin nyckel; hör den till texten på raden ovanför ska den dras in",
    "mapping values are not allowed": (
        "kolonet kan inte stå här; skriv en text som har kolon inom citattecken, och kontrollera indraget och att "
        "raden ovanför har kolon följt av mellanslag"
    ),
    "found unexpected (end|document)": "citattecknet på raden avslutas aldrig",
    "expected key|block end|'-' indicator|<document start>": (
        "raden passar inte ihop med raderna ovanför; kontrollera indraget, och att inget står efter ett avslutande "
        "citattecken"
    ),
    "',' or": "en lista inom [ ] eller {{ }} saknar ett komma eller avslutas aldrig",
    "node content": (
        "ett värde saknas, eller börjar med ett tecken som inte får stå först; skriv det inom citattecken, och avsluta "
        "listor med ]"
    ),
    "cannot start any token|keys are not allowed": "en text får inte börja med {sign}; skriv den inom citattecken",
    "sequence entries are not allowed": "en listpunkt (-) ska stå på en egen rad",
    "a directive": "en rad får inte börja med %; skriv texten inom citattecken",
    "alphabetic or numeric": "en text får inte börja med * eller &; skriv den inom citattecken",
    "a tag|tag handle": "en text får inte börja med !; skriv den inom citattecken",
    "escape|hex|Unicode": "\\ betyder något särskilt inom citattecken; skriv \\\\, eller byt till enkla citattecken",
    "a block scalar": "efter | eller > ska texten börja på nästa rad",
}
"""Patterns of the English reasons of PyYAML and libyaml, the first that fits counts, and what to say instead."""
YAML_TAB = "raden har ett tabbtecken; använd mellanslag"
YAML_CONTROL_CHARACTER = "raden har ett osynligt styrtecken; ta bort det"
YAML_OTHER = "raden följer inte reglerna för YAML; jämför den med raderna intill"
YAML_TOO_DEEP = "listor och nycklar ligger i varandra i fler än {most} nivåer"
YAML_KEY_NOT_TEXT = "en nyckel ska vara en enkel text"
YAML_SECOND_DOCUMENT = "raden --- delar filen i två; ta bort den"
YAML_SECOND_ANCHOR = "namnet &{name} används två gånger; börjar en text med & ska den stå inom citattecken"
YAML_UNKNOWN_ALIAS = "*{name} hänvisar till något som inte finns; börjar en text med * ska den stå inom citattecken"
YAML_ALIAS_IN_ITSELF = "*{name} hänvisar till sig själv"
YAML_REPEATED = "hänvisningarna med * upprepar för mycket; skriv ut texten i stället"

# Front matter
NO_FRONT_MATTER = "filen börjar inte med metadata mellan två rader '---'"
UNCLOSED_FRONT_MATTER = "metadatan avslutas inte med en rad '---'"
NOT_A_MAPPING = "här ska stå namn och värden, till exempel 'title: …'"
NOT_A_LIST = "'{key}' ska vara en lista"
MISSING_KEY = "nyckeln '{key}' saknas"
UNKNOWN_KEY = "nyckeln '{key}' är okänd"
KNOWN_KEYS = "; tillåtna: {known}"
DUPLICATE_KEY = "nyckeln '{key}' står två gånger"
NOT_TEXT = "'{key}' ska vara en text"
NOT_A_COUNT = "'{key}' ska vara ett antal"
NOT_A_FLAG = "'{key}' ska vara true eller false, inte {value!r}"
EMPTY_VALUE = "'{key}' är tom"
BAD_DATE = "'{key}' är inget datum: {value!r}; skriv ÅÅÅÅ-MM-DD (1900–9998), eller null om det inte anges"
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
WITHOUT_SAMPLES = "stöd och undantag som ingen exempelfråga handlar om: {anchors}"
STALE_BANK_PASSAGE = "ankaret {anchor!r} har i ingen version den text som banken anger; frågorna används inte"
NO_LABEL = "gruppen har varken passages, gaps eller kind"
DUPLICATE_QUESTION = "frågan står redan i {file} på rad {first}: {question!r}"

# Timeline and listing
UNAVAILABLE = "texten finns inte kvar"
IN_FORCE = "gäller"
NOT_IN_FORCE = "gäller inte"
NOT_KNOWN = "okänt"
NO_VERSION = "ingen version"
TIMELINE_HEAD = "{title} ({guideline}) den {day}: {state}"
DIFF_HEAD = "{old} → {new}: {changed} ändrade, {added} nya, {removed} borttagna, {same} oförändrade."
DIFF_GROUPS = {"changed": "Ändrade:", "added": "Nya:", "removed": "Borttagna:"}
DIFF_BEFORE = "    förut: {text}"
DIFF_AFTER = "    nu:    {text}"
DIFF_WITHOUT_TEXT = "Texten till {version} finns inte kvar, så den går inte att jämföra."
AMBIGUOUS_VERSION = "Versionen {version!r} finns i flera riktlinjer. Skriv riktlinjen först: {known}."
NO_SUCH_VERSION = "Versionen {version!r} finns inte. Det finns: {known}."
HELP_DIFF = (
    "Visa vad som skiljer två versioner: nytt, borttaget och ändrat. Flyttade stycken är inga ändringar. "
    "Exempel: asf corpus diff stod-asf/odaterad stod-asf/2027-01-01"
)
HELP_DIFF_VERSION = "Versionen, som RIKTLINJE/VERSION; riktlinjen behövs bara om flera har en version med det namnet."
UNKNOWN_GUIDELINE = "Riktlinjen {guideline!r} finns inte. Det finns: {known}."
UNKNOWN_VERSION = "Versionen {version!r} av {guideline!r} finns inte. Det finns: {known}."
ANNOTATED = "Skrev {file}: {count} passager. Granska ankare och roller."
ALREADY_ANNOTATED = "Filen {file} finns redan och ändras inte."
BAD_DAY = "{value!r} är inget datum; skriv ÅÅÅÅ-MM-DD."

# Commands written wrongly
SEE_HELP = "Så här skrivs kommandot: {command} --help"
PARAMETER_MISSING = "{name} saknas."
BAD_PARAMETER = "Värdet för {name} går inte att använda."
NO_SUCH_COMMAND = "Kommandot {name} finns inte."
NO_SUCH_OPTION = "Alternativet {name} finns inte."
OPTION_WITHOUT_VALUE = "Alternativet {name} måste följas av ett värde."
TOO_MUCH = "Här står något för mycket: {name}"
WRITTEN_WRONGLY_SOMEHOW = "Kommandot är inte skrivet som det ska."

HELP = (
    "Korpusen: riktlinjerna, deras versioner och vad som gäller när.\n\n"
    "Exempel: asf corpus check · asf corpus timeline stod-asf --on 2026-11-23"
)
HELP_CHECK = "Kontrollera hela korpusen och visa alla fel på en gång. Exempel: asf corpus check"
HELP_LIST = "Visa riktlinjer och versioner. Exempel: asf corpus list"
HELP_SHOW = "Visa en versions passager med ankare och roll. Exempel: asf corpus show stod-asf odaterad"
HELP_TIMELINE = "Visa vilken version som gäller en dag. Exempel: asf corpus timeline stod-asf"
REVIEW_ITEM = "{file}, rad {line} ({anchors}): {question}"
REVIEW_HEAD = (
    "{count} exempelfrågor används inte för versionen {version}, för att passagerna de skrevs för har ändrats.\n"
    "Läs varje fråga: svarar den nya texten fortfarande? Uppdatera då texten under 'passages' i bank.yaml."
)
REVIEW_NONE = "Alla exempelfrågor gäller för versionen {version}."
REVIEW_NOTHING = "Riktlinjen {guideline!r} har inga exempelfrågor."
WITHDRAW_DONE = "Drog tillbaka {key}. Filerna ligger i {folder} och läses inte. Bygg och publicera, så är den borta."
HELP_WITHDRAW = (
    "Dra tillbaka en version som lades till av misstag. Inget raderas: filerna läggs åt sidan och skälet skrivs upp. "
    'Exempel: asf corpus withdraw stod-asf 2026-12-01 --reason "fel fil"'
)
CORRECT_NOT_ONCE = "Texten {old!r} ska stå exakt en gång i versionen; den står {count} gånger. Ta med fler ord."
CORRECT_OTHER_PASSAGES = (
    "Rättelsen skulle ändra hur texten delas i passager, eller ingenting. Ett skrivfel rättas inom en mening; för "
    "större ändringar: dra tillbaka versionen (asf corpus withdraw) och lägg till den igen."
)
CORRECT_DONE = (
    "Rättade {anchor} i {file}: {text}\nRoller, exempelfrågor och testfall följer med. Originalet är orört. "
    "Bygg och publicera, så syns rättelsen."
)
HELP_CORRECT = (
    "Rätta ett fel som uppstod när en version lästes in eller skrevs av. Originalet är orört och rättelsen skrivs upp. "
    'Exempel: asf corpus correct stod-asf 2026-12-01 "5001 kr" "500 kr" --reason "fotnotens siffra"'
)
HELP_OLD, HELP_NEW = "Orden som är fel; de ska stå en gång i texten.", "Orden som ska stå där."
HELP_CHANGE_REASON = "Varför; skrivs upp i .changes.jsonl."
HELP_CHANGE_BY = "Vem som gör det; annars den som är inloggad."
ACCEPT_NOTHING = "Inga exempelfrågor väntar på granskning för versionen {version}."
ACCEPT_UNKNOWN = "Inga frågor väntar på granskning för: {anchors}. De som väntar: {known}."
ACCEPT_DONE = (
    "Godkände exempelfrågor till {anchors} för versionen {version}: {count}. Den nya lydelsen står nu i {file}."
)
ACCEPT_LEFT = "Kvar att granska: {anchors}."
HELP_ACCEPT = (
    'Godkänn de exempelfrågor som "asf corpus review" räknar upp, när någon har läst dem: de gäller då också för '
    "versionens lydelse. Utan ankare godkänns alla. Exempel: asf corpus accept stod-asf 2026-12-01 handledare"
)
HELP_ACCEPT_ANCHORS = "Bara frågorna till dessa passager."
HELP_REVIEW = (
    "Lista det som väntar på granskning: föreslagna roller, och exempelfrågor som inte används för att texten har "
    "ändrats. "
    "Exempel: asf corpus review stod-asf odaterad"
)
HELP_ANNOTATE = "Föreslå ankare för en ny version. Exempel: asf corpus annotate stod-asf 2027-01-01"
HELP_DIR = "Mapp med riktlinjer (annars ASF_CORPUS_DIR eller den medföljande)."
HELP_ON = "Dag att visa (ÅÅÅÅ-MM-DD); annars i dag."

# Settings
SETTING_TWICE = "{key} och {other} är båda satta. Ta bort den ena."
OIDC_INCOMPLETE = "ASF_OIDC_ISSUER kräver också ASF_OIDC_CLIENT_ID och ASF_OIDC_ROLES."
BAD_OIDC_ROLES = (
    "ASF_OIDC_ROLES: {value!r} går inte att läsa. Skriv roll=ord med mellanslag mellan, till exempel "
    "publisher=asf-publicerar. Rollerna är {roles}."
)
SETTING_UNREADABLE = "{key}: filen {path} går inte att läsa ({reason})."
UNKNOWN_SETTING = "Okänd inställning: {keys}. Det finns: {known}."
BAD_SETTING = "Inställningen {key} har ett felaktigt värde: {value!r}. Tillåtna värden står i docs/settings.md."
RATE_LIMIT_STORAGE = (
    "ASF_RATE_LIMIT_STORAGE går inte att använda: {reason}. Skriv till exempel redis://värd:6379 (kräver: pip install "
    "-e '.[redis]'), eller ta bort den."
)
NO_ANSWER = "den svarar inte"
CHROMA_URL = "ASF_CHROMA_URL är fel: {value}. Skriv http://värd:port."
DATABASE_URL = (
    "{key} är fel. Skriv postgresql://användare:lösenord@värd/databas eller sqlite:////mapp/fil.db, eller ta bort den."
)
DATABASE_DRIVER = "{key} anger PostgreSQL, men drivrutinen saknas. Installera: pip install -e '.[postgresql]'"
DATABASE_UNREACHABLE = "Databasen {database} går inte att använda: {reason}"
DATABASE_NOT_READ = "Databasen {database} har inte kunnat läsas än."
DATABASE_CONFLICT = "Databasen tog inte emot ändringen: {reason}"
DATABASE_LATER = (
    "Databasen {database} är ändrad av en senare version av programmet. Använd den versionen, eller återställ "
    "databasen från en säkerhetskopia."
)
BAD_LLM = "ASF_LLM är fel: {value}. Skriv leverantör:modell, till exempel ollama:gemma3:12b."
LLM_NOT_READY = "Språkmodellen {value} (ASF_LLM) går inte att använda: {reason} Installera: pip install -e '.[llm]'"
PALE_COLOUR = (
    "Inställningen ASF_COLOUR är för ljus: vit text på {colour} har kontrasten {ratio:.1f} och behöver minst {needed}. "
    "Välj en mörkare färg."
)
BAD_STATEMENT = "Sidan {path} går inte att läsa: {reason}. Se ASF_STATEMENTS_DIR i docs/settings.md."
NO_STATEMENTS = "Inställningen ASF_STATEMENTS_DIR: mappen {path} finns inte."
BAD_LOGO = "Inställningen ASF_LOGO: filen {path} finns inte eller är av fel slag. Tillåtna slag: {types}."

# Reviewing roles
ANNOTATIONS_HEAD = """\
# Ankare och roller för versionens passager, i dokumentets ordning.
# role: support (stöd som kan finansieras), condition (villkor), exclusion (det som inte finansieras), definition,
#   procedure, history.
# proposed: en roll som väntar på granskning. Rätta den vid behov; "asf corpus approve" gör den till role.
# refers_to: titel på ett annat dokument som passagen hänvisar till.
# conditions: ankare för de villkor som hör till stödet och ska visas med det.
"""
ROLE_AND_PROPOSED = "'role' och 'proposed' kan inte stå på samma passage; ta bort den ena"
AWAITS_REVIEW = (
    "passager med en föreslagen roll som ingen har granskat: {count}; de ger inga besked om stöd förrän någon kör "
    "asf corpus approve {guideline} {version}"
)

# Sources
SOURCE_CHANGED = "källfilen {source!r} har en annan SHA-256 än den som står i {checksum}: den har ändrats"
CHECKSUM_MISSING = "källfilen {source!r} saknar sin kontrollsumma {checksum}; kör sha256sum i mappen sources"
CHECKSUM_UNREADABLE = "{checksum} ska innehålla en rad som sha256sum skriver, för {source!r}"

# Import: why a document is refused
IMPORT_EMPTY = "Filen är tom. Kontrollera att rätt fil är vald."
IMPORT_NO_FILE = "Välj en fil."
IMPORT_MISSING = "Filen {file} finns inte. Kontrollera sökvägen."
IMPORT_DIRECTORY = "{file} är en mapp. Ange en fil."
IMPORT_UNREADABLE = "Filen {file} går inte att läsa: {reason}."
IMPORT_TOO_LARGE = (
    "Filen är större än {limit} MB. Ta bort bilder och spara den igen, eller höj gränsen med ASF_MAX_IMPORT_MB."
)
IMPORT_TOO_LONG = "Dokumentet är för långt för att vara en riktlinje. Kontrollera att rätt fil är vald."
IMPORT_UNSUPPORTED = (
    "Filer av typen {suffix} kan inte läsas. Spara dokumentet som PDF, Word (.docx), HTML, Markdown eller text (.txt)."
)
IMPORT_NO_SUFFIX = "Filnamnet saknar ändelse. Ge filen den ändelse som den ska ha: .pdf, .docx, .html, .md eller .txt."
IMPORT_WRONG_SUFFIX = "Filnamnet slutar på {suffix} men innehållet är {found}. Ge filen rätt ändelse."
IMPORT_OLD_WORD = "Filen är ett äldre Office-dokument (.doc). Öppna den i Word och spara den som .docx."
IMPORT_OTHER_ZIP = "Filen är ett arkiv men inget Word-dokument. Spara dokumentet som .docx eller PDF."
IMPORT_BINARY = "Filen är inget textdokument. Spara dokumentet som PDF, Word (.docx), HTML, Markdown eller text (.txt)."
IMPORT_PROTECTED = "Filen är skyddad med lösenord. Spara en kopia utan lösenord och lägg till den."
IMPORT_DAMAGED = "Filen är skadad och går inte att läsa. Öppna den i programmet den kommer från och spara den igen."
IMPORT_BOMB = "Filen packas upp till orimligt mycket data och läses inte. Spara dokumentet igen, utan bilder."
IMPORT_TOO_MUCH = "Filen kräver för mycket minne eller får läsaren att krascha. Spara dokumentet igen, utan bilder."
IMPORT_TOO_SLOW = "Filen gick inte att läsa på {seconds} sekunder. Spara dokumentet igen, utan bilder."
IMPORT_NO_TEXT_LAYER = (
    "PDF-filen har ingen text, bara bilder. Skapa den ur ursprungsdokumentet eller kör textigenkänning (OCR) först."
)
IMPORT_UNREADABLE_FONT = (
    "PDF-filens typsnitt saknar uppgift om vilka bokstäver tecknen står för. Lägg till Word-dokumentet i stället."
)
IMPORT_NOT_DRAWN = "Sidan {page} går inte att visa som bild. Öppna originalet i stället."
IMPORT_NO_SENTENCE = "Dokumentet innehåller ingen mening. Kontrollera att rätt fil är vald."
IMPORT_LOST_WORDS = (
    "Dokumentet går inte att läsa fullständigt; dessa ord skulle gå förlorade: {words}. "
    "Spara det i ett annat format (Word, PDF eller text) och försök igen."
)
IMPORT_COLUMNS = (
    "Sidan {page} har text i spalter. De lästes var för sig, den vänstra först. Kontrollera att ordningen stämmer."
)
IMPORT_MAYBE_COLUMNS = (
    "Sidan {page} har text bredvid text. Den lästes rad för rad över hela sidan. Kontrollera att orden hör ihop."
)
IMPORT_TABLE_WITHOUT_RULES = (
    "Sidan {page} har text bredvid text utan linjer. Den lästes som en tabell. Kontrollera att raderna stämmer."
)
IMPORT_SIDEWAYS = (
    "Sidan {page} har text på tvären eller på snedden. Den kom inte med. Hör den till beslutet måste den skrivas in."
)
IMPORT_FILLED_IN = (
    "Sidan {page} har ifyllda fält eller anteckningar som inte kom med i texten: {words}. "
    "Hör de till beslutet måste de skrivas in."
)
IMPORT_STRUCK_BY_HAND = (
    "Sidan {page} har ord som är överstrukna med ett verktyg för anteckningar. De lästes som om de gäller. "
    "Ta bort dem om de inte gör det."
)
IMPORT_RECOGNISED = (
    "Sidan {page} är inskannad, och texten är tolkad av ett program. Kontrollera ord, belopp och datum mot bilden."
)
IMPORT_PAGE_WITHOUT_TEXT = "Sida {page} har en bild men ingen text. Står det text i bilden måste den skrivas in."
IMPORT_FORMULA = (
    "Dokumentet har en formel som inte kan läsas: {words}. Skriv den som vanlig text i Word och försök igen."
)
IMPORT_OTHER_FILE = (
    "Dokumentet hämtar en del av sin text ur en annan fil. Öppna det i Word, spara det igen och försök på nytt."
)
IMPORT_FIGURES = (
    "Dokumentet har figurer med text som inte kom med: {words}. Hör den till beslutet måste den skrivas in."
)
IMPORT_TRACKED_CHANGES = (
    "Dokumentet har spårade ändringar. Det lästes som om alla är godkända. Stämmer det med beslutet?"
)

# Import: what is asked for
ADD_BAD_ID = "{option} får bara innehålla a–z, 0–9 och bindestreck: {value!r}."
ADD_BAD_DAY = "{option} är inget datum: {value!r}; skriv ÅÅÅÅ-MM-DD."
ADD_NO_TITLE = "--title är tom. Skriv riktlinjens titel."
ADD_END_BEFORE_START = "--valid-to {valid_to} ligger före --valid-from {valid_from}."
ADD_ADOPTED_LATER = "--adopted {adopted} ligger efter --valid-from {valid_from}: beslutet måste fattas först."
ADD_VERSION_EXISTS = "Versionen {version} av {guideline} finns redan och ändras inte. Ange ett annat id med --version."
ADD_SAME_TEXT = "Samma text finns redan: {version} ({title}). Inget lades till."
ADD_SAME_FILE = "Samma fil finns redan som källa till {version} ({title}). Inget lades till."
ADD_SOURCE_TAKEN = "Källfilen {source} hör till versionen {version}. Ange ett annat id med --version."
ADD_NO_FOLDER = "Mappen {folder} finns inte. Skapa den, eller ange rätt mapp med --dir."
ADD_BUSY = "Någon annan ändrar korpusen just nu. Försök igen om en stund."
ADD_NOT_WRITABLE = "Det går inte att skriva i {folder}: {reason}. Inget ändrades."
STAGED_BROKEN = "Inget ändrades, för korpusen skulle få {count} fel:"

# Import: what was recognised
ADD_READ = "Läste {file} ({format}). Rubriker: {headings}, listor: {lists}, passager: {passages}."
ADD_HEADINGS = "Rubriker:"
ADD_TITLE_ADDED = "Dokumentet börjar inte med sin titel; den sattes in först."
ADD_TITLE_DIFFERS = "Obs! Dokumentets titel är {title!r}, men --title är {asked!r}. Stämmer det?"
ADD_DROPPED = "Utelämnat (sidhuvud, sidfot, sidnummer, navigering, innehållsförteckning):"
ADD_DROPPED_ITEM = "  {text} ({times} gånger)"
ADD_DROPPED_ONCE = "  {text}"
ADD_NOTE = "Obs! {note}"
ADD_HISTORY = "Ändringshistorik:"
ADD_HISTORY_DAY = "    {words} = {long}: {known}"
ADD_HISTORY_KNOWN = "finns i korpusen ({version})"
ADD_HISTORY_UNKNOWN = "finns inte i korpusen"
ADD_NO_HISTORY = "Ingen ändringshistorik hittades."
ADD_NEW_GUIDELINE = "Riktlinjen {guideline} är ny och får en egen mapp."
ADD_COMPARED = "Jämfört med {version}: oförändrade {same}, ändrade {changed}, nya {added}, borttagna {removed}."
ADD_FIRST = "Det finns ingen tidigare text att jämföra med: alla passager ({count}) är nya."
ADD_SAME_HEAD = "Oförändrade, med samma ankare:"
ADD_CHANGED_HEAD = "Ändrade, med samma ankare:"
ADD_CHANGED_ITEM = "  {anchor}\n    förut: {old}\n    nu:    {new}"
ADD_ADDED_HEAD = "Nya:"
ADD_RETURNED = " (fanns i en äldre version)"
ADD_REMOVED_HEAD = "Borttagna:"
ADD_ROLES_HEAD = "Föreslagna roller, som ska granskas:"
ADD_ROLE_ITEM = "  {role:<10} {anchor}: {text}"
ADD_REFERS_TO = "             hänvisar till: {title}"
ADD_NO_ROLES = "Alla roller är oförändrade; inget behöver granskas."
ADD_SET_CONDITIONS = (
    "Nya stöd har inga villkor ännu. Skriv de villkor som hör till dem under 'conditions' i {file} innan de godkänns."
)
ADD_CHECK_CONDITIONS = "Nya eller ändrade villkor: {anchors}. Hör de till fler stöd? Lägg i så fall till dem där."
ADD_ABBREVIATED = "  … och {count} till"
ADD_DRY_RUN = "Provkörning: inget skrevs."
ADD_DONE = "Lade till {key}. Den gäller från och med {start} {end}."
ADD_OPEN_END = "tills vidare"
ADD_END = "till och med {day}"
ADD_WROTE = "  {file}"
ADD_NEXT = "Granska de föreslagna rollerna i {file} och kör sedan: asf corpus approve {guideline} {version}"
ADD_WARNING = "Varning: {problem}"

# Closing and approving
CLOSE_NONE_APPLIES = "Den {day} gäller ingen version av {guideline}. Inget ändrades."
CLOSE_UNKNOWN = "Det är inte känt vilken version av {guideline} som gäller den {day}. Inget ändrades."
CLOSE_LATER_VERSION = "Versionen {version} av {guideline} börjar gälla senare, {start}. Upphäv den i stället."
CLOSE_ENDED = "Versionen {version} av {guideline} gäller redan bara till och med {end}. Inget ändrades."
CLOSE_DONE = "{title} ({key}) gäller till och med {day}. Från och med {after} gäller ingen version av {guideline}."
APPROVE_NOTHING = "Versionen {version} av {guideline} har inga föreslagna roller."
APPROVE_UNKNOWN = "Ingen föreslagen roll finns för: {anchors}. Föreslagna finns för: {known}."
APPROVE_DONE = "Godkända roller i {file}: {count}. Kvar att granska: {left}."
APPROVE_NO_CONDITIONS = "Stöd utan villkor: {anchors}. Stämmer det? Annars: skriv villkoren under 'conditions'."
ROLE_UNKNOWN_PASSAGE = "Ingen passage i versionen {version} har ankaret {anchor}. Inget ändrades."
SAMPLE_CHANGED = (
    "Någon annan har ändrat exempelfrågorna sedan sidan visades. Inget har sparats. Titta igen och försök på nytt."
)
SAMPLE_NO_LABEL = (
    "Välj vad som är rätt svar: passager som besvarar frågan, något som riktlinjen inte säger, eller att frågan gäller "
    "något annat. Det sista går inte ihop med de andra."
)
SAMPLE_STALE = (
    "Passagen {anchor} har ändrats sedan dess exempelfrågor skrevs. Läs dem först, på versionens sida eller med "
    "asf corpus review {guideline} {version}, och godkänn dem som stämmer: "
    "asf corpus accept {guideline} {version} {anchor}."
)
SAMPLE_BAD_GAP = (
    "Luckan är inte färdig. Den behöver ett kort namn (a–z, 0–9 och understreck, först en bokstav) och alla fyra "
    "texterna."
)
SAMPLE_GAP_TAKEN = "Det finns redan en lucka med namnet {gap}. Välj den i listan, eller ge den nya ett annat namn."
SAMPLE_BAD_FILE = "Filen kan inte heta {file!r}. Skriv små bokstäver, siffror och bindestreck, och .yaml sist."
SAMPLE_BAD_FORM = (
    "Filen är skriven på ett sätt som programmet inte kan lägga till i. Välj en annan fil, eller skriv in frågan själv."
)
REVIEW_ROLES_HEAD = (
    "Passager i versionen {version} med en föreslagen roll: {count}. Rätta dem i {file} vid behov och kör sedan "
    "asf corpus approve {guideline} {version}"
)
REVIEW_ROLE = "{role:<10} {anchor}: {text}"

HELP_ADD = (
    "Lägg till en ny version ur ett dokument (PDF, Word, HTML, Markdown eller text). Exempel: "
    "asf corpus add beslut.pdf --guideline stod-asf --title 'Riktlinjer för stöd' --adopted 2026-12-01 "
    "--valid-from 2027-01-01 --dry-run"
)
HELP_CLOSE = "Upphäv en riktlinje utan efterföljare. Exempel: asf corpus close stod-asf --valid-to 2027-06-30"
HELP_APPROVE = "Godkänn föreslagna roller, alla eller vissa. Exempel: asf corpus approve stod-asf 2027-01-01 handledare"
HELP_FILE = "Dokumentet som styrelsen beslutade."
HELP_GUIDELINE = "Riktlinjens id (a–z, 0–9, bindestreck), samma som mappens namn. Ett nytt id ger en ny riktlinje."
HELP_TITLE = "Titeln som den står i beslutet."
HELP_ADOPTED = "Dagen för beslutet (ÅÅÅÅ-MM-DD)."
HELP_VALID_FROM = "Första dagen som versionen gäller (ÅÅÅÅ-MM-DD)."
HELP_VALID_TO = "Sista dagen som versionen gäller (ÅÅÅÅ-MM-DD); utelämnas om den gäller tills vidare."
HELP_ADOPTED_BY = "Vem som beslutade, till exempel styrelsen."
HELP_REGISTRY_NUMBER = "Diarienummer."
HELP_VERSION_ID = "Versionens id; annars dagen för beslutet."
HELP_DRY_RUN = "Visa vad som skulle läggas till, men skriv inget."
HELP_CLOSE_DAY = "Sista dagen som riktlinjen gäller (ÅÅÅÅ-MM-DD)."
HELP_ANCHORS = "Ankare för de passager som godkänns; utelämnas för alla."
