// Copies the code above each button.
for (const button of document.querySelectorAll("button.copy")) {
  const text = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.previousElementSibling.textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = text; }, 3000);
  });
}
