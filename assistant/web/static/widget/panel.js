// The panel: what is said before the first question, the conversation, and where one writes.
import { addTools } from "../answer_tools.js";
import { make } from "../make.js";
import { renderAnswer } from "./answer.js";
import { ask, AskError } from "./stream.js";

const TURNS_SENT = 12;
const KEPT = "asf-assistant";

export const createPanel = async (host, { base, language, button }) => {
  const read = async (address) => {
    const response = await fetch(new URL(address, base), { credentials: "omit" });
    if (!response.ok) throw new Error(response.statusText);
    return response;
  };
  const [served, ...styles] = await Promise.all([
    read(`api/widget?language=${language}`).then((response) => response.json()),
    ...["site/answer.css", "site/widget/panel.css"].map((address) => read(address).then((response) => response.text())),
  ]);
  for (const text of styles) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    host.shadowRoot.adoptedStyleSheets.push(sheet);
  }
  return new Panel(host, { base, language, button, ...served });
};

// Enter that ends a composition sends nothing; Safari tells it by its code alone.
const composes = (event) => event.isComposing || event.keyCode === 229;

class Panel {
  constructor(host, { base, language, button, words, answers, suggestions, feedback, page }) {
    Object.assign(this, { base, language, button, words, answers, suggestions });
    this.feedback = feedback && new URL(feedback, base);
    this.place = `${KEPT}:${base.href}`;
    const { turns, day } = this.kept();
    this.turns = turns;
    this.build(new URL(page, base));
    this.day.value = day;
    this.day.closest("details").open = Boolean(day);
    try {
      for (const turn of this.turns) this.showTurn(turn);
      this.suggestAfter();
    } catch { // kept by something else, or by an earlier release
      this.startOver();
    }
    host.shadowRoot.append(this.frame);
  }

  build(page) {
    const { words, language, button } = this;
    this.status = make("p", { role: "status", class: "asf-hidden" });
    this.next = make("div", { class: "next", role: "group", "aria-label": words.suggestions });
    this.log = make("div", { class: "log", role: "log", "aria-live": "off", "aria-label": words.conversation, tabindex: "0" },
      make("p", { class: "notice" }, words.notice), this.next);
    this.question = make("textarea", { rows: 1, placeholder: words.question_placeholder, required: true,
      onkeydown: (event) => { if (event.key === "Enter" && !event.shiftKey && !composes(event)) { event.preventDefault(); this.send(); } } });
    this.day = make("input", { type: "date", onchange: () => this.keep() });
    const form = make("form", { onsubmit: (event) => { event.preventDefault(); this.send(); } },
      make("label", { class: "question" }, words.question_label, this.question),
      make("button", { type: "submit", class: "ask" }, words.ask),
      make("details", {}, make("summary", {}, words.day_label), make("label", {}, words.day_hint, " ", this.day)));
    const links = make("p", { class: "links" },
      make("a", { href: page, target: "_blank", rel: "noopener" }, words.own_page, make("span", { class: "asf-hidden" }, ` (${words.new_tab})`)),
      make("button", { type: "button", onclick: () => this.startOver() }, words.clear));
    const head = make("header", {}, make("h2", { id: "title" }, words.title));
    if (button) head.append(make("button", { type: "button", class: "close", onclick: () => this.close() }, words.close));
    const parts = [head, this.status, this.log, form, links];
    this.frame = button
      ? make("dialog", { class: "panel floating", lang: language, "aria-labelledby": "title",
          onkeydown: (event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.close(); } },
          onclose: () => { this.button.hidden = false; this.button.focus(); } }, ...parts)
      : make("section", { class: "panel", lang: language, "aria-labelledby": "title" }, ...parts);
    if (button?.classList.contains("left")) this.frame.classList.add("left");
  }

  open() {
    if (!this.button) return;
    // On a phone it fills the screen, and nothing behind it can be reached.
    if (matchMedia("(max-width: 40rem), (max-height: 30rem)").matches) this.frame.showModal();
    else this.frame.show();
    this.button.hidden = true; // it lies behind the panel
    this.question.focus();
    const last = [...this.log.querySelectorAll(".asked")].pop();
    if (last) this.inSight(last);
  }

  close() {
    this.frame.close();
  }

  announce(text) {
    this.status.textContent = text;
  }

  send(question = this.question.value.trim()) {
    if (!question || this.waiting) return;
    this.question.value = "";
    this.question.focus();
    this.answer(question, this.day.value || undefined);
  }

  async answer(question, asOf) {
    const waiting = this.waiting = new AbortController();
    let isWhole = false;
    this.log.querySelector(":scope > .asf-fault")?.remove();
    const asked = this.showQuestion(question);
    let shown = this.show(make("p", { class: "working", "aria-hidden": "true" }, this.words.working));
    this.announce(this.words.working);
    this.inSight(asked);
    const claims = [];
    let draft = null;
    const history = this.turns.slice(-TURNS_SENT).map((turn) => ({ role: "user", content: turn.question }));
    try {
      for await (const { name, data } of ask(new URL("api/ask/stream", this.base), { question, history, as_of: asOf }, this.language, waiting.signal)) {
        if (name === "error") throw new AskError(data.detail);
        if (name === "claim") claims.push(data);
        if (name === "draft") draft = data; // all but what a language model adds
        if (name !== "progress") {
          const answer = name === "answer" ? data : null;
          const box = renderAnswer(claims, answer ?? draft, this);
          shown.replaceWith(box);
          shown = box;
          if (answer) {
            isWhole = true;
            this.finish({ question, claims, answer }, box);
          }
        }
      }
      if (!isWhole) throw new Error("the answer was cut off");
    } catch (error) {
      if (waiting.signal.aborted) return; // by starting over
      this.tellFault(question, asOf, error, asked, shown);
    }
    this.waiting = null;
    this.inSight(asked);
  }

  finish(turn, box) {
    this.turns.push(turn);
    this.keep();
    this.addTools(box, turn);
    const label = box.lang === this.language && box.querySelector(".asf-verdict")?.textContent;
    this.announce([this.words.answer_ready, label].filter(Boolean).join(" "));
    this.suggestAfter();
  }

  tellFault(question, asOf, error, asked, shown) {
    const text = error instanceof AskError ? error.message : this.words.offline;
    const retry = () => { asked.remove(); fault.remove(); this.question.focus(); this.answer(question, asOf); };
    const fault = make("div", { class: "asf-fault" }, make("p", {}, text), make("button", { type: "button", onclick: retry }, this.words.retry));
    shown.replaceWith(fault);
    this.announce(text);
  }

  showTurn(turn) {
    this.showQuestion(turn.question);
    this.addTools(this.show(renderAnswer(turn.claims, turn.answer, this)), turn);
  }

  show(node) {
    this.next.before(node);
    return node;
  }

  showQuestion(question) {
    return this.show(make("p", { class: "asked", dir: "auto" }, make("span", { class: "asf-hidden" }, `${this.words.you}: `), question));
  }

  addTools(box, { question }) {
    const { words, language, feedback } = this;
    addTools(box, { question, words, language, feedback, announce: (text) => this.announce(text) });
  }

  suggestAfter() {
    const { suggestions, language } = this.turns.at(-1)?.answer ?? this;
    this.next.replaceChildren(...suggestions.map((each) => make("button", { type: "button", lang: language, onclick: () => this.send(each) }, each)));
  }

  inSight(asked) {
    asked.scrollIntoView({ block: this.button ? "start" : "nearest" });
  }

  startOver() {
    this.waiting?.abort();
    this.waiting = null;
    this.turns = [];
    this.day.value = "";
    this.keep();
    for (const node of [...this.log.children].slice(1, -1)) node.remove();
    this.suggestAfter();
    this.question.focus();
  }

  // Conversation and day last as long as the tab; no cookie, and nothing where the browser keeps nothing.
  kept() {
    try {
      const { turns, day } = JSON.parse(sessionStorage.getItem(this.place));
      return { turns: Array.isArray(turns) ? turns : [], day: String(day ?? "") };
    } catch {
      return { turns: [], day: "" };
    }
  }

  keep() {
    try {
      sessionStorage.setItem(this.place, JSON.stringify({ turns: this.turns, day: this.day.value }));
    } catch { /* then it is gone with the page */ }
  }
}
