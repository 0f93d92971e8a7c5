// Shows the page once its letters are in, which is at once: they lie in the style sheet. Without it the first
// frame may be set in another face, and what stands there would move. The page is whole without it.
const root = document.documentElement;
const show = () => root.classList.remove("setting");
root.classList.add("setting");
Promise.all([...document.fonts].map((face) => face.load())).then(show, show);
setTimeout(show, 1000);

// What is typed has letters that the page did not know: their faces are fetched as they come, so that a machine
// without Korean fonts shows no boxes in its fields either. Addresses as `page_fonts.spelled` writes them.
{
  const A_SHEET = 200; // letters, three bytes each at most: no address is longer than is read
  const known = new Set();
  const spelled = (letters) => {
    const bytes = [];
    let before = 0;
    for (const letter of letters) {
      let gap = letter.codePointAt(0) - before;
      before += gap;
      for (; gap >= 0x80; gap >>= 7) bytes.push((gap & 0x7f) | 0x80);
      bytes.push(gap);
    }
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const bring = (text) => {
    const fresh = [...new Set(text)].filter((c) => c > "~" && c.isWellFormed() && !known.has(c));
    fresh.sort((a, b) => a.codePointAt(0) - b.codePointAt(0));
    for (let at = 0; at < fresh.length; at += A_SHEET) {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = `/letters/${spelled(fresh.slice(at, at + A_SHEET))}.${spelled(" ")}.css`;
      document.head.append(sheet);
    }
    fresh.forEach((letter) => known.add(letter));
  };
  let rest = 0;
  const typed = () => bring([...document.querySelectorAll("textarea, input:not([type=hidden])")].map((one) => one.value).join(""));
  addEventListener("input", () => { clearTimeout(rest); rest = setTimeout(typed, 250); });
  addEventListener("DOMContentLoaded", typed);
}
