// A form whose answer may take a while says so at once, and is sent once. Without this the browser alone shows
// that it waits.
const show = (form, busy) => {
  const said = form.querySelector(".busy");
  form.toggleAttribute("aria-busy", busy);
  if (busy) form.setAttribute("aria-busy", "true");
  said.textContent = busy ? said.dataset.done : "";
  for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = busy;
};
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy")) return event.preventDefault();
    setTimeout(() => show(form, true)); // once it is sent: a button that is off says nothing
  });
}
addEventListener("pageshow", () => { // back from the page that it led to
  for (const form of document.querySelectorAll("form[data-busy]")) show(form, false);
});
