// Marks the episodes that were read here, and offers to go on with the one read last. The page is whole without it.
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // private windows may refuse storage
  }
}

for (const row of document.querySelectorAll("[data-episode]")) {
  if (kept(`toonverse:read:${row.dataset.episode}`)) row.querySelector(".seen").classList.remove("waits");
}

const last = kept(`toonverse:series:${document.querySelector("[data-series]").dataset.series}`);
const go = document.querySelector("[data-continue]");
if (last && /^[0-9]+$/.test(last)) {
  go.href = `/read/${last}`;
  go.classList.remove("waits");
}
