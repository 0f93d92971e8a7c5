// What is typed into a form that wants it kept survives a reload and a restart of the server: it lies in this
// window's own storage until it was sent where it belongs, and until the field itself says something else than it
// did (somebody saved another text). The page works without it.
const place = (name) => `toonverse.keep.${name}`;
const stored = (name) => {
  try { return JSON.parse(sessionStorage.getItem(place(name))) || {}; } catch { return {}; }
};
const isKept = (field) => field.name && !["hidden", "file", "password"].includes(field.type) && field.name !== "do";
const before = (field) => field.tagName === "SELECT"
  ? ([...field.options].find((one) => one.defaultSelected) || field.options[0] || {}).value : field.defaultValue;
for (const done of document.querySelectorAll("[data-forget]")) sessionStorage.removeItem(place(done.dataset.forget));
for (const form of document.querySelectorAll("form[data-keep]")) {
  const said = stored(form.dataset.keep);
  for (const field of form.elements) {
    if (!isKept(field) || !(field.name in said)) continue;
    const [value, was] = said[field.name];
    if (["radio", "checkbox"].includes(field.type)) field.checked = value === field.value;
    else if (was === before(field)) field.value = value;
  }
}
const keep = (event) => {
  const form = event.target.closest && event.target.closest("form[data-keep]");
  if (!form || !isKept(event.target)) return;
  const field = event.target;
  const value = field.type === "checkbox" && !field.checked ? "" : field.value;
  const said = { ...stored(form.dataset.keep), [field.name]: [value, before(field)] };
  try { sessionStorage.setItem(place(form.dataset.keep), JSON.stringify(said)); } catch { /* it is full */ }
};
document.addEventListener("input", keep);
document.addEventListener("change", keep);
