// Mends what the page's components announce: names in the page's language, one announcement an answer.
(() => {
  const names = JSON.parse(document.querySelector('meta[name="asf-names"]').content);
  let announced = 0;

  const announce = (text) => {
    const status = document.getElementById("asf-status");
    if (status) status.textContent = text;
  };

  const mend = () => {
    // Gradio sets the language of the browser; the page is in the language of its address.
    if (document.documentElement.lang !== names.lang) document.documentElement.lang = names.lang;
    const log = document.querySelector("#asf-conversation [role=log]");
    if (!log) return;
    if (log.getAttribute("aria-live") !== "off") log.setAttribute("aria-live", "off");
    if (log.getAttribute("aria-label") !== names.conversation) log.setAttribute("aria-label", names.conversation);
    for (const [selector, name] of [[".message.user [aria-label]", names.you], [".message.bot [aria-label]", names.assistant]]) {
      for (const node of log.querySelectorAll(selector)) {
        if (/message:/.test(node.getAttribute("aria-label"))) node.setAttribute("aria-label", name);
      }
    }
    const answers = log.querySelectorAll(".asf-answer").length;
    if (answers > announced) {
      announce(names.ready);
      const question = [...log.querySelectorAll(".message.user")].pop();
      if (question) question.scrollIntoView({ block: "start" });
    }
    announced = answers;
  };

  new MutationObserver(mend).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["lang", "aria-live", "aria-label"],
  });
})();
