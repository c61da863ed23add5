// What the page says: faults in sight and aloud, other news to screen readers only.

import { isAbort } from "./api.js";
import { $, show } from "./dom.js";

const SETTLED_MILLIS = 400;

let later = 0;

/**
 * Says what went wrong, until it is closed or something works again.
 *
 * @param {unknown} error
 */
export function complain(error) {
  if (isAbort(error)) {
    return;
  }
  const sentence =
    (error instanceof Error && error.message) || "Something went wrong. Please try again.";
  $("alert-text").textContent = sentence;
  $("alarm").textContent = sentence;
  show($("alert"), true);
}

export function calm() {
  show($("alert"), false);
  $("alarm").textContent = "";
}

/**
 * Tells screen readers, once things have settled.
 *
 * @param {string} sentence
 */
export function tell(sentence) {
  clearTimeout(later);
  later = setTimeout(() => {
    $("status").textContent = sentence;
  }, SETTLED_MILLIS);
}

export function openMessages() {
  $("alert-close").addEventListener("click", calm);
}
