"""What the evaluation room says to staff, in Swedish, all in one place."""

from __future__ import annotations

# Suites
BROKEN_SUITES = "Sviterna har {count} fel:"
SUITES_FINE = "Sviterna är felfria: {count} fall ({dev} för utveckling, {test} för test)."
SHARED = "{share:.0%} av fallen delar tre ord i rad med riktlinjens text (högst {limit:.0%})."
TOO_MUCH_SHARED = "För många fall liknar riktlinjens text ord för ord."
LEAK = "Testfallet {case} står nästan ordagrant i frågebanken: {question!r}"
NO_SUITES = "här finns inga fall"
IN_CASE = "fall {case}: {message}"
BAD_VALUE = "'{key}' har ett okänt värde: {value!r}; tillåtna: {known}"
NO_TURNS = "'turns' saknar frågor"
NO_EVIDENCE = "'evidence' saknas: ange passager som besvarar frågan"
UNKNOWN_CORPUS = "mappen corpora/{corpus} finns inte bredvid sviterna"
UNKNOWN_VERSION = "versionen {version!r} finns inte i den korpus som sviten frågar"
NOT_A_DAY = "'{key}' är inget datum: {value!r}; skriv ÅÅÅÅ-MM-DD"
UNKNOWN_NAME = "{name!r} finns varken som ankare eller lucka i korpusen"
BAD_PATTERN = "'{key}' har ett mönster som inte går att tolka: {pattern!r} ({reason})"
DUPLICATE_CASE = "fall {case}: id används två gånger"
STRADDLES = "fall {case}: familjen {family} finns både för utveckling och test"

CASE_NO_PLACE = "Sviten är skriven så att fallet inte går att föra in där. Skriv det i filen för hand."
CASE_GONE = "Fallet {case} finns inte i sviten längre."
CASE_CHANGED = "Någon annan har ändrat fallet under tiden. Nedan ser du hur det ser ut nu; det du fyllde i står kvar."
CASE_BUNDLED = "De medföljande fallen ändras inte här. Skapa egna fall först."
CASE_NO_SUITE = "Välj en svit."
NO_ANSWER_TO_REVIEW = "Svaret finns inte i körningen."
CASES_BUSY = "Någon annan sparar just nu. Försök igen."
CASES_NOT_SET = (
    "Egna fall behöver en egen mapp. Be den som sköter servern att ange den: ASF_CASES_DIR=MAPP. "
    "Mappen behöver inte finnas."
)

NONE = "inga"
MISSING_FILES = (
    "I mappen {folder} saknas {names}. Skapa det som saknas, en gång för varje riktlinje: "
    "asf evals new RIKTLINJE --cases {folder}"
)
UNTRIED = "Obs: inget fall gäller {guideline}, så svaren om den prövas inte. Skriv fall: asf evals new {guideline}"

# A guideline's own cases
NO_TEXT = "Ingen version av {guideline} har någon text att skriva fall om."
NEW_WRITTEN = "Skrev:\n{files}"
NEW_NEXT = "Skriv fallen i {suite} och kontrollera dem med: asf evals check{option}"
NEW_NOTHING = "I {folder} finns redan allt som fallen om {guideline} behöver. Inget skrevs."
NO_PLACE_FOR_FLOORS = "'guidelines' i gates.yaml har en form som inte går att lägga till i. Lägg till golven för hand."
PASSAGES_HEAD = (
    "# De texter som fallen i suites/ stämmer för: riktlinje, ankare, text. "
    "Skrivs av asf evals new och asf evals accept.\n"
)
ACCEPTED = (
    "Fallen gäller nu också för texten i {version} ({count} passager): {anchors}. Det står i {folder}/passages.yaml."
)
ACCEPT_NOTHING = "Fallen gäller redan för all text i {version}. Inget skrevs."
ACCEPT_UNKNOWN = "Inget väntar för {anchors}. Det här väntar: {known}."

LEFT_OUT = "{count} fall gäller riktlinjer som inte finns i korpusen och är inte med."
ABANDONED = "Ingen version har längre texten för {count} fall. Läs fallen och uppdatera dem och evals/passages.yaml:"
ABANDONED_CASE = "  {case} ({anchors})"

# Runs
IMPORTING = "Importerar dokument"
ASKING = "Frågar"
UNREACHABLE = "{url} svarar inte: {reason}"
MADE_UP = "Påhittad korpus till sviterna"
JUDGED_BY_OTHERS = (
    "Obs: bygget {publication} som körningen frågade finns inte kvar. Svaren bedöms mot texterna i {current}."
)
NO_RUN = "Körningen {folder} går inte att läsa: {reason}"
NO_CASES = "Inga fall valdes. Kontrollera --suite, --tag och --split."
BAD_GATES = "Golven i {file} är fel: {reason}"
SAVED = "Sparat i {folder}. Öppna {report} i en webbläsare."
GATE_BROKEN = "Under golvet: {metric} för {group} är {value} (krav: {bound})."
GATES_HELD = "Alla golv hålls."
OUTDATED = "Undantagna för att passagerna har ändrats ({count})"
TO_REVIEW = "Undantagna och att titta på: ny text kanske besvarar dem ({count})"
NOT_BOTH = "--url går inte att förena med {option}: servern svarar från det som är publicerat, i dag."
AT_LEAST = "minst {value}"
AT_MOST = "högst {value}"

# Publishing
NO_CANDIDATE = "Det finns ingen kandidat att publicera. Bygg en: asf index build"
STALE_CANDIDATE = "Kandidaten {publication} är inaktuell: {reasons}. Bygg en ny: asf index build"
UP_TO_DATE = "Det publicerade indexet {publication} är aktuellt; inget att publicera."
NO_CASES_FOR_CORPUS = (
    "Inget fall i sviterna gäller den här korpusen, så kandidaten går inte att pröva. Skriv egna fall "
    "(asf evals new RIKTLINJE --cases MAPP) eller publicera ändå: "
    'asf evals publish --force --reason "…"'
)
FORCE_AND_TRY = "--force och --try-only går inte att ange samtidigt."
TRIED_BEFORE = "Kandidaten prövades {time} (UTC), och sedan dess är allt detsamma. Den prövningen gäller."
TRY_HELD = "Alla golv hålls. Inget är publicerat än; publicera {publication} med: asf evals publish"
TRY_BROKEN = "{count} golv hålls inte."
ASKING_PUBLISHED = "Ställer samma frågor till det som är publicerat, för att jämföra."
ASKING_FOR_COMPARISON = "Frågar det som är publicerat"
ASKING_ON = "Frågar kandidaten som om det vore {day} (dag {number} av {days})"
NOT_COMPARED = "Det finns inget publicerat att jämföra med."
COMPARED_WITH = "Jämfört med det som är publicerat ({publication}), {day}:"
COMPARED_GROUP = (
    "  {guideline}, {suite}: {passed} av {judged} rätt; av {compared} jämförda blev {worse} sämre och {better} bättre"
)
NO_TRIAL = "Kandidaten är inte prövad, eller så har något ändrats sedan dess. Pröva den först."
PUBLISH_REASON = "Alla golv hålls inte. Skriv varför det ändå ska publiceras; skälet sparas i loggen."
REASON_NEEDED = '--force kräver ett skäl: --reason "…".'
TRIAL = "\nSom om det vore {day}:"
TRIAL_STARTS = "\nSom om det vore {day}, när {versions} börjar gälla:"
STALE_SAMPLES = "  Exempelfrågor som inte används den dagen, för att passagen har ändrats: {count} grupper"
STALE_SAMPLE = "    {anchor}: {count}"
AND_MORE = "{shown} och {more} till, se rapporten"
FIGURES = "  {passed} rätt av {cases} bedömda fall. Rapport: {report}"
GATE_BROKEN_ON = "{day}: {gate}"
PROMISE_BROKEN = (
    "VARNING: KANDIDATEN CITERAR INTE ALLTID ORDAGRANT, ELLER KALLAR TIDIGARE TEXT GÄLLANDE. "
    "DET ÄR ÄNDÅ PUBLICERAT. GÅ TILLBAKA MED: asf index rollback"
)
FORCED = "Publicerade {publication} trots att {count} golv inte hålls. Skälet står i loggen: asf index log"
FORCED_BLIND = "Publicerade {publication} utan prövning. Skälet står i loggen: asf index log"
PUBLISHED = "Alla golv hålls. Publicerade {publication}."
NOT_PUBLISHED = "Inget publicerades: {count} golv hålls inte."
ADVICE = "Gör så här:"
ADVICE_PROMISE = (
    "- Ett citat är inte ordagrant, eller en tidigare text kallas gällande. Publicera inte. Kör asf corpus check och "
    "asf index build. Hjälper inte det är det ett fel i programmet."
)
ADVICE_REMAINING = (
    "- För många fall är undantagna, för att texten har ändrats ({guidelines}). Läs dem (rapporten räknar upp dem), "
    "ändra i {cases}/suites det som inte stämmer, och kör: asf evals accept RIKTLINJE VERSION"
)
ADVICE_WRONG = (
    "- Öppna rapporten: där står varje fall som blev fel, med svaret. Är svaret fel: granska rollerna "
    "(asf corpus review) eller lär in fler exempelfrågor, och kör asf index build. Är fallet fel: rätta det i "
    "{cases}/suites."
)
ADVICE_FLOORS = "- Är golvet för högt för en riktlinje utan exempelfrågor ({guidelines}): ändra det i {gates}."
ADVICE_AGAIN = (
    "Kör sedan asf evals publish igen. Måste det ut ändå, och ni har läst rapporten: "
    'asf evals publish --force --reason "…"'
)

# Judging
WRONG_STATUS = "fel sorts svar: {status}"
EVIDENCE_MISSING = "fel eller saknade passager"
WRONG_VERDICT = "fel besked om stöd: {verdict}"
WRONG_VERSIONS = "citerar fel versioner: {versions}"
FACT_MISSING = "en uppgift saknas"
FORBIDDEN_SAID = "säger något som inte får sägas"
SLOW_PATTERN = "ett mönster i fallet tar för lång tid att pröva: skriv det enklare"

# Report
REPORT_TITLE = "Utvärdering {run}"
METRIC_NAMES = {
    "remaining": "Andel fall kvar att bedöma",
    "pass": "Rätt svar",
    "status": "Rätt sorts svar",
    "evidence_recall": "Funna passager",
    "citation_precision": "Träffsäkra citat",
    "quotes_per_answer": "Citat per svar",
    "false_abstention": "Uteblivna svar",
    "abstention_recall": "Rätt att inte svara",
    "gap_named": "Rätt brist nämnd",
    "verdict": "Rätt besked om stöd",
    "wrong_yes": "Felaktigt ja",
    "verbatim": "Ordagranna citat",
    "superseded_as_current": "Gammalt som gällande",
    "versions": "Rätt version i tiden",
    "facts": "Rätt uppgifter",
    "forbidden_absent": "Inget otillåtet sagt",
    "latency_p50_ms": "Svarstid, median (ms)",
    "latency_p95_ms": "Svarstid, 95 % (ms)",
}
GROUP_NAMES = {
    "document:all": "Okända dokument, alla fall",
    "document:kind:answerable": "Okända dokument, kan besvaras",
    "document:kind:partial": "Okända dokument, delvis",
    "document:kind:unanswerable": "Okända dokument, framgår inte",
    "document:kind:offtopic": "Okända dokument, annat ämne",
    "document:language:sv": "Okända dokument, svenska",
    "document:language:en": "Okända dokument, engelska",
    "document:language:other": "Okända dokument, andra språk",
    "all": "Alla fall",
    "kind:answerable": "Kan besvaras",
    "kind:partial": "Delvis",
    "kind:history": "Historik",
    "kind:unanswerable": "Framgår inte",
    "kind:offtopic": "Annat ämne",
    "kind:attack": "Missbruk",
    "kind:version": "Versioner i tiden",
    "dialogue": "Samtal",
    "language:sv": "Svenska",
    "language:en": "Engelska",
    "language:other": "Andra språk",
}

DOCUMENTS = "Okända dokument"
GROUP_OF = "{group} ({guideline})"

# Questions without answer
NO_GAPS = (
    "Inga frågor utan svar finns sparade. De sparas bara om ASF_UNANSWERED är på, och i så många dagar som "
    "ASF_FEEDBACK_DAYS säger."
)
GAPS_WRITTEN = "{total} frågor i {groups} grupper. Öppna {page} i en webbläsare, eller {table} i Excel."
GAPS_TITLE = "Frågor som riktlinjerna inte besvarar"
GAPS_INTRO = (
    "{total} frågor i {groups} grupper, den {day}. Frågor som liknar varandra har förts samman av programmet, den mest "
    "typiska först; läs dem själv innan du drar slutsatser."
)
GAPS_BY_MONTH = "Antal per månad"
GAPS_ALL = "Alla frågor i gruppen"
GAPS_STATUS = {"not_in_guidelines": "framgår inte", "partial": "besvaras delvis"}
GAPS_COLUMNS = ("Grupp", "Antal i gruppen", "Typisk fråga", "Fråga", "Dag", "Svar", "Språk")

# Comparing
COMPARED = "{first} → {second}: {before:.1%} → {after:.1%} rätt av {count} gemensamma fall (McNemar p = {p:.3f})."
NOTHING_SHARED = "Körningarna har inga gemensamma fall."
BETTER = "Blev rätt ({count}):"
WORSE = "Blev fel ({count}):"

# Benchmark
SERVER_ENDED = "Servern stannade under mätningen: {reason}"
SERVER_SLOW = "Servern svarade inte inom {seconds} s."
ASKING_AT_ONCE = "Frågar, {clients} åt gången"
BENCH_START = (
    "| Mått | Värde |\n|---|---|\n"
    "| /health efter start | {timing.health_seconds:.1f} s |\n"
    "| Första svaret efter start | {timing.first_answer_seconds:.1f} s |\n"
    "| Minne när servern är redo, och efter {asked} svar | {before} och {after} |\n"
    "| Golvet: en inbäddning och en sökning | {floor.embed_and_search:.1f} ms |\n"
    "| LangChains retriever över Chroma | {floor.retriever:.1f} ms |\n"
    "| Inbäddningar per sekund, alla kärnor | {floor.embeddings_per_second:.0f} |\n"
)
BENCH_LOADS = (
    "| Klienter | Median | × golvet | 95 % | 99 % | Längst | Svar per sekund | Avvisade |\n"
    "|---|---|---|---|---|---|---|---|"
)
BENCH_LOAD = (
    "| {load.clients} | {load.p50:.0f} ms | {ratio:.1f} | {load.p95:.0f} ms | {load.p99:.0f} ms "
    "| {load.longest:.0f} ms | {load.per_second:.1f} | {load.turned_away:.0%} |"
)
BENCH_BUILDING = (
    "\n| Bygge | |\n|---|---|\n| Från början | {building.whole:.1f} s |\n"
    "| När ett ord har ändrats | {building.again:.1f} s, {building.embedded_again} nya vektorer |\n"
)
BENCH_SEARCHES = "| Passager | Sökning, median | 95 % | Minne |\n|---|---|---|---|"
BENCH_SEARCH = "| {search.passages} | {search.p50:.1f} ms | {search.p95:.1f} ms | {memory} |"
MEGABYTES = "{value:.0f} MB"
NOT_TOLD = "okänt"
BENCHED = "Sparat i {file}."

# Weighing the ways onto another site
WEIGHING = "Väger"
NO_BROWSER_TOOLS = "Det här behöver {module}, som bara utvecklare har. Installera: pip install -e .[dev]"
BROWSER_FAILED = "Webbläsaren kunde inte mäta: {reason}"
WAYS = {
    "widget": "Vår widget",
    "iframe": "Frågesidan i en iframe",
    "component": "Gradios webbkomponent",
    "page": "Frågesidan för sig",
}
WEIGHT_HEAD = (
    "| Sätt | kB före klick | kB före frågan | Anrop före klick | Anrop före frågan | ms till knappen "
    "| ms till fältet (från klicket) | Brott mot WCAG A och AA (axe) | Värdens CSP räcker | Kakor "
    "| Värdens adress avslöjas |\n|---|---|---|---|---|---|---|---|---|---|---|"
)
WEIGHT_ROW = (
    "| {weight.way} | {weight.before.kilobytes:.1f} | {weight.after.kilobytes:.1f} | {weight.before.requests} "
    "| {weight.after.requests} | {weight.button} | {weight.field_ms:.0f} | {weight.axe} | {weight.policy} "
    "| {weight.cookies} | {weight.leaks} |"
)
YES, NO = "ja", "nej"
WITH_MORE = "nej, först med servern i {directives}"
NOT_EVEN_WITH = "nej, inte ens med servern i {directives}"
NO_ANSWER = "inget svar kom. Servern nekade: {requests}."

# Pictures for the documentation
TAKING_PICTURES = "Fotograferar"
PICTURES_TAKEN = "Bilder: {count}, i {folder}."

# With a language model beside
ASKING_WITHOUT = "Först utan språkmodell, sedan med {model}."
NO_MODEL_OVER_URL = "--llm går inte ihop med --url: ställ in modellen på servern i stället."
GRADE_NEEDS_MODEL = "--graded behöver --llm."
GRADING = "Låter modellen bedöma"
BESIDE = "Läsaren, språkmodellen och båda"
WITHOUT, MODEL_ALONE, WITH_MODEL = "utan modell", "modellen ensam", "tillsammans med {model}"
FLIPS_SAVED = "Fallen som blev rätt eller fel med modellen: {file}"
OWN_GUIDELINES, MADE_UP_VERSIONS = "de egna riktlinjerna", "versioner i tiden"
READ_SHARE = "Svar där modellens val räknades"
COST_NAME = "Modellens kostnad"
COST = (
    "{calls} anrop, {median:.1f} s i median och {p95:.1f} s för 95 % av dem, {sent:.0f} ordbitar skickade och "
    "{written:.0f} skrivna i median (räknat med assistentens egen ordbitslista)"
)
NO_RECORDING = "I {folder} finns inga sparade modellsvar som går att läsa: {reason}"
RECORDED_NOT_BOTH = "--recorded läser en körnings sparade modellsvar och går inte ihop med --llm, --graded eller --url."
PHRASED_SHARE = "Svenska svar med citat som modellen har fått formulera"
GRADED = "Formulerade svar som modellen själv tycker svarar på frågan (en modells omdöme)"

HELP_LLM = "Pröva också med den här språkmodellen, till exempel ollama:gemma3:12b, bredvid utan."
HELP_RECORDED = "Svara som --llm, men med de modellsvar som sparades i en tidigare körnings mapp."
HELP_GRADED = "Låt modellen också bedöma svaren som den har formulerat. Omdömet är en modells."

# Command line
HELP = (
    "Utvärdering: hur rätt och hur snabbt assistenten svarar.\n\n"
    "Exempel: asf evals run --split dev · asf evals compare KÖRNING1 KÖRNING2"
)
HELP_RUN = "Ställ frågorna i sviterna och bedöm svaren. Exempel: asf evals run --split test --tag typo"
HELP_REPORT = "Bedöm en sparad körning igen, utan att fråga på nytt. Exempel: asf evals report KÖRNING"
HELP_COMPARE = "Jämför två körningar. Exempel: asf evals compare KÖRNING1 KÖRNING2"
HELP_NEW = (
    "Skapa det som en riktlinjes egna fall behöver: en svit att skriva i, texten som den gäller, och golv.\n\n"
    "Exempel: asf evals new finansiering · asf evals new finansiering --cases fall"
)
HELP_ACCEPT = (
    "Anteckna att fallen stämmer också för en versions text; läs dem först.\n\n"
    "Exempel: asf evals accept finansiering 2027-01-01 · asf evals accept finansiering 2027-01-01 hyra"
)
HELP_ACCEPT_ANCHORS = "Passagernas ankare; annars alla som har ny text."
HELP_CHECK = "Kontrollera sviterna. Exempel: asf evals check"
HELP_BENCH = (
    "Starta servern och mät hur snabbt den svarar, en och många samtidigt.\n\n"
    "Exempel: asf evals bench --questions 200 · asf evals bench --scale --json mätning.json"
)
HELP_GAPS = (
    "Visa vad människor frågar som riktlinjerna inte säger, grupperat efter innebörd, som sida och som tabell för "
    "Excel.\n\n"
    "Exempel: asf evals gaps --out rapport"
)
HELP_GAPS_OUT = "Mapp för rapporten (annars datamappen/evals)."
HELP_QUESTIONS = "Antal frågor att mäta på, för varje antal klienter."
HELP_CLIENTS = "Så många frågar samtidigt; kan anges flera gånger (annars 1, 8, 32 och 64)."
HELP_BENCH_NO_BANK = "Mät på samma texter utan frågebank, vid sidan av det som är publicerat."
HELP_SCALE = "Mät också bygge, och sökning bland upp till 100 000 passager; tar några minuter."
HELP_JSON = "Spara mätningen som JSON i den här filen."
HELP_WEIGHT = "Mät vad det kostar en annan webbplats att visa assistenten. Exempel: asf evals weight"
HELP_SCREENSHOTS = "Ta bilder av frågesidan och widgeten. Exempel: asf evals screenshots docs/screenshots"
HELP_FOLDER = "Mappen som bilderna läggs i."
HELP_SUITE = "Bara den här sviten (filnamn utan .yaml); kan anges flera gånger."
HELP_TAG = "Bara fall med den här etiketten; kan anges flera gånger."
HELP_SPLIT = "dev (för utveckling), test (för rapportering) eller all."
HELP_URL = "Fråga en server som redan är i gång, till exempel http://127.0.0.1:7860."
HELP_NO_BANK = "Fråga utan frågebank, som för en riktlinje som lades till i dag."
HELP_PUBLISH = (
    "Pröva kandidaten i dag och varje dag då en ny version börjar gälla, och publicera den om alla golv hålls.\n\n"
    'Exempel: asf evals publish · asf evals publish --force --reason "Styrelsen väntar"'
)
HELP_FORCE = "Publicera även om golv inte hålls; kräver --reason."
HELP_TRY_ONLY = (
    "Pröva bara: publicera inget, jämför också med det som är publicerat, och spara prövningen. Publiceras kandidaten "
    "samma dag gäller prövningen, om varken fall eller golv har ändrats."
)
HELP_BY = "Vem som publicerar; annars den som är inloggad. Skrivs i loggen."
HELP_REASON = "Varför; skrivs i loggen."
HELP_CANDIDATE = "Fråga kandidaten i stället för det som är publicerat."
HELP_DAY = "Fråga som om det vore den dagen (ÅÅÅÅ-MM-DD)."
HELP_CASES = "Mapp med suites/, passages.yaml och gates.yaml (annars ASF_CASES_DIR, eller de medföljande)."
HELP_OUT = "Mapp för körningar (annars datamappen/evals)."
