// What was done is said aloud: a live region tells only what changes after the page has been read in.
const region = document.querySelector("main > .told");
if (region) {
  const words = region.textContent;
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, 200);
}
