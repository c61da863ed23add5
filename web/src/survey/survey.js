// One painting at a time, rated 1 to 10; every answer is stored as it is given.

import { isGone, json, patiently, Problem, request, wait } from "../api.js";
import { $, element, show } from "../dom.js";
import { remember, remembered } from "../session.js";
import { firstOpen, following } from "./sheet.js";
import { languageOf, languages } from "./words.js";

/** @import { Sheet, Survey } from "../api.js" */
/** @import { Item } from "./sheet.js" */

const HIGHEST = 10;
/** For so long a choice is seen before the next painting comes. */
const GLANCE_MILLIS = 220;
const CLOSED = 409;

/** @type {("result" | "content" | "style")[]} */
const KINDS = ["result", "content", "style"];

const language = languageOf(navigator.languages);
const words = languages[language];
const survey = location.pathname.split("/").filter(Boolean).pop() ?? "";
const api = `/api/v1/surveys/${encodeURIComponent(survey)}`;
const memory = `tempera.survey.${survey}`;

const back = $("back", HTMLButtonElement);
const next = $("next", HTMLButtonElement);
const large = $("large", HTMLDialogElement);
const enlarged = $("enlarged", HTMLImageElement);

let participant = "";
/** @type {Item[]} */
let items = [];
let current = 0;
let busy = false;

/** @param {string} text */
function say(text) {
  $("alert").textContent = text;
}

/**
 * Shows one section, and moves the focus to its heading.
 *
 * @param {"intro" | "rate" | "thanks" | "message"} id
 * @param {string} [heading]
 */
function turnTo(id, heading) {
  for (const section of ["intro", "rate", "thanks", "message"]) {
    show($(section), section === id);
  }
  const bar = $("progress", HTMLProgressElement);
  show($("count"), id === "rate");
  show(bar, id === "rate" || id === "thanks");
  bar.value = items.filter((item) => item.rating).length;
  bar.max = Math.max(1, items.length);
  window.scrollTo(0, 0);
  if (heading) {
    $(heading).focus({ preventScroll: true });
  }
}

/** @param {unknown} error */
function isClosed(error) {
  return error instanceof Problem && error.status === CLOSED;
}

/** @param {unknown} error */
function fail(error) {
  const known = isGone(error) ? words.none : isClosed(error) ? words.closed : null;
  $("message-text").textContent = known ?? words.broken;
  show($("again"), known === null);
  say("");
  turnTo("message", "message-text");
}

/** @param {number} index of the item to show; -1 when all are rated */
function go(index) {
  const item = items[index];
  if (!item) {
    turnTo("thanks", "thanks-title");
    return;
  }
  current = index;
  for (const kind of KINDS) {
    const image = $(kind, HTMLImageElement);
    if (image.getAttribute("src") !== item[kind]) {
      // Never the last painting with the new buttons.
      image.removeAttribute("src");
      image.src = item[kind];
    }
  }
  $("heading").textContent = words.heading(index + 1, items.length);
  $("count").textContent = words.count(index + 1, items.length);
  back.disabled = index === 0;
  next.disabled = !item.rating;
  press(item.rating);
  turnTo("rate", "heading");
  preload(index + 1);
}

/** @param {number | undefined} rating */
function press(rating) {
  for (const button of $("scale").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(Number(button.value) === rating));
  }
}

/** @param {number} index */
function preload(index) {
  const item = items[index];
  if (item) {
    for (const kind of KINDS) {
      new Image().src = item[kind];
    }
  }
}

/**
 * Does one thing at a time.
 *
 * @param {() => Promise<void>} act
 */
async function alone(act) {
  if (!busy) {
    busy = true;
    await act().finally(() => {
      busy = false;
    });
  }
}

/** @param {number} rating */
async function rate(rating) {
  const item = items[current];
  if (!item || $("rate").hidden) {
    return;
  }
  press(rating);
  try {
    await Promise.all([store(item, rating), wait(GLANCE_MILLIS)]);
    item.rating = rating;
    go(following(items, current));
  } catch (error) {
    if (isClosed(error) || isGone(error)) {
      fail(error);
    } else {
      press(item.rating);
      say(words.unsaved);
    }
  }
}

/**
 * @param {Item} item
 * @param {number} rating
 */
async function store(item, rating) {
  const path = `${api}/participants/${participant}/answers/${item.id}`;
  const answer = {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ rating }),
  };
  await patiently(
    () => request(path, answer),
    () => say(words.retrying),
  );
  say("");
}

function goBack() {
  if (!busy && current > 0) {
    go(current - 1);
  }
}

function goOn() {
  if (!busy && items[current]?.rating) {
    go(following(items, current));
  }
}

async function begin() {
  try {
    open(await patiently(() => json(`${api}/participants`, { method: "POST" })));
  } catch (error) {
    fail(error);
  }
}

/** @param {Sheet} sheet */
function open(sheet) {
  participant = sheet.participant;
  items = sheet.items;
  remember(memory, participant);
  go(firstOpen(items));
}

async function start() {
  try {
    /** @type {Survey} */
    const facts = await patiently(() => json(api));
    document.title = facts.title;
    $("title").textContent = facts.title;
    $("task").textContent = words.task(facts.items);
    if (facts.closed) {
      throw new Problem(words.closed, CLOSED);
    }
    const known = remembered(memory);
    if (!known || !(await resume(known))) {
      turnTo("intro");
    }
  } catch (error) {
    fail(error);
  }
}

/** @param {string} known */
async function resume(known) {
  try {
    open(await patiently(() => json(`${api}/participants/${encodeURIComponent(known)}`)));
    return true;
  } catch (error) {
    if (isGone(error)) {
      return false;
    }
    throw error;
  }
}

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || large.open) {
    return;
  }
  if (/^[0-9]$/.test(event.key)) {
    event.preventDefault();
    alone(() => rate(Number(event.key) || HIGHEST));
  } else if (!$("rate").hidden && event.key === "ArrowLeft") {
    goBack();
  } else if (!$("rate").hidden && event.key === "ArrowRight") {
    goOn();
  }
}

/** @param {"result" | "content" | "style"} kind */
function enlarge(kind) {
  enlarged.src = items[current]?.[kind] ?? "";
  enlarged.alt = words.alt[kind];
  large.showModal();
}

function build() {
  document.documentElement.lang = language;
  /** @type {NodeListOf<HTMLElement>} */
  const spoken = document.querySelectorAll("[data-word]");
  for (const node of spoken) {
    node.textContent = words.fixed[node.dataset.word ?? ""] ?? "";
  }
  for (let rating = 1; rating <= HIGHEST; rating++) {
    const button = element("button", {
      value: String(rating),
      textContent: String(rating),
      "aria-label": words.rating(rating),
      "aria-pressed": "false",
    });
    button.addEventListener("click", () => alone(() => rate(rating)));
    $("scale").append(button);
  }
  for (const kind of KINDS) {
    const image = $(kind, HTMLImageElement);
    image.alt = words.alt[kind];
    image.addEventListener("error", () => say(words.unseen));
    $(`zoom-${kind}`).setAttribute("aria-label", words.enlarge(words.alt[kind]));
    $(`zoom-${kind}`).addEventListener("click", () => enlarge(kind));
  }
  $("progress").setAttribute("aria-label", words.progress);
  $("small").setAttribute("aria-label", words.shrink);
  $("small").addEventListener("click", () => large.close());
  $("begin").addEventListener("click", () => alone(begin));
  back.addEventListener("click", goBack);
  next.addEventListener("click", goOn);
  $("review").addEventListener("click", () => go(0));
  $("again").addEventListener("click", start);
  document.addEventListener("keydown", key);
}

build();
start();
