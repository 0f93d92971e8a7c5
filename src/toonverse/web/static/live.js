// Shows what changes in a job as it happens: parts of the page by their ids, in server-sent events. Where no
// stream is to be had it asks every few seconds. The page is whole without it.
const job = document.querySelector("[data-live]");
const put = (parts) => {
  for (const [id, html] of Object.entries(parts)) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const now = document.getElementById(id);
    const made = fresh.content.firstElementChild;
    if (!made || (now && now.outerHTML === made.outerHTML)) continue;
    if (!now) (document.getElementById("panels") || job).append(made);
    else if (now.dataset.acts !== made.dataset.acts) return location.reload(); // other buttons are due
    else {
      now.replaceWith(made);
      made.classList.add("fresh");
      made.addEventListener("animationend", () => made.classList.remove("fresh"));
    }
  }
};
const ask = async () => {
  const answer = await fetch(job.dataset.now).catch(() => null);
  if (answer && answer.ok) put(await answer.json());
  setTimeout(ask, 2000);
};
if (job) {
  const stream = new EventSource(job.dataset.live);
  stream.addEventListener("parts", (event) => put(JSON.parse(event.data)));
  stream.addEventListener("end", () => { stream.close(); location.reload(); });
  stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) ask(); };
  addEventListener("pagehide", () => stream.close());
}
