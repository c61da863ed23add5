// The grid of styles: presets, and the visitor's own.

import { $, element, icon, named, show } from "./dom.js";
import { choiceOf, isFull, state, toggle } from "./state.js";

/** @import { Style } from "./state.js" */

/** @param {Style} style */
const isOwn = (style) => typeof style.source !== "string";

/** @param {(style: Style) => void} forget is given an own style to remove */
export function openGallery(forget) {
  /** @type {Style[] | null} */
  let drawn = null;
  /** @type {Map<string, HTMLButtonElement>} */
  let buttons = new Map();

  const add = element(
    "button",
    { type: "button", className: "tile add", id: "add-style" },
    element("span", { className: "tile-picture" }, icon("plus")),
    element("span", { className: "tile-name", textContent: "Your own" }),
  );
  add.addEventListener("click", () => $("style-file").click());

  /** @param {Style} style */
  function newButton({ key, name, thumbnail }) {
    const button = element(
      "button",
      { type: "button", className: "tile", title: name },
      element(
        "span",
        { className: "tile-picture" },
        element("img", { src: thumbnail, alt: "", loading: "lazy", draggable: false }),
        element("span", { className: "tile-mark" }, icon("check")),
      ),
      element("span", { className: "tile-name", textContent: name }),
    );
    button.dataset.key = key;
    button.addEventListener("click", () => toggle(key));
    return button;
  }

  /** @param {Style} style */
  function newRemove(style) {
    const remove = element(
      "button",
      { type: "button", className: "tile-remove", "aria-label": `Remove ${style.name}` },
      icon("close"),
    );
    remove.addEventListener("click", () => {
      forget(style);
      add.focus();
    });
    return remove;
  }

  function draw() {
    buttons = new Map(state.styles.map((style) => [style.key, newButton(style)]));
    const items = state.styles.map((style) => {
      const button = /** @type {HTMLButtonElement} */ (buttons.get(style.key));
      return element("li", {}, button, ...(isOwn(style) ? [newRemove(style)] : []));
    });
    $("gallery").replaceChildren(element("li", {}, add), ...items);
  }

  return function render() {
    if (drawn !== state.styles) {
      drawn = state.styles;
      draw();
    }
    for (const [key, button] of buttons) {
      const picked = Boolean(choiceOf(key));
      button.setAttribute("aria-pressed", String(picked));
      button.disabled = isFull() && !picked;
    }
    for (const radio of named("blending")) {
      radio.checked = (radio.value === "several") === state.blending;
    }
    $("styles-heading").textContent = state.blending ? "Pick styles to blend" : "Pick a style";
    show($("gallery-hint"), !state.styles.some(isOwn));
  };
}
