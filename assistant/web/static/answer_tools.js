// What can be done with an answer, on the page and in the widget: copy it with its sources, and say whether it helped.
import { make } from "./make.js";

// The answer as plain text: every quote with its number, guideline, version status and address.
export const answerText = (answer, question) => {
  const lines = [question, ""];
  for (const node of answer.children) {
    if (node.matches(".asf-quotes")) {
      for (const item of node.children) {
        const said = (part) => item.querySelector(part)?.textContent.trim() ?? "";
        lines.push(`[${item.value}] ”${said("blockquote").replace(/\s+/g, " ")}”`);
        lines.push(`    ${said(".asf-origin")} (${said(".asf-badge")}) ${item.querySelector("a").href}`);
      }
    } else if (!node.matches(".asf-tools")) lines.push(node.textContent.trim());
  }
  return lines.join("\n");
};

// Adds the row of tools below an answer. `announce` tells screen readers; `feedback` is where feedback goes, if anywhere.
export const addTools = (answer, { question, words, language, feedback, announce }) => {
  const written = answerText(answer, question);
  for (const link of answer.querySelectorAll(".asf-source a")) link.dataset.address = link.href; // for print
  const tools = make("div", { class: "asf-tools", lang: language });
  if (answer.querySelector(".asf-quotes")) tools.append(copyButton(written, words, announce));
  if (feedback) tools.append(helpful(written, { question, words, language, feedback, announce }));
  if (tools.childElementCount) answer.append(tools);
};

const copyButton = (written, words, announce) => {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(written);
      announce(words.copied);
      button.textContent = words.copied;
    } catch {
      announce(words.copy_failed);
      button.textContent = words.copy_failed;
    }
    setTimeout(() => { button.textContent = words.copy; }, 4000);
  };
  const button = make("button", { type: "button", onclick: copy }, words.copy);
  return button;
};

const helpful = (answer, { question, words, language, feedback, announce }) => {
  const place = make("div", { class: "asf-helpful", role: "group", "aria-label": words.helpful });
  const told = (text) => {
    place.replaceChildren(make("p", { tabindex: "-1" }, text));
    place.firstChild.focus();
    announce(text);
  };
  const fail = (form, text) => {
    form.querySelector(".asf-fault")?.remove();
    form.append(make("p", { class: "asf-fault" }, text));
    announce(text);
  };
  const send = async (helped, comment, form) => {
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    const body = JSON.stringify({ helpful: helped, question, answer, comment, language });
    const headers = { "Content-Type": "application/json", "Accept-Language": language };
    try {
      const response = await fetch(feedback, { method: "POST", headers, body, credentials: "omit" });
      if (response.ok) return told(words.thanks);
      fail(form, (await response.json()).detail ?? words.offline);
    } catch {
      fail(form, words.offline);
    }
    button.disabled = false;
    button.focus();
  };
  const ask = (helped) => {
    const comment = make("textarea", { rows: 2, maxlength: 1000 });
    const form = make("form", { class: "asf-comment", onsubmit: (event) => { event.preventDefault(); send(helped, comment.value, form); } },
      make("label", {}, words.comment, comment),
      make("p", {}, words.feedback_kept),
      make("button", { type: "submit" }, words.send));
    place.classList.add("asf-comment");
    place.replaceChildren(form);
    comment.focus();
  };
  const answered = (helped, text) => make("button", { type: "button", onclick: () => ask(helped) }, text);
  place.append(make("span", {}, words.helpful), answered(true, words.helpful_yes), answered(false, words.helpful_no));
  return place;
};
