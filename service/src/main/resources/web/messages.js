// What the page says: faults in sight and aloud, other news to screen readers only.

import { $, show } from "./dom.js";

let later = 0;

/** Says what went wrong, until it is closed or something works again. */
export function complain(error) {
  if (error?.name === "AbortError") {
    return;
  }
  const sentence = error?.message || "Something went wrong. Please try again.";
  $("alert-text").textContent = sentence;
  $("alarm").textContent = sentence;
  show($("alert"), true);
}

export function calm() {
  show($("alert"), false);
  $("alarm").textContent = "";
}

/** Tells screen readers, once things have settled. */
export function tell(sentence) {
  clearTimeout(later);
  later = setTimeout(() => {
    $("status").textContent = sentence;
  }, 400);
}

$("alert-close").addEventListener("click", calm);
