// Mends what the page's components announce, and adds what they lack: tools below each answer, a real date field,
// one announcement an answer, and the question in sight when its answer comes.
import { addTools } from "./answer_tools.js";
import { make } from "./make.js";

const { language, words, feedback } = JSON.parse(document.querySelector('meta[name="asf-page"]').content);
let answered = 0;
let working = false;
let told = null;

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
  if (replies.length > answered) {
    const last = replies.at(-1);
    const verdict = last.querySelector(".asf-verdict")?.textContent;
    const isReadAlike = last.lang === language; // or else the verdict would be read with the wrong voice
    announce(last.matches(".asf-fault") ? last.textContent : [words.answer_ready, isReadAlike && verdict].filter(Boolean).join(" "));
    set(document.getElementById("asf-suggestions"), "lang", last.lang || language);
    questionOf(last, log)?.scrollIntoView({ block: "start" });
    document.getElementById("asf-offline")?.remove();
    keep("");
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
  keep(questionField()?.value || [...document.querySelectorAll("#asf-conversation .message.user")].pop()?.textContent.trim());
  document.getElementById("asf-offline")?.remove();
  composer.before(make("p", { id: "asf-offline", class: "asf-fault", role: "alert" }, words.offline));
};

// An answer that was cut off takes the page with it: Gradio reloads. The question comes back.
const UNANSWERED = "asf-unanswered";
const keep = (question) => {
  try {
    if (question) sessionStorage.setItem(UNANSWERED, question);
    else sessionStorage.removeItem(UNANSWERED);
  } catch { /* then it has to be written again */ }
};
const bringBack = (field) => {
  field.dataset.mended = "";
  try {
    field.value = sessionStorage.getItem(UNANSWERED) ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } catch { /* the browser keeps nothing */ }
};
const questionField = () => document.querySelector("#asf-question textarea");

const mend = () => {
  set(document.documentElement, "lang", language); // Gradio sets the language of the browser
  const log = document.querySelector("#asf-conversation [role=log]");
  if (log) {
    nameMessages(log);
    follow(log);
  }
  tellFault();
  const field = questionField();
  if (field && !("mended" in field.dataset) && document.querySelector("#asf-suggestions button")) bringBack(field);
  const day = document.querySelector("#asf-day input");
  if (day && day.type !== "date") day.type = "date";
};

document.addEventListener("click", (event) => {
  const question = questionField();
  if (!event.target.closest?.("#asf-ask") || question.value.trim() || working) return;
  announce(words.empty);
  question.focus();
});

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
