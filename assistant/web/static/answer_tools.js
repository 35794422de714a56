// What can be done with an answer, on the page and in the widget: copy it with its sources, and say whether it helped.
import { make } from "./make.js";

// Adds the row of tools below an answer. `announce` tells screen readers; `feedback` is where feedback goes, if anywhere.
export const addTools = (answer, { question, words, language, feedback, announce }) => {
  const parts = [...partsOf(answer, question)];
  for (const link of answer.querySelectorAll(".asf-source a")) link.dataset.address = link.href; // for print
  const tools = make("div", { class: "asf-tools", lang: language });
  if (answer.querySelector(".asf-quotes")) tools.append(copyButton(parts, words, announce));
  if (feedback) tools.append(helpful(asText(parts), { question, words, language, feedback, announce }));
  if (tools.childElementCount) answer.append(tools);
};

// The answer as paragraphs that stand by themselves elsewhere: the question, what was said, every quote with its number,
// guideline, version and address, and at last who answered and for which day.
function* partsOf(answer, question) {
  yield { strong: question };
  for (const node of answer.children) {
    if (node.matches(".asf-quotes")) {
      for (const item of node.children) {
        const said = (part) => item.querySelector(part)?.textContent.trim() ?? "";
        const about = [said(".asf-badge"), said(".asf-days")].filter(Boolean).join(", ");
        yield { text: `[${item.value}] ”${said("blockquote").replace(/\s+/g, " ")}”` };
        yield { text: `${said(".asf-origin")} (${about})`, address: item.querySelector("a")?.href };
      }
    } else if (node.matches(".asf-verdict, .asf-heading")) yield { strong: node.textContent.trim() };
    else if (!node.matches(".asf-tools, .asf-bare")) yield { text: node.textContent.trim() };
  }
}

const asText = (parts) => parts.map(({ strong, text, address }) => [strong ?? text, address].filter(Boolean).join(" ")).join("\n");

const asHtml = (parts) => make("div", {}, ...parts.map(({ strong, text, address }) =>
  make("p", {}, strong ? make("strong", {}, strong) : text, ...(address ? [" ", make("a", { href: address }, address)] : [])))).innerHTML;

const toClipboard = (parts) => {
  if (!window.ClipboardItem) return navigator.clipboard.writeText(asText(parts));
  const kinds = { "text/plain": asText(parts), "text/html": asHtml(parts) };
  const blobs = Object.entries(kinds).map(([type, written]) => [type, new Blob([written], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
};

const copyButton = (parts, words, announce) => {
  const copy = async () => {
    const told = await toClipboard(parts).then(() => words.copied, () => words.copy_failed);
    announce(told);
    button.textContent = told;
    setTimeout(() => { button.textContent = words.copy; }, 4000);
  };
  const button = make("button", { type: "button", onclick: copy }, words.copy);
  return button;
};

// What went wrong; nothing when it was kept.
const post = async (address, body, words) => {
  try {
    const headers = { "Content-Type": "application/json", "Accept-Language": body.language };
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
    return response.ok ? "" : (await response.json()).detail ?? words.offline;
  } catch {
    return words.offline;
  }
};

// Why an answer did not help: words for each reason that the server knows, and none chosen.
const reasons = (words) => make("select", {}, make("option", { value: "" }),
  ...Object.keys(words).filter((key) => key.startsWith("reason_")).map((key) => make("option", { value: key.slice(7) }, words[key])));

// Yes or no is kept when it is pressed, as the words beside it say; a reason and a comment may follow.
const helpful = (answer, { question, words, language, feedback, announce }) => {
  const place = make("div", { class: "asf-helpful", role: "group", "aria-label": words.helpful });
  const id = crypto.randomUUID?.() ?? String(Math.random()); // a page without encryption has no better one
  const send = async (given, button) => {
    if (button.disabled) return;
    button.disabled = true;
    place.querySelector(".asf-fault")?.remove();
    const fault = await post(feedback, { id, question, answer, language, ...given }, words);
    if (fault) {
      place.append(make("p", { class: "asf-fault" }, fault));
      announce(fault);
      button.disabled = false;
      button.focus();
      return;
    }
    announce(words.thanks);
    if ("comment" in given) {
      place.replaceChildren(make("p", { tabindex: "-1" }, words.thanks));
      place.firstChild.focus();
    } else askWhy(given);
  };
  const askWhy = (given) => {
    const comment = make("textarea", { rows: 2, maxlength: 1000 });
    const reason = given.helpful ? null : reasons(words);
    const said = () => ({ ...given, ...(reason?.value && { reason: reason.value }), comment: comment.value });
    const button = make("button", { type: "submit" }, words.send);
    place.classList.add("asf-comment");
    place.replaceChildren(make("p", {}, words.thanks),
      make("form", { class: "asf-comment", onsubmit: (event) => { event.preventDefault(); send(said(), button); } },
        ...(reason ? [make("label", {}, words.reason, reason)] : []), make("label", {}, words.comment, comment), button));
    (reason ?? comment).focus();
  };
  const choice = (helped, text) => {
    const button = make("button", { type: "button", onclick: () => send({ helpful: helped }, button) }, text);
    return button;
  };
  place.append(make("span", {}, words.helpful), choice(true, words.helpful_yes), choice(false, words.helpful_no), make("p", {}, words.feedback_kept));
  return place;
};
