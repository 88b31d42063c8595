// The page of a story. What to show comes from the library; here it becomes elements, and keys and clicks become
// requests. Texts are only ever set as text, never as HTML.

const story = JSON.parse(byId("told").textContent);
const kept = storage();
const prefix = `counterpitch:${story.title}:`;
let call, words, languages, shown;
// The game of this tab, as it was last kept.
let game = { id: null, text: null, isOver: false };
let lettersAreKeys = kept.get("letters") !== "no";

function byId(id) {
  return document.getElementById(id);
}

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function button(text, onclick, properties = {}) {
  return element("button", { type: "button", onclick, ...properties }, text);
}

// What outlives the page. A browser may refuse to keep anything; then the page plays all the same.

function storage() {
  let local = null, tab = null;
  try {
    [local, tab] = [window.localStorage, window.sessionStorage];
  } catch {}
  const key = (name) => prefix + name;
  return {
    get: (name) => local?.getItem(key(name)) ?? null,
    set(name, text) {
      try {
        local.setItem(key(name), text);
        return true;
      } catch {
        return false;
      }
    },
    remove: (name) => local?.removeItem(key(name)),
    games() {
      const names = local ? Object.keys(local) : [];
      return names.filter((name) => name.startsWith(key("game:"))).map((name) => name.slice(prefix.length + 5)).sort().reverse();
    },
    tab: (id) => (id === undefined ? tab?.getItem(key("tab")) ?? null : tab?.setItem(key("tab"), id)),
    found: () => JSON.parse(local?.getItem(key("endings")) ?? "[]"),
  };
}

function isEnded(text) {
  return /^ending\s*=/m.test(text);
}

// Keeps the game after a move, and gives what the player must know of it. A kept game that is only read stays as it
// is. So does one that has ended, or that another tab has played on: what is played on from it is another game.
function keep(step) {
  const found = new Set([...kept.found(), ...shown.found]);
  if (found.size > 0) kept.set("endings", JSON.stringify([...found]));
  const isRead = step === "begin" || step === "show" || (game.isOver && step !== "choose");
  if (shown.decisions === 0 || (game.id !== null && isRead)) return null;
  const there = game.id && kept.get(`game:${game.id}`);
  const isParted = there !== null && there !== game.text;
  if (game.isOver || there === null || isParted) game.id = `${Date.now()}-${random().slice(0, 4)}`;
  game.isOver = shown.is_over;
  game.text = shown.text;
  if (!kept.set(`game:${game.id}`, game.text)) return words.page.not_kept;
  kept.tab(game.id);
  return isParted ? words.page.parted : null;
}

function random() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return String((high % 2 ** 21) * 2 ** 32 + low);
}

function ask(request) {
  return call({ now: Math.floor(Date.now() / 1000), seed: story.seed ?? random(), ...request });
}

// Makes a move and shows what comes of it.
function move(request) {
  try {
    shown = ask(request);
  } catch (error) {
    return fail(error);
  }
  tell(request.do);
}

function tell(step) {
  const warning = keep(step);
  note(warning ?? shown.said ?? "", warning !== null);
  show();
  const turn = byId("story").lastElementChild;
  const said = step === "choose" ? shown.turns.at(-1).changes : [];
  speak([warning, shown.said, ...said, ...shown.end]);
  if (step === "choose" && shown.said) return;
  turn.firstElementChild.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "start" });
  if (step === "choose") setTimeout(think);
}

// Begins a game, or goes on with the one of a text. Where the story has changed so that it has only a part of a kept
// game, that stays as it is, and what goes on is another game.
function begin(id, text) {
  shown = ask({ do: "begin", text, found: kept.found(), is_final: story.is_final });
  game = { id: shown.is_cut ? null : id, text, isOver: shown.is_over };
  if (game.id !== null) kept.tab(game.id);
}

function newGame() {
  game = { id: null, text: null, isOver: false };
  move({ do: "new" });
}

function note(text, stays = false) {
  byId("note").replaceChildren(...(text ? [element("p", { className: stays ? "stays" : "" }, text)] : []));
}

function speak(sentences) {
  byId("live").textContent = sentences.filter(Boolean).join(" ");
}

function fail(error) {
  console.error(error);
  // The library says in the reader's language what it cannot do; anything else is a fault of the program.
  const said = error.name === "Error" ? error.message : words?.page.failed;
  note(words ? said : document.querySelector("noscript").textContent, true);
  speak([byId("note").textContent]);
}

// Showing.

function show() {
  showTurns();
  showBoard();
  const choices = shown.choices.map((choice, index) => {
    const reason = choice.locked ? [element("span", { className: "reason" }, choice.locked)] : [];
    const number = element("span", { className: "number", "aria-hidden": "true" }, String(index + 1));
    const label = element("span", { className: "label" }, choice.label, ...reason);
    const made = button("", () => move({ do: "choose", index }), { className: "choice" });
    made.dataset.id = choice.id;
    if (choice.locked) made.setAttribute("aria-disabled", "true");
    made.append(number, label);
    return element("li", {}, made);
  });
  byId("choices").replaceChildren(...choices);
  showEnd();
  for (const made of byId("menu").children) made.hidden = !isOffered(made.dataset.id);
  byId("greeting").lastElementChild.textContent = shown.can_go_back ? words.page.greeting : words.page.greeting_final;
}

function isOffered(id) {
  return shown.can_go_back || !["undo", "redo"].includes(id);
}

// Turns that are shown already stay as they are, so that reading on disturbs nothing.
function showTurns() {
  const place = byId("story");
  const sections = [...place.querySelectorAll(".turn")];
  let same = 0;
  while (same < shown.turns.length && sections[same]?.told === JSON.stringify(shown.turns[same])) same += 1;
  sections.slice(same).forEach((section) => section.remove());
  for (const turn of shown.turns.slice(same)) {
    const section = element("section", { className: "turn" });
    section.told = JSON.stringify(turn);
    if (turn.chosen !== null) section.append(element("p", { className: "chosen" }, turn.chosen));
    turn.before.forEach((text) => section.append(...text.map(paragraph)));
    if (turn.changes.length > 0) {
      section.append(element("ul", { className: "changes", role: "list" }, ...turn.changes.map((it) => element("li", {}, it))));
    }
    for (const scene of turn.scenes) {
      if (scene.act !== null) section.append(element("p", { className: "act" }, scene.act));
      if (scene.title !== null) section.append(element("h2", {}, scene.title));
      if (scene.when_and_where) section.append(element("p", { className: "when" }, scene.when_and_where));
      section.append(...scene.text.map(paragraph));
    }
    if (section.firstElementChild === null) section.append(element("p"));
    section.firstElementChild.tabIndex = -1;
    place.append(section);
  }
}

function paragraph({ kind, spans }) {
  if (kind === "break") return element("hr");
  const parts = spans.map(([tone, text]) => (tone ? element(tone, {}, text) : text));
  return element("p", { className: kind }, ...parts);
}

function showBoard() {
  const { scale, people, counters } = shown.board;
  byId("board").hidden = people.length + counters.length === 0;
  byId("people").replaceChildren(...people.map((who) => {
    const name = element("span", { className: "name" }, who.name, " ", element("span", { className: "role" }, who.role));
    const word = element("span", { className: who.value === null ? "word unknown" : "word" }, who.word, " ", ...moved(who));
    const row = element("li", {}, name, rail(who, scale), word);
    Object.assign(row.dataset, { id: who.id, value: who.value ?? "" });
    return row;
  }));
  byId("counters").replaceChildren(...counters.map((counter) => {
    const value = element("span", { className: "value" }, String(counter.value));
    const row = element("li", {}, element("span", { className: "name" }, counter.name), " ", value, " ", ...moved(counter));
    Object.assign(row.dataset, { id: counter.id, value: counter.value });
    return row;
  }));
}

// How the latest choice moved somebody. It is also said in a sentence, so it is hidden from screen readers.
function moved({ moved, is_new }) {
  if (is_new) return [element("span", { className: "new" }, words.page.new)];
  if (moved === 0) return [];
  const sign = (moved > 0 ? "▲" : "▼").repeat(Math.abs(moved) > 1 && is_new !== undefined ? 2 : 1);
  return [element("span", { className: moved > 0 ? "warmer" : "cooler", "aria-hidden": "true" }, sign)];
}

function rail(who, [min, max]) {
  const svg = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  };
  const at = (value) => 5 + (90 * (value - min)) / Math.max(1, max - min);
  const drawn = svg("svg", { viewBox: "0 0 100 14", preserveAspectRatio: "xMinYMid", class: "rail", "aria-hidden": "true" });
  drawn.append(svg("path", { d: "M0 7H100M50 3V11" }));
  if (who.value !== null) {
    const middle = who.value * 2 - min - max;
    const side = middle > 0 ? "warmer" : middle < 0 ? "cooler" : "middle";
    if (who.moved !== 0) drawn.append(svg("circle", { cx: at(who.value - who.moved), cy: 7, r: 3.6, class: "before" }));
    drawn.append(svg("circle", { cx: at(who.value), cy: 7, r: 4.6, class: side }));
  }
  return drawn;
}

function showEnd() {
  const hasEnded = shown.is_over;
  byId("end").hidden = !hasEnded;
  byId("debrief").hidden = true;
  if (!hasEnded) return;
  const actions = ["new", "history", "download"].map((id) => button(key(id).does, () => obey(id)));
  byId("end").replaceChildren(
    ...shown.end.map((sentence, index) => element("p", { className: index === 0 ? "ending" : "" }, sentence)),
    element("p", { className: "actions" }, ...actions),
  );
  if (isEnded(shown.text)) lookBack(false);
}

// The debrief, and the worker that makes it.

let worker = null, requests = 0;

function work(list, done) {
  if (worker === null) {
    const code = new Blob([byId("engine").textContent], { type: "text/javascript" });
    worker = new Worker(URL.createObjectURL(code));
    worker.waiting = new Map();
    worker.onmessage = ({ data }) => worker.waiting.get(data.number)?.(data.answer);
    worker.onerror = fail;
    worker.postMessage({ module: engineModule });
    list = [{ do: "load", files: story.files, language: words.language }, ...list];
  }
  requests += 1;
  worker.waiting.set(requests, done);
  worker.postMessage({ number: requests, requests: list });
}

// Has the chances worked out from the first choice on, so that they are there when the game ends.
function think() {
  if (worker === null) work([{ do: "think" }], () => {});
}

function lookBack(spoilers) {
  const place = byId("debrief");
  const heading = element("h2", {}, words.page.debrief);
  place.hidden = false;
  delete place.dataset.ready;
  place.replaceChildren(heading, element("p", { className: "quiet" }, words.page.wait));
  const of = shown;
  work(
    [{ do: "language", language: words.language }, { do: "debrief", text: shown.text, found: shown.found, spoilers }],
    ({ said }) => {
      if (shown !== of) return;
      // It is a page of its own, of which the main part is taken. A document that is only parsed runs nothing and
      // loads nothing; its style is left out, as the browser would complain of it.
      const main = said.slice(said.indexOf("<main>"));
      const { children } = new DOMParser().parseFromString(main, "text/html").querySelector("main");
      const rows = [...children].filter((it) => it.tagName !== "H1");
      const more = spoilers ? [] : [button(words.page.spoilers, () => lookBack(true))];
      place.replaceChildren(heading, ...rows, ...more);
      place.dataset.ready = "yes";
    },
  );
}

// The panel: history, endings, games, help.

function open(title, ...content) {
  byId("panel-name").textContent = title.replace(/:$/, "");
  byId("panel-body").replaceChildren(...content);
  const panel = byId("panel");
  if (!panel.open) panel.showModal();
  byId("panel-name").focus();
}

function close() {
  byId("panel").close();
}

function showHistory() {
  const lines = shown.history.map(({ number, text }) => {
    if (number === null) return element("li", { className: "draw" }, text);
    const said = `${number}. ${text}`;
    const back = () => {
      close();
      move({ do: "back", number });
    };
    return element("li", {}, shown.can_go_back ? button(said, back, { className: "line" }) : said);
  });
  const empty = lines.length === 0 ? [element("p", {}, words.page.history_empty)] : [];
  open(words.page.history, element("ol", { className: "lines", role: "list" }, ...lines), ...empty);
}

function showEndings() {
  const [count, ...lines] = shown.endings;
  open(key("endings").does, element("p", {}, count), ...lines.map((line) => element("p", { className: "quiet" }, line)));
}

function showGames() {
  const rows = kept.games().map((id) => {
    const text = kept.get(`game:${id}`);
    let said;
    try {
      ({ said } = ask({ do: "describe", text }));
    } catch (error) {
      said = error.message;
    }
    const when = new Date(Number(id.split("-")[0])).toLocaleString(words.tag, { dateStyle: "medium", timeStyle: "short" });
    return element(
      "li", {},
      button(`${when}: ${said}`, () => goOn(id, text), { className: "line" }),
      button(key("download").does, () => download(text)),
      button(words.page.remove, () => (kept.remove(`game:${id}`), showGames())),
    );
  });
  // A browser writes its own language on the button of a file, so the page has a button of its own.
  const file = element("input", { type: "file", accept: ".toml", hidden: true, onchange: () => openFile(file.files[0]) });
  open(
    key("games").does,
    rows.length > 0 ? element("ul", { className: "lines", role: "list" }, ...rows) : element("p", {}, words.page.none_kept),
    element("p", { className: "actions" }, button(key("new").does, () => (close(), newGame())), button(key("download").does, () => obey("download"))),
    element("p", { className: "actions" }, button(words.page.open, () => file.click()), file),
    element("p", { className: "quiet" }, words.page.private),
  );
}

function goOn(id, text) {
  close();
  try {
    begin(id, text);
  } catch (error) {
    return fail(error);
  }
  tell("begin");
}

async function openFile(file) {
  goOn(null, await file.text());
}

function download(text) {
  const name = words.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "game";
  const when = /^saved\s*=\s*([0-9T:-]+)/m.exec(text)?.[1].replace(/:/g, "") ?? "";
  const href = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
  element("a", { href, download: `${name}-${when}.toml` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function showHelp() {
  const keys = words.keys.filter(({ id }) => isOffered(id));
  const rows = keys.map(({ key, help }) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, help)]);
  const letters = element("input", { type: "checkbox", checked: lettersAreKeys });
  letters.onchange = () => {
    lettersAreKeys = letters.checked;
    kept.set("letters", lettersAreKeys ? "yes" : "no");
  };
  open(
    words.page.keys,
    element("dl", {}, ...rows.flat()),
    element("p", {}, element("label", {}, letters, " ", words.page.letters)),
    element("p", {}, words.page.board_explained),
    element("p", { className: "quiet" }, words.page.private),
  );
}

// Keys and buttons.

const COMMANDS = {
  undo: () => move({ do: "undo" }),
  redo: () => move({ do: "redo" }),
  history: showHistory,
  endings: showEndings,
  games: showGames,
  download: () => download(shown.text),
  new: newGame,
  help: showHelp,
};

function obey(id) {
  note("");
  COMMANDS[id]();
}

function key(id) {
  return words.keys.find((it) => it.id === id);
}

document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping || byId("panel").open || !shown) return;
  const choices = [...document.querySelectorAll(".choice")];
  const at = choices.indexOf(document.activeElement);
  const among = at >= 0 ? { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1 } : {};
  const steps = { ...among, j: at + 1, k: at < 0 ? choices.length - 1 : at - 1 };
  const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : undefined;
  const place = digit ?? (event.key.length > 1 || lettersAreKeys ? steps[event.key] : undefined);
  const command = lettersAreKeys && words.keys.find(({ id, key }) => id && key === event.key);
  if (place !== undefined) {
    choices[place]?.focus();
    event.preventDefault();
  } else if (command) {
    obey(command.id);
    event.preventDefault();
  }
});

function nameAll() {
  document.documentElement.lang = words.language;
  document.title = words.title;
  byId("title").textContent = words.title;
  const subtitle = words.subtitle ? [element("p", { className: "quiet" }, words.subtitle)] : [];
  byId("greeting").replaceChildren(...subtitle, element("p", { className: "quiet of-keys" }));
  byId("board-name").textContent = words.page.board;
  byId("now-name").textContent = words.page.choices;
  byId("close").textContent = words.page.close;
  byId("menu").replaceChildren(...["undo", "redo", "history", "endings", "games", "help"].map((id) => {
    const made = button(key(id).does, () => obey(id), { title: `${key(id).key}: ${key(id).help}` });
    made.dataset.id = id;
    return made;
  }));
  const language = byId("language");
  language.hidden = languages.length < 2;
  language.firstElementChild.textContent = words.page.language;
  const select = language.querySelector("select");
  const named = (tag) => new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  select.replaceChildren(...languages.map((tag) => element("option", { value: tag, lang: tag }, named(tag))));
  select.value = words.language;
}

function read(language) {
  ({ words, languages } = ask({ do: "language", language }));
  kept.set("language", language);
  nameAll();
}

let engineModule;

async function start() {
  const text = byId("player").textContent;
  const slowly = (binary) => new Uint8Array(binary.length).map((_, at) => binary.charCodeAt(at));
  const bytes = Uint8Array.fromBase64?.(text) ?? slowly(atob(text));
  engineModule = await WebAssembly.compile(bytes);
  call = await engine(engineModule);
  const wanted = kept.get("language") ?? story.language ?? navigator.language;
  ({ words, languages } = ask({ do: "load", files: story.files, language: wanted }));
  nameAll();
  byId("language").querySelector("select").onchange = ({ target }) => {
    read(target.value);
    move({ do: "show" });
    target.focus();
  };
  byId("close").onclick = close;
  byId("panel").onclick = ({ target }) => target === byId("panel") && close();
  byId("story").replaceChildren();
  resume();
  show();
  note(shown.said ?? "");
  if (shown.decisions > 0) byId("story").lastElementChild.scrollIntoView({ block: "start" });
}

// Goes on with the game of this tab, or the latest that was left, or begins one.
function resume() {
  const unfinished = kept.games().find((id) => !isEnded(kept.get(`game:${id}`)));
  const id = [kept.tab(), unfinished].find((id) => id && kept.get(`game:${id}`) !== null) ?? null;
  try {
    begin(id, id && kept.get(`game:${id}`));
  } catch {
    begin(null, null);
  }
}

start().catch(fail);
