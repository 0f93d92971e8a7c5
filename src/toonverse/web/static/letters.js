// Shows the page once its letters are in, which is at once: they lie in the style sheet. Without it the first
// frame may be set in another face, and what stands there would move. The page is whole without it.
const root = document.documentElement;
const show = () => root.classList.remove("setting");
root.classList.add("setting");
Promise.all([...document.fonts].map((face) => face.load())).then(show, show);
setTimeout(show, 1000);
