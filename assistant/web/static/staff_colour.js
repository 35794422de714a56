// Says at once whether white text can be read on the colour, and offers the browser's own picker. The server checks it again.
const field = document.getElementById("colour");
const told = document.getElementById("colour-told");
const picker = document.createElement("input");
picker.type = "color";
picker.setAttribute("aria-label", field.dataset.pick);
field.after(picker);

// Relative luminance by WCAG 2.1.
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function tell() {
  const colour = field.value.trim();
  if (!/^#[0-9a-f]{6}$/i.test(colour)) {
    told.textContent = "";
    return;
  }
  picker.value = colour.toLowerCase();
  const ratio = 1.05 / (luminance(colour) + 0.05);
  const text = ratio >= Number(field.dataset.readable) ? field.dataset.good : field.dataset.bad;
  // Rounded down: 4.49 must not read as 4.5.
  const decimals = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const number = (Math.floor(ratio * 10) / 10).toLocaleString(document.documentElement.lang, decimals);
  told.textContent = text.replace("{ratio}", number);
}

field.addEventListener("input", tell);
picker.addEventListener("input", () => {
  field.value = picker.value;
  tell();
});
tell();
