// Shows a panel's takes as they come, for as long as its job is at work. The page is whole without it.
const takes = document.querySelector("[data-now]");
const wait = (ms) => new Promise((go) => setTimeout(go, ms));

async function watch() {
  let shown = "";
  for (let state = "busy"; state === "busy"; ) {
    await wait(Number(takes.dataset.each));
    const answer = await fetch(takes.dataset.now).catch(() => null);
    if (!answer) continue; // no connection: it is asked again
    if (!answer.ok) return;
    state = answer.headers.get("x-panel");
    if (state === "another") location.reload(); // a new take is shown: the balloons stand over another picture
    const told = await answer.text();
    if (told !== shown) takes.innerHTML = told; // what has the focus keeps it while nothing changes
    shown = told;
  }
}

if (takes) watch();
