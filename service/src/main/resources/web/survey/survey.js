// One painting at a time, rated 1 to 10; every answer is stored as it is given.
import { language, words } from "./words.js";

const HIGHEST = 10;
const TRIES = 6;
const GLANCE = 220; // milliseconds for which a choice is seen before the next painting comes

const element = (id) => document.getElementById(id);
const survey = location.pathname.split("/").filter(Boolean).pop();
const api = `/api/v1/surveys/${encodeURIComponent(survey)}`;
const memory = `tempera.survey.${survey}`;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let participant = null;
let items = [];
let current = 0;
let busy = false;

class Failure extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

/** Asks the service; what is not answered now, or answered with "later", is asked again. */
async function ask(method, path, body) {
  for (let tries = 1; ; tries++) {
    let status = 0;
    let pause = 500 * 2 ** (tries - 1);
    try {
      const response = await fetch(api + path, {
        method,
        headers: body ? { "Content-Type": "application/json" } : {},
        body: body && JSON.stringify(body),
      });
      if (response.ok) {
        say("");
        return response.status === 204 ? null : await response.json();
      }
      status = response.status;
      pause = Math.max(pause, 1000 * Number(response.headers.get("Retry-After") ?? 0));
    } catch {
      // No connection: as if it were busy.
    }
    const passing = status === 0 || status === 429 || status === 503;
    if (!passing || tries === TRIES) {
      throw new Failure(status);
    }
    if (body) {
      say(words.retrying);
    }
    await wait(Math.min(pause, 15000));
  }
}

function say(text) {
  element("alert").textContent = text;
}

function show(id, focus) {
  for (const section of document.querySelectorAll("main > section")) {
    section.hidden = section.id !== id;
  }
  const rating = id === "rate";
  element("count").hidden = !rating;
  element("progress").hidden = !rating && id !== "thanks";
  element("progress").value = items.filter((item) => item.rating).length;
  element("progress").max = Math.max(1, items.length);
  window.scrollTo(0, 0);
  if (focus) {
    element(focus).focus({ preventScroll: true });
  }
}

function fail(error) {
  const known = { 404: words.none, 409: words.closed };
  element("message-text").textContent = known[error.status] ?? words.broken;
  element("again").hidden = error.status in known;
  say("");
  show("message", "message-text");
}

function showItem(index) {
  current = index;
  const item = items[index];
  for (const kind of ["result", "content", "style"]) {
    const image = element(kind);
    if (image.getAttribute("src") !== item[kind]) {
      // Never the last painting with the new buttons.
      image.removeAttribute("src");
      image.src = item[kind];
    }
  }
  element("heading").textContent = words.heading(index + 1, items.length);
  element("count").textContent = words.count(index + 1, items.length);
  element("back").disabled = index === 0;
  element("next").disabled = !item.rating;
  press(item.rating);
  show("rate", "heading");
  preload(index + 1);
}

function press(rating) {
  for (const button of element("scale").children) {
    button.setAttribute("aria-pressed", String(Number(button.value) === rating));
  }
}

function preload(index) {
  if (index < items.length) {
    for (const kind of ["result", "content", "style"]) {
      new Image().src = items[index][kind];
    }
  }
}

async function rate(rating) {
  if (busy || element("rate").hidden) {
    return;
  }
  busy = true;
  const item = items[current];
  press(rating);
  try {
    const path = `/participants/${participant}/answers/${item.id}`;
    await Promise.all([ask("PUT", path, { rating }), wait(GLANCE)]);
    item.rating = rating;
    advance();
  } catch (error) {
    if (error.status === 409 || error.status === 404) {
      fail(error);
    } else {
      press(item.rating);
      say(words.unsaved);
    }
  } finally {
    busy = false;
  }
}

function advance() {
  const open = items.findIndex((item) => !item.rating);
  if (current + 1 < items.length) {
    showItem(current + 1);
  } else if (open >= 0) {
    showItem(open);
  } else {
    show("thanks", "thanks-title");
  }
}

function back() {
  if (!busy && current > 0) {
    showItem(current - 1);
  }
}

function next() {
  if (!busy && items[current].rating) {
    advance();
  }
}

async function begin() {
  if (busy) {
    return;
  }
  busy = true;
  try {
    open(await ask("POST", "/participants"));
  } catch (error) {
    fail(error);
  } finally {
    busy = false;
  }
}

function open(sheet) {
  participant = sheet.participant;
  items = sheet.items;
  remember(participant);
  const first = items.findIndex((item) => !item.rating);
  if (first >= 0) {
    showItem(first);
  } else {
    show("thanks", "thanks-title");
  }
}

// Where a browser forbids storage the survey works, but not over a reload.
function remember(value) {
  try {
    sessionStorage.setItem(memory, value);
  } catch {}
}

function remembered() {
  try {
    return sessionStorage.getItem(memory);
  } catch {
    return null;
  }
}

async function start() {
  try {
    const facts = await ask("GET", "");
    document.title = facts.title;
    element("title").textContent = facts.title;
    element("task").textContent = words.task(facts.items);
    if (facts.closed) {
      throw new Failure(409);
    }
    const known = remembered();
    if (known && (await resume(known))) {
      return;
    }
    show("intro", null);
  } catch (error) {
    fail(error);
  }
}

async function resume(known) {
  try {
    open(await ask("GET", `/participants/${encodeURIComponent(known)}`));
    return true;
  } catch (error) {
    if (error.status === 404) {
      return false;
    }
    throw error;
  }
}

function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || element("large").open) {
    return;
  }
  if (/^[0-9]$/.test(event.key)) {
    event.preventDefault();
    rate(Number(event.key) || HIGHEST);
  } else if (!element("rate").hidden && event.key === "ArrowLeft") {
    back();
  } else if (!element("rate").hidden && event.key === "ArrowRight") {
    next();
  }
}

function enlarge(kind) {
  element("enlarged").src = items[current][kind];
  element("enlarged").alt = words[`${kind}Alt`];
  element("large").showModal();
}

function build() {
  document.documentElement.lang = language;
  for (const spoken of document.querySelectorAll("[data-word]")) {
    spoken.textContent = words[spoken.dataset.word];
  }
  for (let rating = 1; rating <= HIGHEST; rating++) {
    const button = document.createElement("button");
    button.value = String(rating);
    button.textContent = String(rating);
    button.setAttribute("aria-label", words.rating(rating));
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => rate(rating));
    element("scale").append(button);
  }
  for (const kind of ["result", "content", "style"]) {
    element(kind).alt = words[`${kind}Alt`];
    element(kind).addEventListener("error", () => say(words.unseen));
    element(`zoom-${kind}`).setAttribute("aria-label", words.enlarge(words[`${kind}Alt`]));
    element(`zoom-${kind}`).addEventListener("click", () => enlarge(kind));
  }
  element("progress").setAttribute("aria-label", words.progress);
  element("small").setAttribute("aria-label", words.shrink);
  element("small").addEventListener("click", () => element("large").close());
  element("begin").addEventListener("click", begin);
  element("back").addEventListener("click", back);
  element("next").addEventListener("click", next);
  element("review").addEventListener("click", () => showItem(0));
  element("again").addEventListener("click", start);
  document.addEventListener("keydown", key);
}

build();
start();
