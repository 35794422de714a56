// An answer as elements. Claims are shown as they come; badges, links and the verdict come with the whole answer.
import { make } from "../make.js";

const QUOTING = new Set(["quote", "condition", "before", "after"]);

// `claims` in order; `answer` is null while they are still coming. Links are resolved against `base`.
export const renderAnswer = (claims, answer, { answers, language: own, base }) => {
  const language = answer?.language ?? own;
  const words = answers[language];
  const cited = new Map((answer?.citations ?? []).map((each) => [each.id, each]));
  const guidelines = new Set([...cited.values()].map((each) => each.guideline_id)).size;
  const box = make("div", { class: guidelines > 1 ? "asf-answer asf-several" : "asf-answer", lang: language, dir: "auto" });
  const label = answer && (words.verdict[answer.verdict] ?? words.status[answer.status]);
  if (label) box.append(make("p", { class: `asf-verdict asf-${answer.verdict ?? "none"}` }, label));
  const context = { answer, words, language, base };

  for (let at = 0; at < claims.length;) {
    const { kind, text } = claims[at];
    if (kind === "phrased" && claims[at - 1]?.kind !== kind) box.append(make("p", { class: "asf-heading" }, words.phrased));
    if (!QUOTING.has(kind)) {
      const numbers = kind === "phrased" ? claims[at].citations.map((number) => ` [${number}]`) : [];
      box.append(make("p", kind === "group" ? { class: "asf-heading" } : {}, text, ...numbers));
      at += 1;
      continue;
    }
    let end = at;
    while (end < claims.length && claims[end].kind === kind) end += 1;
    const heading = { condition: words.conditions, before: words.before, after: words.after }[kind];
    if (heading) box.append(make("p", { class: kind === "condition" ? "asf-heading" : "asf-label" }, heading));
    const quotes = claims.slice(at, end).flatMap((claim) => claim.citations.map((id) => cited.get(id) ?? { id, quote: claim.text }));
    box.append(quoteList(quotes, context));
    at = end;
  }
  const related = [...cited.values()].filter((each) => each.role === "related");
  if (related.length) {
    const answered = ["answered", "partial"].includes(answer.status);
    box.append(make("p", { class: "asf-heading" }, answered ? words.see_also : words.related), quoteList(related, context));
  }
  if (answer) box.append(make("p", { class: "asf-given" }, words.given.replace("{day}", written(answer.as_of, language))));
  return box;
};

const quoteList = (citations, context) => make("ol", { class: "asf-quotes" }, ...citations.map((each) => quoted(each, context)));

const quoted = (citation, { answer, words, language, base }) => {
  const leadIn = citation.lead_in ? [make("span", { class: "asf-lead-in" }, citation.lead_in), " "] : [];
  const item = make("li", { value: citation.id }, make("blockquote", { lang: "sv" }, ...leadIn, citation.quote));
  if (!citation.url) return item;
  const hint = make("span", { class: "asf-hidden" }, ` [${citation.id}] (${words.new_tab})`);
  const address = new URL(citation.url, base);
  item.append(make("p", { class: "asf-source" },
    make("span", { class: "asf-origin", lang: "sv" }, citation.guideline_title), " ",
    make("span", { class: `asf-badge asf-${citation.version_status}` }, badge(citation, answer, words, language)), " ",
    ...days(citation, words, language),
    make("a", { href: /^https?:$/.test(address.protocol) ? address.href : base.href, target: "_blank", rel: "noopener" }, words.read_in_context, hint)));
  return item;
};

const badge = (citation, answer, words, language) => {
  const status = words.badge[citation.version_status];
  if (answer.as_of === todayInSweden()) return status;
  return words.on_day.replace("{status}", status).replace("{day}", written(answer.as_of, language));
};

const days = ({ valid_from: first, valid_to: last }, words, language) => {
  if (!first && !last) return [];
  const text = words[first && last ? "valid_days" : first ? "valid_from" : "valid_to"];
  const day = (each) => each ? written(each, language) : "";
  return [make("span", { class: "asf-days" }, text.replace("{first}", day(first)).replace("{last}", day(last))), " "];
};

const written = (day, language) => new Intl.DateTimeFormat({ sv: "sv-SE", en: "en-GB" }[language],
  { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(day));

const todayInSweden = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date());
