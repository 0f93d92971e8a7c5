// The balloon editor. The server letters: it answers each change with the layer as it is printed, and that is shown.
// Until then the drawn balloon is shifted or stretched, to keep up with the hand. The page's plain forms are the
// inspector; without this module they do the same by themselves.

const STEP = 8; // pixels of the panel that an arrow key moves; with Alt one
const REST_MS = 450; // typing and arrow keys are sent when they rest that long
const AGAIN_MS = 3000; // after which what did not get through is sent again
const SLIP_PX = 4; // a press that moves less is a press
const LOW_PX = 96; // a lower balloon has no handles at its sides: its corners need the room
const BESIDE_PX = 58; // what its buttons need beside it
const LEAST = 24; // pixels of the panel: no gesture makes a balloon smaller
const HANDLES = { nw: [-1, -1], ne: [1, -1], se: [1, 1], sw: [-1, 1], e: [1, 0], w: [-1, 0] };
const NUMBERS = ["x", "y", "width", "height", "font_px", "rotation_deg"];
const SVG = "http://www.w3.org/2000/svg";

const make = (tag, kind, more = {}) => Object.assign(document.createElement(tag), { className: kind }, more);

class BalloonEditor extends HTMLElement {
  connectedCallback() {
    if (this.stage) return;
    const part = (name) => this.querySelector(`[data-${name}]`);
    [this.stage, this.list, this.voice, this.state] = ["stage", "forms", "voice", "state"].map(part);
    this.words = Object.fromEntries(
      [...part("words").content.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]),
    );
    this.panel = { width: Number(this.dataset.width), height: Number(this.dataset.height) };
    this.balloons = [];
    this.chosen = -1;
    this.waiting = []; // changes that are not sent yet, in order
    this.sending = null;
    this.build();
    this.listen();
    this.reload();
  }

  // ---- what is on the stage

  build() {
    this.layer = make("div", "layer", { ariaHidden: "true" });
    this.spots = make("div", "spots");
    this.frame = make("div", "selection", { hidden: true });
    for (const name of [...Object.keys(HANDLES), "tail"]) {
      const handle = make("button", `handle ${name}`, { type: "button", ariaLabel: this.say(`handle.${name}`) });
      handle.dataset.handle = name;
      if (name !== "tail") handle.tabIndex = -1; // Shift and arrows resize: one stop for each balloon is enough
      this.frame.append(handle);
    }
    const quick = make("div", "quick"); // beside the balloon: on a phone the inspector is a scroll away
    for (const act of ["edit", "remove"]) {
      const button = make("button", act, { type: "button", ariaLabel: this.say(act), tabIndex: -1 });
      button.onclick = () => (act === "edit" ? this.edit() : this.remove(this.chosen));
      button.append(document.importNode(this.querySelector(`[data-sign=${act}]`).content, true));
      quick.append(button);
    }
    this.frame.append(quick);
    this.line = document.createElementNS(SVG, "svg");
    this.line.setAttribute("class", "leash");
    this.line.setAttribute("viewBox", `0 0 ${this.panel.width} ${this.panel.height}`);
    this.line.setAttribute("aria-hidden", "true");
    this.line.append(document.createElementNS(SVG, "line"));
    this.stage.tabIndex = -1; // where the focus goes when its balloon is removed
    this.stage.append(this.layer, this.spots, this.line, this.frame);
    this.classList.add("live");
  }

  say(word, facts = {}) {
    return (this.words[word] ?? word).replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
  }

  tell(word, index, facts = {}) {
    this.voice.textContent = this.say(word, { number: index + 1, ...facts });
  }

  // Pixels of the window for one of the panel.
  get scale() {
    return this.stage.clientWidth / this.panel.width;
  }

  show(layer) {
    const picture = this.stage.querySelector("img");
    if (!picture.src.endsWith(this.dataset.bare)) picture.src = this.dataset.bare;
    const drawn = new DOMParser().parseFromString(layer.svg, "image/svg+xml").documentElement;
    this.layer.replaceChildren(document.importNode(drawn, true));
    this.edition = layer.edition;
    this.balloons = layer.balloons;
    if (this.chosen >= this.balloons.length) this.chosen = -1;
    this.fillSpots();
    this.fillForms(layer);
    this.place();
  }

  fillSpots() {
    while (this.spots.children.length > this.balloons.length) this.spots.lastChild.remove();
    while (this.spots.children.length < this.balloons.length) {
      this.spots.append(make("button", "spot", { type: "button" }));
    }
    this.balloons.forEach((balloon, index) => {
      const spot = this.spots.children[index];
      spot.dataset.spot = index;
      spot.ariaLabel = this.say("spot", this.facts(index));
      this.lay(spot, balloon);
    });
  }

  facts(index) {
    const { kind, text } = this.balloons[index];
    return { number: index + 1, kind: this.say(`kind.${kind}`), text };
  }

  lay(element, { x, y, half_width: a, half_height: b }) {
    const { width, height } = this.panel;
    const box = { left: (x - a) / width, top: (y - b) / height, width: (2 * a) / width, height: (2 * b) / height };
    for (const [side, share] of Object.entries(box)) element.style[side] = `${100 * share}%`;
  }

  // The frame with its handles around the chosen balloon, and the tail's tip; `now` is where a gesture has it.
  place(now = this.balloons[this.chosen]) {
    this.frame.hidden = !now;
    this.line.toggleAttribute("hidden", !now?.tip);
    [...this.spots.children].forEach((spot, index) => {
      spot.classList.toggle("chosen", index === this.chosen);
      spot.ariaPressed = String(index === this.chosen);
    });
    if (!now) return;
    this.lay(this.frame, now);
    const room = [this.panel.width - now.x - now.half_width, now.x - now.half_width].map((one) => one * this.scale > BESIDE_PX);
    this.frame.className = `selection ${room[0] ? "" : room[1] ? "left" : "under"}`;
    this.frame.classList.toggle("low", 2 * now.half_height * this.scale < LOW_PX);
    const tail = this.frame.querySelector(".tail");
    tail.hidden = ["sfx", "narration", "letter", "sign"].includes(now.kind);
    const [tipX, tipY] = now.tip ?? [now.x, now.y + now.half_height];
    const across = (100 * (tipX - now.x + now.half_width)) / (2 * now.half_width);
    const down = (100 * (tipY - now.y + now.half_height)) / (2 * now.half_height);
    Object.assign(tail.style, { left: `${across}%`, top: `${down}%` });
    tail.classList.toggle("loose", !now.tip);
    const [wayX, wayY] = [tipX - now.x, tipY - now.y];
    const edge = Math.min(1, 1 / (Math.hypot(wayX / now.half_width, wayY / now.half_height) || 1));
    const ends = { x1: now.x + wayX * edge, y1: now.y + wayY * edge, x2: tipX, y2: tipY };
    for (const [name, value] of Object.entries(ends)) this.line.firstChild.setAttribute(name, value);
  }

  // The drawn balloon (or those it is joined to) follows the hand until the server has drawn it anew.
  follow(index, now) {
    const was = this.balloons[index];
    const drawn = this.layer.querySelector(`#balloon-${index}`)?.closest("[id^=balloons-], svg > *");
    if (!drawn) return;
    const wide = now.half_width / was.half_width;
    const high = now.half_height / was.half_height;
    drawn.setAttribute("transform", `translate(${now.x} ${now.y}) scale(${wide} ${high}) translate(${-was.x} ${-was.y})`);
  }

  // ---- the inspector

  fillForms(layer) {
    while (this.list.children.length > this.balloons.length) this.list.lastElementChild.remove();
    const blank = this.querySelector("[data-blank]").content.firstElementChild;
    while (this.list.children.length < this.balloons.length) this.list.append(blank.cloneNode(true));
    this.balloons.forEach((balloon, index) => this.fill(this.list.children[index], balloon, index));
    this.querySelector("[data-count]").textContent = this.balloons.length;
    this.querySelector("[data-hint]").hidden = this.chosen >= 0;
    const items = layer.problems.map(({ code, balloon, detail }) => {
      const item = make("li", balloon === this.chosen ? "own" : "");
      if (balloon >= 0) item.append(make("b", "", { textContent: balloon + 1 }), " ");
      item.append(this.say(`problem.${code}`));
      if (["no_room", "missing_glyph"].includes(code)) item.append(" ", make("q", "", { textContent: detail }));
      return item;
    });
    this.querySelector("[data-problems]").replaceChildren(...items);
  }

  // What somebody is typing in stays as it is typed.
  fill(item, balloon, index) {
    const form = item.querySelector("form");
    const values = {
      ...balloon, width: 2 * balloon.half_width, height: 2 * balloon.half_height, index, edition: this.edition, tail: "",
    };
    item.hidden = index !== this.chosen;
    item.querySelector("[data-number]").textContent = index + 1;
    for (const field of form.elements) {
      if (!(field.name in values) || (field === document.activeElement && this.typing)) continue;
      const value = NUMBERS.includes(field.name) ? Math.round(values[field.name]) : values[field.name];
      if (field.value !== String(value)) field.value = value;
    }
  }

  choose(index) {
    if (index === this.chosen) return;
    this.flush();
    this.chosen = index;
    this.typing = false;
    [...this.list.children].forEach((item, at) => { item.hidden = at !== index; });
    this.querySelector("[data-hint]").hidden = index >= 0;
    this.place();
    if (index >= 0) this.tell("chosen", index, this.facts(index));
  }

  // ---- gestures: mouse, finger and pen alike

  listen() {
    this.stage.addEventListener("pointerdown", (event) => this.press(event));
    this.stage.addEventListener("pointermove", (event) => this.gesture && this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.stage.addEventListener(end, () => this.gesture && this.drop(end === "pointerup"));
    }
    this.spots.addEventListener("dblclick", () => this.edit());
    this.stage.addEventListener("focusin", (event) => {
      const spot = event.target.closest("[data-spot]");
      if (spot && !this.gesture) this.choose(Number(spot.dataset.spot));
    });
    this.stage.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => this.shortcut(event)); // whatever has the focus, or nothing
    this.list.addEventListener("input", (event) => this.typed(event));
    this.list.addEventListener("compositionend", (event) => this.typed(event));
    this.list.addEventListener("focusout", () => { this.typing = false; this.flush(); });
    this.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("pagehide", () => this.flush());
  }

  press(event) {
    if (event.button > 0 || this.gesture || event.target.closest(".quick")) return;
    const handle = event.target.closest("[data-handle]")?.dataset.handle;
    const spot = event.target.closest("[data-spot]");
    if (!handle && !spot) {
      this.choose(-1);
      return;
    }
    if (spot) this.choose(Number(spot.dataset.spot));
    const was = this.pendingShape();
    this.gesture = { handle, was, now: was, from: [event.clientX, event.clientY], moved: false };
    event.target.setPointerCapture(event.pointerId);
  }

  drag(event) {
    const { handle, was, from } = this.gesture;
    const [byX, byY] = [event.clientX - from[0], event.clientY - from[1]];
    if (!this.gesture.moved && Math.hypot(byX, byY) < SLIP_PX) return;
    this.gesture.moved = true;
    this.gesture.now = this.shaped(was, handle, byX / this.scale, byY / this.scale);
    this.place(this.gesture.now);
    if (handle !== "tail") this.follow(this.chosen, this.gesture.now);
  }

  // A balloon's box after a gesture of so many pixels of the panel, kept inside the picture.
  shaped(was, handle, dx, dy) {
    const within = (value, half, length) => Math.min(Math.max(value, half), Math.max(length - half, half));
    if (handle === "tail") {
      const [x, y] = was.tip ?? [was.x, was.y + was.half_height];
      return { ...was, tip: [within(x + dx, 0, this.panel.width), within(y + dy, 0, this.panel.height)] };
    }
    if (!handle) {
      const x = within(was.x + dx, was.half_width, this.panel.width);
      const y = within(was.y + dy, was.half_height, this.panel.height);
      return { ...was, x, y, tip: was.tail_by_hand ? was.tip : null };
    }
    const [sideX, sideY] = HANDLES[handle];
    const a = sideX ? Math.max(was.half_width + (sideX * dx) / 2, LEAST) : was.half_width;
    const b = sideY ? Math.max(was.half_height + (sideY * dy) / 2, LEAST) : was.half_height;
    const moved = { x: was.x + sideX * (a - was.half_width), y: was.y + sideY * (b - was.half_height) };
    return { ...was, ...moved, half_width: a, half_height: b };
  }

  drop(isDone) {
    const { handle, now, moved } = this.gesture;
    this.gesture = null;
    if (!isDone || !moved) {
      this.place();
      if (moved) this.follow(this.chosen, this.balloons[this.chosen]);
      return;
    }
    if (handle === "tail") this.change(this.chosen, { tail: now.tip }, "changed");
    else if (handle) this.change(this.chosen, this.boxOf(now), "resized");
    else this.change(this.chosen, { x: now.x, y: now.y }, "moved");
    this.flush();
  }

  boxOf({ x, y, half_width: a, half_height: b }) {
    return { x, y, width: 2 * a, height: 2 * b };
  }

  // As the chosen balloon will be when what waits is done.
  pendingShape() {
    const was = { ...this.balloons[this.chosen] };
    for (const one of this.waiting) {
      if (one.index !== this.chosen || !one.body) continue;
      const { x = was.x, y = was.y, width = 2 * was.half_width, height = 2 * was.half_height, tail } = one.body;
      Object.assign(was, { x, y, half_width: width / 2, half_height: height / 2 });
      if (Array.isArray(tail)) Object.assign(was, { tip: tail, tail_by_hand: true });
    }
    return was;
  }

  // ---- the keyboard

  key(event) {
    const spot = event.target.closest("[data-spot]");
    const isTail = event.target.dataset?.handle === "tail";
    if ((!spot && !isTail) || event.ctrlKey || event.metaKey) return;
    const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (arrow) {
      const [dx, dy] = arrow.map((one) => one * (event.altKey ? 1 : STEP));
      const was = this.pendingShape();
      if (isTail) this.change(this.chosen, { tail: this.shaped(was, "tail", dx, dy).tip }, "changed");
      else if (event.shiftKey) {
        const [a, b] = [Math.max(was.half_width + dx, LEAST), Math.max(was.half_height + dy, LEAST)];
        this.change(this.chosen, this.boxOf({ ...was, half_width: a, half_height: b }), "resized");
      } else {
        const { x, y } = this.shaped(was, null, dx, dy);
        this.change(this.chosen, { x, y }, "moved");
      }
      const now = this.pendingShape();
      this.place(now);
      if (!isTail) this.follow(this.chosen, now);
    } else if (event.key === "Enter" || event.key === "F2") this.edit();
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(this.chosen);
    else if (event.key === "Escape") {
      this.choose(-1);
      event.target.blur();
    } else return;
    event.preventDefault();
  }

  shortcut(event) {
    const isField = event.target.matches("input, textarea, select");
    if (event.key === "Escape" && isField && this.chosen >= 0) {
      this.spots.children[this.chosen]?.focus();
    } else if ((event.ctrlKey || event.metaKey) && !isField && !event.altKey) {
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) this.step("undo");
      else if (key === "y" || (key === "z" && event.shiftKey)) this.step("redo");
      else return;
      event.preventDefault();
    }
  }

  edit() {
    const words = this.list.children[this.chosen]?.querySelector("[data-focus]");
    words?.focus();
    words?.select();
  }

  // ---- the forms

  typed(event) {
    const { name, value } = event.target;
    if (event.isComposing || this.chosen < 0 || !name) return;
    this.typing = event.target.matches("textarea, input");
    if (name === "text" && !value.trim()) return; // it is being written anew, as a number that is none yet
    const said = NUMBERS.includes(name) ? event.target.valueAsNumber : value;
    if (said || (said === "" && name === "speaker") || said === 0) this.change(this.chosen, { [name]: said }, "changed");
    if (event.target.matches("select")) this.flush();
  }

  submitted(event) {
    const act = event.submitter?.dataset.act ?? event.target.dataset.act;
    if (!act) return;
    event.preventDefault();
    if (act === "remove") this.remove(this.chosen);
    else if (act === "add") this.add(event.target.elements.text.value);
    else if (act === "change") this.flush();
    else this.step(act);
  }

  // ---- talking with the server

  // Changes of one balloon that wait are one change.
  change(index, body, word) {
    const last = this.waiting.at(-1);
    if (last?.index === index && last.body) Object.assign(last, { body: { ...last.body, ...body }, word });
    else this.waiting.push({ method: "PATCH", index, body, word });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), REST_MS);
    this.tellState("keeping");
  }

  add(text) {
    this.waiting.push({ method: "POST", index: -1, body: { text, kind: "speech" }, word: "added" });
    this.flush();
  }

  remove(index) {
    if (index < 0) return;
    this.waiting = [...this.waiting.filter((one) => one.index !== index), { method: "DELETE", index, word: "removed" }];
    this.flush();
  }

  // One request after the other: each is of the layer that the one before left.
  flush() {
    clearTimeout(this.timer);
    this.sending ??= this.send().finally(() => { this.sending = null; });
    return this.sending;
  }

  async send() {
    while (this.waiting.length) {
      const next = this.waiting.shift();
      const { method, index, body, word } = next;
      const path = method === "POST" ? "/balloons" : `/balloons/${index}`;
      const where = method === "DELETE" ? `${path}?edition=${this.edition}` : path;
      this.tellState("keeping");
      const layer = await this.ask(method, where, body && { ...body, edition: this.edition });
      if (!layer) {
        if (this.isCutOff) this.waiting.unshift(next); // it is sent again with the next, or in a while
        return;
      }
      if (method === "DELETE") this.chosen = -1;
      if (method === "POST") this.chosen = layer.changed;
      this.show(layer);
      this.enable("undo", true);
      this.enable("redo", false);
      this.tell(word, method === "DELETE" ? index : layer.changed);
      if (method === "DELETE" && document.activeElement === document.body) this.stage.focus({ preventScroll: true });
      if (method === "POST") this.edit();
      if (this.waiting[0]?.index === this.chosen) this.place(this.pendingShape());
    }
    this.tellState("kept");
  }

  // Undo, redo and placing anew are the panel's: if another take is shown after them, the page is another.
  async step(act) {
    await this.flush();
    const done = await this.ask("POST", `/${act}`);
    if (!done) return;
    const { takes, undo, redo } = done.panel;
    if (takes.find((take) => take.accepted)?.number !== Number(this.dataset.take)) {
      location.reload();
      return;
    }
    this.enable("undo", undo.length > 0);
    this.enable("redo", redo.length > 0);
    await this.reload();
    this.voice.textContent = this.say({ undo: "undone", redo: "redone" }[act] ?? "changed");
  }

  async reload() {
    const layer = await this.ask("GET", "/balloons");
    if (layer) this.show(layer);
  }

  enable(act, isPossible) {
    this.querySelector(`form[data-act=${act}] button`).disabled = !isPossible;
  }

  // The answer, or null: then what went wrong is told.
  async ask(method, path, body) {
    const json = "application/json";
    const headers = { accept: json, "x-csrf-token": this.dataset.token, ...(body && { "content-type": json }) };
    try {
      const answer = await fetch(this.dataset.at + path, { method, headers, body: body && JSON.stringify(body) });
      const said = await answer.json();
      this.isCutOff = false;
      if (answer.ok) return said;
      this.tellState("failed", said.title);
    } catch {
      this.isCutOff = true;
      this.tellState("failed");
      this.timer = setTimeout(() => this.flush(), AGAIN_MS);
      return null;
    }
    this.waiting = [];
    if (method !== "GET") await this.reload();
    return null;
  }

  tellState(word, why = "") {
    this.state.textContent = why || this.say(word);
    this.state.dataset.state = word;
  }
}

customElements.define("balloon-editor", BalloonEditor);
