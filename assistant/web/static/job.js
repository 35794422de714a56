// Renews the progress of a job without loading its page again, and the page once it has ended.
const box = document.getElementById("job");

async function renew() {
  let next;
  try {
    const response = await fetch(box.dataset.source, { cache: "no-store" });
    if (response.redirected || !response.ok) return location.reload();
    next = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("job-progress");
  } catch {
    return setTimeout(renew, 5000); // the server is away for a while
  }
  if (next.dataset.runs !== "yes") return location.reload();
  const bar = box.querySelector("progress"), value = next.querySelector("progress").getAttribute("value");
  if (value !== null) bar.setAttribute("value", value);
  const told = box.querySelector("[role=status]"), text = next.querySelector("[role=status]").textContent;
  if (told.textContent !== text) told.textContent = text; // said once, not at every look
  setTimeout(renew, 2000);
}

setTimeout(renew, 1000);
