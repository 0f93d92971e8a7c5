// Remembers how far an episode was read, and offers to go on there. The page is whole without it.
const strip = document.querySelector("[data-episode]");
const key = `toonverse:place:${strip.dataset.episode}`;
const panels = [...strip.querySelectorAll("[id^='panel-']")];

function read() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // private windows may refuse storage
  }
}

function write(id) {
  try {
    if (id) localStorage.setItem(key, id);
    else localStorage.removeItem(key);
  } catch {
    // then the place is simply not remembered
  }
}

const place = panels.findIndex((panel) => panel.id === read());
const offer = document.querySelector("[data-resume]");
if (place > 1 && !location.hash) {
  offer.hash = panels[place].id;
  offer.hidden = false;
  offer.addEventListener("click", () => { offer.hidden = true; });
}

// Which episode of its series was read last, and that this one was read to its end: the series' page tells.
function keep(name, value) {
  try {
    localStorage.setItem(`toonverse:${name}`, value);
  } catch {
    // then nothing is told there
  }
}
if (strip.dataset.series) keep(`series:${strip.dataset.series}`, strip.dataset.episode);

// The picture that crosses the upper third of the window is the one being read; at the end there is none.
const last = panels.at(-1);
const watch = new IntersectionObserver((entries) => {
  const seen = entries.find((entry) => entry.isIntersecting);
  if (!seen || !window.scrollY) return;
  write(panels.includes(seen.target) && seen.target !== last ? seen.target.id : null);
  if (!panels.includes(seen.target) && seen.target.id !== "title") keep(`read:${strip.dataset.episode}`, "1");
}, { rootMargin: "-33% 0px -66% 0px" });
[...panels, ...document.querySelectorAll("#title, #end, .end")].forEach((part) => watch.observe(part));

addEventListener("scroll", () => {
  if (window.scrollY > window.innerHeight) offer.hidden = true;
}, { passive: true });

const share = document.querySelector("[data-share]");
if (share) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    const page = { title: document.title, url: location.origin + location.pathname };
    if (navigator.share) await navigator.share(page).catch(() => {});
    else await navigator.clipboard.writeText(page.url).then(() => { share.textContent = share.dataset.done; });
  });
}

// Arrow keys turn to the episode before or after; up, down and space scroll as they always do.
addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!way || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  document.querySelector(`.neighbours a[rel=${way}]`)?.click();
});
