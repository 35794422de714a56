// In every frame of a page that is weighed: when something could be used, at most one drawn picture late and in
// milliseconds since 1970, and what the page's policy blocked.
window.asfSeen = { blocked: [] };
const now = () => performance.timeOrigin + performance.now();
const isUsable = (element) => element && !element.disabled && !element.readOnly && element.checkVisibility();
asfSeen.field = new Promise((resolve) => {
  const look = () => {
    const root = document.querySelector("asf-assistant")?.shadowRoot ?? document;
    if (isUsable(root.querySelector("button.open"))) asfSeen.button ??= now();
    if (isUsable(root.querySelector("textarea"))) resolve(now());
    else requestAnimationFrame(look);
  };
  look();
});
addEventListener("click", () => { asfSeen.click ??= now(); }, true);
addEventListener("securitypolicyviolation", (event) => asfSeen.blocked.push(event.effectiveDirective));
