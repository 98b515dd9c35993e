// The preview in the browser: shows the state that the server sends, and keeps the scroll position.
"use strict";

const POINT = 96 / 72; // CSS pixels
const STATES = { ready: "ready", error: "error", working: "working…", unbuilt: "not built" };
const $ = (id) => document.getElementById(id);
const main = $("pages");

let state = { chapters: [], problems: [] };
let current = null; // the stem of the chapter that is shown
let goto = null; // the file and line to show as soon as its page is known
let edition = null; // the name of the one that is shown
let drawn = {}; // what the pages on the screen are of: stem, edition, version, mapped

function chapter() {
  return state.chapters.find((one) => one.stem === current);
}

// The pages of the edition that is shown; of a chapter that has no such edition, those of its first.
function view() {
  const editions = chapter()?.editions ?? {};
  const name = edition in editions ? edition : Object.keys(editions)[0];
  return name ? { name, ...editions[name] } : null;
}

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Text that stays the same is left alone: a screen reader would read it again.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function update(next) {
  if (!goto && next.goto && !state.goto) goto = next.goto;
  state = next;
  edition ??= state.seen;
  if (!chapter()) {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const asked = goto && /([^/]+)\.yaml$/.exec(goto[0])?.[1];
    const known = (stem) => state.chapters.some((one) => one.stem === stem);
    current = [asked, wanted, state.chapters[0]?.stem].find(known) ?? null;
  }
  showChapters();
  showProblems();
  showSheets();
}

function showChapters() {
  const list = $("chapters").firstElementChild;
  state.chapters.forEach((one, number) => {
    let button = list.children[number]?.firstElementChild;
    if (!button) {
      button = make("button", { type: "button" }, make("span"), make("span"));
      button.addEventListener("click", () => choose(button.dataset.stem));
      list.append(make("li", {}, button));
    }
    const [title, status] = button.children;
    button.dataset.stem = one.stem;
    say(title, one.title);
    say(status, STATES[one.state]);
    status.className = `state ${one.state}`;
    button.setAttribute("aria-current", String(one.stem === current));
  });
  while (list.children.length > state.chapters.length) list.lastElementChild.remove();
}

function choose(stem) {
  current = stem;
  history.replaceState(null, "", `#${encodeURIComponent(stem)}`);
  $("chapters").classList.remove("open");
  $("list").setAttribute("aria-expanded", "false");
  update(state);
  main.scrollTo({ top: 0, behavior: "instant" });
}

function showProblems() {
  const problems = [...(chapter()?.problems ?? []), ...state.problems];
  const box = $("problems");
  const key = JSON.stringify(problems);
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.hidden = !problems.length;
  const old = view() ? "; the pages below are from the last build that succeeded" : "";
  const heading = `${problems.length} error${problems.length === 1 ? "" : "s"}${old}`;
  box.replaceChildren(make("h2", { textContent: heading }), make("ul", {}, ...problems.map(problem)));
}

function problem(one) {
  const item = make("li");
  if (one.file) {
    const place = [one.file, one.line, one.column].filter(Boolean).join(":");
    const button = make("button", { type: "button", className: "where", textContent: place });
    button.addEventListener("click", () => open(one.file, one.line ?? 1));
    item.append(button);
  }
  item.append(make("span", { textContent: one.message }));
  if (one.hint) item.append(make("span", { className: "hint", textContent: one.hint }));
  return item;
}

function showSheets() {
  const one = chapter();
  const pages = view();
  say($("title"), one?.title ?? "No chapters");
  document.title = `${one?.title ?? "Preview"} – Pressroom`;
  const count = pages?.sizes.length ?? 0;
  showEditions(Object.keys(one?.editions ?? {}), pages?.name);
  say($("extent"), one?.state === "working" ? "working…" : count ? `${count} page${count === 1 ? "" : "s"}` : "");
  showChanges(pages);
  const sheets = $("sheets");
  while (sheets.children.length > count) sheets.lastElementChild.remove();
  for (let number = sheets.children.length + 1; number <= count; number++) sheets.append(sheet(number));
  for (const [index, element] of [...sheets.children].entries()) {
    const changed = pages.changed.includes(index + 1);
    element.classList.toggle("changed", changed);
    element.dataset.size = pages.sizes[index];
    say(element.querySelector(".folio"), `Page ${index + 1}${changed ? ", changed" : ""}`);
    element.querySelector("img").alt = `Page ${index + 1} of ${count}${changed ? ", changed" : ""}`;
  }
  resize();
  const fresh = pages && (drawn.stem !== one.stem || drawn.edition !== pages.name || drawn.version !== pages.version);
  if (fresh) loadVisible();
  if (pages && (fresh || drawn.mapped !== one.mapped)) loadWords(one);
  drawn = { stem: one?.stem, edition: pages?.name, version: pages?.version, mapped: one?.mapped };
}

function showEditions(names, shown) {
  const select = $("edition");
  if ([...select.options].map((option) => option.value).join() !== names.join()) {
    select.replaceChildren(...names.map((name) => make("option", { value: name, textContent: name[0].toUpperCase() + name.slice(1) })));
  }
  select.value = shown ?? "";
  select.parentElement.hidden = names.length < 2;
}

function showChanges(pages) {
  const key = `${current} ${pages?.name} ${pages?.version} ${pages?.changed}`;
  const box = $("changed");
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  const links = (pages?.changed ?? []).map((page) => {
    const link = make("a", { href: `#page-${page}`, textContent: page, ariaLabel: `changed page ${page}` });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      $("sheets").children[page - 1].scrollIntoView();
      $("sheets").children[page - 1].querySelector(".words")?.focus({ preventScroll: true });
    });
    return link;
  });
  box.replaceChildren(...(links.length ? ["Changed:", ...links] : []));
}

function sheet(number) {
  const folio = make("span", { className: "folio", ariaHidden: "true" });
  const element = make("div", { className: "sheet", id: `page-${number}` }, make("img", { decoding: "async" }), folio);
  element.addEventListener("keydown", moveFocus);
  visible.observe(element);
  return element;
}

// The arrow keys move from paragraph to paragraph; a page is one stop of the Tab key.
function moveFocus(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = [...document.querySelectorAll(".words")];
  const next = all[all.indexOf(event.target) + (step ?? 0)];
  if (!step || !next) return;
  event.preventDefault();
  next.focus();
}

function scale(width, height) {
  const zoom = $("zoom").value;
  const across = (main.clientWidth - 2 * parseFloat(getComputedStyle(main).paddingLeft)) / width;
  if (zoom === "fit") return Math.min(across, 900 / width);
  if (zoom === "page") return Math.min(across, (main.clientHeight - 50) / height);
  return Number(zoom) * POINT;
}

function resize() {
  for (const element of $("sheets").children) {
    const [width, height] = element.dataset.size.split(",").map(Number);
    const factor = scale(width, height);
    element.style.setProperty("width", `${Math.round(width * factor)}px`);
    element.style.setProperty("height", `${Math.round(height * factor)}px`);
  }
}

const visible = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) target.dataset.near = isIntersecting ? "1" : "";
    loadVisible();
  },
  { root: main, rootMargin: "50% 0px" },
);

function loadVisible() {
  for (const element of $("sheets").children) if (element.dataset.near) load(element);
}

// The new picture is decoded before it replaces the old one, so that nothing flickers.
async function load(element) {
  const pages = view();
  const number = [...$("sheets").children].indexOf(element) + 1;
  const width = Math.round(element.clientWidth * devicePixelRatio);
  const source = `/pages/${current}/${pages.name}/${pages.version}/${number}?width=${width}`;
  if (!width || element.dataset.source === source) return;
  element.dataset.source = source;
  const old = element.querySelector("img");
  const picture = make("img", { src: source, alt: old.alt, decoding: "sync" });
  try {
    await picture.decode();
  } catch {
    return; // a newer version is coming
  }
  if (element.dataset.source !== source) return;
  picture.alt = old.alt;
  element.querySelector("img").replaceWith(picture);
  requestAnimationFrame(() => document.dispatchEvent(new CustomEvent("shown", { detail: { ...pages, page: number } })));
}

async function loadWords(one) {
  const answer = await fetch(`/words/${one.stem}`);
  if (!answer.ok || chapter()?.stem !== one.stem) return;
  const map = await answer.json();
  for (const element of $("sheets").children) placeWords(element, map);
  showWarnings(map);
  if (goto) showPlace(map);
}

// What could be set better, and what does not fit, as the map has it for each edition.
function showWarnings(map) {
  const all = Object.values(map.editions).flatMap((one) => [...one.bad_lines, ...(one.extent?.findings ?? [])]);
  const warnings = [...new Map(all.map((one) => [`${one.file}:${one.line} ${one.message}`, one])).values()];
  const box = $("warnings");
  box.hidden = !warnings.length;
  say(box.querySelector("summary"), `${warnings.length} warning${warnings.length === 1 ? "" : "s"}`);
  box.querySelector("ul").replaceChildren(...warnings.map(problem));
}

function placeWords(element, map) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  element.querySelectorAll(".words").forEach((old) => old.remove());
  const number = [...$("sheets").children].indexOf(element) + 1;
  const [width, height] = element.dataset.size.split(",").map(Number);
  const [across, down] = view().corner;
  let first = true;
  for (const words of map.words) {
    const lines = (words[view().name] ?? []).filter((line) => line[0] === number);
    if (!lines.length) continue;
    const [left, top] = [1, 2].map((edge) => Math.min(...lines.map((line) => line[edge])));
    const [right, bottom] = [3, 4].map((edge) => Math.max(...lines.map((line) => line[edge])));
    const button = make("button", { type: "button", className: "words", tabIndex: first ? 0 : -1 });
    button.ariaLabel = `${words.begins}, ${words.kind}, line ${words.line} of ${words.file}`;
    button.dataset.place = `${words.file}:${words.line}`;
    for (const [name, part] of [["left", (left + across) / width], ["top", (top + down) / height], ["width", (right - left) / width], ["height", (bottom - top) / height]]) {
      button.style.setProperty(name, name === "width" || name === "height" ? `calc(${part * 100}% + ${name === "width" ? 8 : 4}px)` : `${part * 100}%`);
    }
    button.addEventListener("click", () => select(button, words.file, words.line));
    element.append(button);
    if (button.dataset.place === focused) button.focus({ preventScroll: true });
    first = false;
  }
}

// Shows the paragraph that contains the requested line: the last one that begins at that line or before it.
function showPlace(map) {
  const [file, line] = goto;
  const before = map.words.filter((words) => words.file.endsWith(file) && words.line <= line && words[view().name]?.length);
  const words = before.at(-1);
  if (!words) return;
  goto = null;
  const button = [...document.querySelectorAll(".words")].find((one) => one.dataset.place === `${words.file}:${words.line}`);
  if (!button) return;
  button.scrollIntoView({ block: "center", behavior: "instant" });
  select(button, words.file, words.line, false);
}

function select(button, file, line, opening = true) {
  document.querySelectorAll(".selected").forEach((old) => old.classList.remove("selected"));
  button.classList.add("selected");
  if (opening) open(file, line);
  else showWhere(file, line, "");
}

async function open(file, line) {
  showWhere(file, line, "");
  if (state.link) {
    location.href = address(file, line);
  } else if (state.opens) {
    const asked = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ file, line }) };
    const answer = await fetch("/open", asked);
    showWhere(file, line, answer.ok && (await answer.json()).opened ? ", opened in the editor" : ", which the editor could not open");
  }
}

function address(file, line) {
  return state.link.replace("{file}", `${state.root}/${file}`.split("/").map(encodeURIComponent).join("/")).replace("{line}", line);
}

function showWhere(file, line, more) {
  const place = state.link ? make("a", { href: address(file, line), textContent: `${file}:${line}` }) : `${file}:${line}`;
  $("place").replaceChildren(place, more);
}

$("zoom").addEventListener("change", () => {
  resize();
  loadVisible();
});
$("edition").addEventListener("change", () => {
  edition = $("edition").value;
  fetch("/seen", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(edition) });
  update(state);
});
$("list").addEventListener("click", () => {
  const open = $("chapters").classList.toggle("open");
  $("list").setAttribute("aria-expanded", String(open));
});
new ResizeObserver(() => {
  resize();
  loadVisible();
}).observe(main);

const events = new EventSource("/events");
events.addEventListener("message", (event) => {
  say($("link"), "");
  update(JSON.parse(event.data));
});
events.addEventListener("error", () => say($("link"), "The watch has ended or is restarting."));
