// A form that answers with its own page is exchanged in place: nothing jumps, and where the server is away for a
// moment what was typed stays. Without this the form is sent as any other.
const swap = async (form, button) => {
  const body = new URLSearchParams(new FormData(form, button));
  const told = form.querySelector("[data-told]");
  form.setAttribute("aria-busy", "true");
  const sent = { method: "POST", body, headers: { accept: "text/html" } };
  const answer = await fetch(form.action, sent).catch(() => null);
  if (answer && answer.ok && new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
  form.removeAttribute("aria-busy");
  if (!answer) { // it can be pressed again
    if (told) told.textContent = told.dataset.away;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(form.id);
  if (answer.ok && fresh) {
    const pressed = button && button.id;
    form.replaceWith(fresh);
    const again = pressed && document.getElementById(pressed);
    if (again) again.focus({ preventScroll: true });
    return;
  }
  const why = page.querySelector("main h1");
  if (told) told.textContent = why ? why.textContent : String(answer.status);
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || form.getAttribute("aria-busy")) return;
  event.preventDefault();
  swap(form, event.submitter);
});
