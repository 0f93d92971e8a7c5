// A file may be dropped anywhere on the desk. Plain text comes into the field, where it can be read and changed;
// everything else is sent as it is. Without this the file is chosen with the field below.
const TEXT_BYTES_MAX = 400000;
const desk = document.querySelector(".desk");
const input = desk.querySelector("input[type=file]");
const story = desk.querySelector("textarea");
const named = desk.querySelector("[data-chosen]");
const hint = desk.querySelector("input[name=filename]");
const take = async (file) => {
  named.textContent = file ? file.name : named.dataset.chosen;
  desk.classList.toggle("has-file", Boolean(file));
  if (!file || file.size > TEXT_BYTES_MAX || !/\.(txt|md|fountain|panels)$/i.test(file.name)) return;
  const text = await file.text();
  if (text.includes("\ufffd")) return; // not UTF-8: whoever reads the file knows more
  story.value = text;
  hint.value = file.name;
  input.value = "";
  story.dispatchEvent(new Event("input", { bubbles: true }));
};
input.addEventListener("change", () => take(input.files[0]));
let inside = 0;
const over = (step) => { inside = Math.max(0, inside + step); desk.classList.toggle("over", inside > 0); };
desk.addEventListener("dragenter", () => over(1));
desk.addEventListener("dragleave", () => over(-1));
desk.addEventListener("dragover", (event) => event.preventDefault());
desk.addEventListener("drop", (event) => {
  inside = 0;
  over(0);
  if (!event.dataTransfer.files.length) return; // a text that is dragged goes where it is dropped
  event.preventDefault();
  input.files = event.dataTransfer.files;
  take(input.files[0]);
});
