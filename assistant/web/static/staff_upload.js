// A file that is too large is told before it is sent: a server that refuses it midway looks like a broken line.
const file = document.getElementById("file");
file?.addEventListener("change", () => {
  const most = Number(file.dataset.most) * 1024 * 1024;
  const isTooLarge = [...file.files].some((each) => each.size > most);
  file.setCustomValidity(isTooLarge ? file.dataset.tooLarge : "");
  file.reportValidity();
});
