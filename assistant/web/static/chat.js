// Mends what the page's components announce, and adds what they lack: tools below each answer, a real date field,
// one announcement an answer, and the question in sight when its answer comes.
import { addTools } from "./answer_tools.js";
import { make } from "./make.js";

const { language, words, feedback } = JSON.parse(document.querySelector('meta[name="asf-page"]').content);
let answered = 0;
let working = false;
let told = null;
let restoring = false;

const announce = (text) => {
  const status = document.getElementById("asf-status");
  if (status) status.textContent = text;
};

// To Gradio a question that could not be sent means that all is lost: it takes no other, and reloads the page when the
// server is back. A refusal it takes as it is; the question is then still in its field.
const send = window.fetch;
window.fetch = async (address, ...rest) => {
  try {
    return await send(address, ...rest);
  } catch (error) {
    if (!String(address?.url ?? address).includes("/queue/join")) throw error;
    return Response.json({ detail: words.offline }, { status: 503 });
  }
};

// Enter that ends a composition sends nothing; Safari tells it by its code alone.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
}, true);

const set = (node, attribute, value) => {
  if (node && node.getAttribute(attribute) !== value) node.setAttribute(attribute, value);
};

const nameMessages = (log) => {
  set(log, "aria-live", "off"); // it would be read some forty times an answer
  set(log, "aria-label", words.conversation);
  for (const [selector, name] of [[".message.user [aria-label]", words.you], [".message.bot [aria-label]", words.assistant]]) {
    for (const node of log.querySelectorAll(selector)) {
      if (/message:/.test(node.getAttribute("aria-label"))) node.setAttribute("aria-label", name);
    }
  }
};

const questionOf = (answer, log) => {
  const questions = [...log.querySelectorAll(".message.user")];
  return questions.filter((each) => each.compareDocumentPosition(answer) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
};

const follow = (log) => {
  for (const answer of log.querySelectorAll(".asf-answer:not(:has(> .asf-tools, > .asf-bare))")) {
    const question = questionOf(answer, log)?.textContent.trim() ?? "";
    addTools(answer, { question, words, language, feedback, announce });
    if (!answer.querySelector(".asf-tools")) answer.append(make("span", { class: "asf-bare" }));
  }
  const replies = [...log.querySelectorAll(".asf-answer, .asf-fault")];
  const works = log.querySelector(".asf-working") !== null;
  if (works && !working) announce(words.working);
  if (replies.length > answered && restoring) {
    restoring = false;
    questionOf(replies.at(-1), log)?.scrollIntoView({ block: "start" });
  } else if (replies.length > answered) {
    const last = replies.at(-1);
    const verdict = last.querySelector(".asf-verdict")?.textContent;
    const isReadAlike = last.lang === language; // or else the verdict would be read with the wrong voice
    announce(last.matches(".asf-fault") ? last.textContent : [words.answer_ready, isReadAlike && verdict].filter(Boolean).join(" "));
    set(document.getElementById("asf-suggestions"), "lang", last.lang || language);
    questionOf(last, log)?.scrollIntoView({ block: "start" });
    document.getElementById("asf-offline")?.remove();
    keep(UNANSWERED, "");
    keep(CONVERSATION, JSON.stringify(turnsOf(log)));
  }
  answered = replies.length;
  working = works;
};

// Gradio tells of a lost connection in English, in a corner. The question is still in its field: say that beside it.
const tellFault = () => {
  const composer = document.getElementById("asf-composer");
  const toast = document.querySelector(".toast-body");
  if (!toast || toast === told || !composer) return;
  told = toast;
  keep(UNANSWERED, questionField()?.value || [...document.querySelectorAll("#asf-conversation .message.user")].pop()?.textContent.trim());
  document.getElementById("asf-offline")?.remove();
  composer.before(make("p", { id: "asf-offline", class: "asf-fault", role: "alert" }, words.offline));
};

// What the tab keeps, over the switch of language and a reload: the conversation, the day, and a question whose answer
// was cut off, which takes the page with it (Gradio reloads).
const [CONVERSATION, DAY, UNANSWERED] = ["conversation", "day", "unanswered"].map((name) => `asf-${name}`);
const TURNS_KEPT = 12;
const keep = (name, text) => {
  try {
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch { /* then it is gone with the page */ }
};
const bringBack = (field, name) => {
  if (!field || "mended" in field.dataset) return false;
  field.dataset.mended = "";
  try {
    const kept = sessionStorage.getItem(name);
    if (!kept) return false;
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  } catch { /* the browser keeps nothing */ }
  return false;
};
const turnsOf = (log) => [...log.querySelectorAll(".asf-answer")].slice(-TURNS_KEPT).map((answer) => {
  const copy = answer.cloneNode(true);
  for (const added of copy.querySelectorAll(":scope > :is(.asf-tools, .asf-bare)")) added.remove();
  return [questionOf(answer, log)?.textContent.trim() ?? "", copy.outerHTML];
});
const questionField = () => document.querySelector("#asf-question textarea");

const mend = () => {
  set(document.documentElement, "lang", language); // Gradio sets the language of the browser
  const log = document.querySelector("#asf-conversation [role=log]");
  if (log) {
    nameMessages(log);
    follow(log);
  }
  tellFault();
  bringBack(questionField(), UNANSWERED);
  if (bringBack(document.querySelector("#asf-kept :is(textarea, input)"), CONVERSATION)) restoring = true;
  const day = document.querySelector("#asf-day input");
  if (day && day.type !== "date") day.type = "date";
  bringBack(day, DAY);
};

document.addEventListener("click", (event) => {
  const question = questionField();
  if (!event.target.closest?.("#asf-ask") || question.value.trim() || working) return;
  announce(words.empty);
  question.focus();
});

document.addEventListener("input", (event) => {
  if (event.target.matches?.("#asf-day input")) keep(DAY, event.target.value);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#asf-clear")) for (const name of [CONVERSATION, DAY]) keep(name, "");
  if (!event.target.closest?.(".asf-skip")) return;
  event.preventDefault();
  questionField()?.focus();
});

// The second click of a double click would ask the suggestion that has come in the first one's place.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest?.("#asf-suggestions button")) event.stopPropagation();
}, true);

// A suggestion that vanishes with the answer must not take the focus with it.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#asf-suggestions button")) questionField()?.focus({ preventScroll: true });
});

new MutationObserver(mend).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["lang", "aria-live", "aria-label", "type"],
});
mend();
