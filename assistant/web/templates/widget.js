// The assistant on another website: <script src="https://…/widget.js" data-language="sv" defer></script>
// Defines <asf-assistant>. Where the page has that element the panel stands there; otherwise a button floats in a
// corner and opens it. Only the button is in this file; the rest is loaded with the first click.
(() => {
  if (customElements.get("asf-assistant")) return;
  const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]'); // a module knows not its own
  const base = new URL(".", script.src);
  const served = {{ served|tojson }};

  const look = new CSSStyleSheet();
  look.replaceSync(`
    :host { --_accent: var(--asf-accent, light-dark(${served.accent.join(", ")})); --_on-accent: var(--asf-on-accent, light-dark(#fff, #14191f));
      font-family: var(--asf-font, system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif); font-size: max(1em, 16px); line-height: 1.5; }
    .open, .panel, .failed { direction: ltr; text-align: start; text-transform: none; text-indent: 0; letter-spacing: normal; word-spacing: normal; white-space: normal; font-style: normal; font-variant: normal; }
    .open[hidden] { display: none; }
    :host([hidden]) { display: none; }
    .open { position: fixed; z-index: var(--asf-layer, 1000); inset-block-end: var(--asf-offset, 1.25em); inset-inline-end: var(--asf-offset, 1.25em);
      max-width: calc(100vw - 2.5em); min-height: 3em; padding: .6em 1.25em; border: 2px solid var(--_on-accent); border-radius: 2em;
      background: var(--_accent); color: var(--_on-accent); font: inherit; font-weight: 600; cursor: pointer; box-shadow: 0 2px 8px #0004; }
    .left { inset-inline: var(--asf-offset, 1.25em) auto; }
    .open:focus-visible { outline: 3px solid var(--_accent); outline-offset: 3px; }
    .failed { position: fixed; z-index: var(--asf-layer, 1000); inset-block-end: 5.5em; inset-inline-end: 1.25em; max-width: 20em; padding: .75em 1em;
      border: 1px solid; border-radius: .5em; background: light-dark(#fff, #14191f); color: light-dark(#1c2430, #e8edf2); }
    .failed a { color: inherit; }
    @media print { :host([data-floating]) { display: none; } }`);

  // As WCAG 2 defines it; 1 for what is no colour.
  const contrastWithWhite = (colour) => {
    if (!CSS.supports("color", colour)) return 1;
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((each) => each / 255).map((each) => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
    return 1.05 / (.2126 * r + .7152 * g + .0722 * b + .05);
  };

  // The browser tells a page no more than that it got nothing; whether there is anything to get, an opaque request shows.
  const tellWebmaster = () => fetch(new URL("health", base), { mode: "no-cors", credentials: "omit" }).then(
    () => console.error(`ASF assistant: ${base.origin} answers, but does not let ${location.origin} in, or this page's Content-Security-Policy does not. Add ${location.origin} to ASF_ALLOWED_ORIGINS; see ${new URL("widget", base)}`),
    () => console.error(`ASF assistant: ${base.origin} does not answer.`));

  class AsfAssistant extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [look];
      const theme = this.option("theme");
      if (theme) this.style.colorScheme = theme === "auto" ? "light dark" : theme;
      const accent = this.option("accent");
      if (accent && contrastWithWhite(accent) < 4.5) console.warn(`ASF assistant: data-accent="${accent}" is not used. White text cannot be read on it (contrast ${contrastWithWhite(accent).toFixed(1)}, needed 4.5), or it is no colour.`);
      else if (accent) for (const [name, value] of [["accent", accent], ["on-accent", "#fff"]]) this.style.setProperty(`--asf-${name}`, value);
      if (this.isFloating) this.addButton();
      else this.show().catch(() => this.tellFailure());
    }

    option(name) {
      return this.dataset[name] ?? script.dataset[name];
    }

    get isFloating() {
      return this.hasAttribute("data-floating");
    }

    get language() {
      const wanted = this.option("language") ?? document.documentElement.lang;
      return /^en\b/i.test(wanted) ? "en" : "sv";
    }

    addButton() {
      const button = document.createElement("button");
      button.type = "button";
      button.className = this.option("position") === "left" ? "open left" : "open";
      button.lang = this.language;
      button.textContent = this.option("label") ?? served.words[this.language].open;
      button.setAttribute("aria-haspopup", "dialog");
      button.addEventListener("click", async () => {
        if (this.isOpening) return;
        this.isOpening = true;
        this.shadowRoot.querySelector(".failed")?.remove();
        try {
          await this.show(button);
        } catch {
          this.tellFailure();
        }
        this.isOpening = false;
      });
      this.shadowRoot.append(button);
    }

    async show(button = null) {
      if (!this.panel) {
        const { createPanel } = await import(new URL("site/widget/panel.js", base));
        this.panel = await createPanel(this, { base, language: this.language, button });
      }
      this.panel.open();
    }

    tellFailure() {
      tellWebmaster();
      const message = document.createElement("p");
      const link = document.createElement("a");
      message.className = "failed";
      message.lang = this.language;
      message.setAttribute("role", "alert");
      link.href = new URL(this.language === "en" ? "en/" : ".", base);
      link.textContent = served.words[this.language].open;
      message.append(served.words[this.language].offline, " ", link);
      this.shadowRoot.append(message);
    }
  }

  customElements.define("asf-assistant", AsfAssistant);
  const place = () => {
    if (document.querySelector("asf-assistant")) return;
    const floating = document.createElement("asf-assistant");
    floating.dataset.floating = "";
    document.body.append(floating);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();
