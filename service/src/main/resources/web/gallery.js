// The grid of styles: presets, and the visitor's own.

import { $, element, icon, show } from "./dom.js";
import { state, toggle } from "./state.js";

/** @param forget is given the key of an own style to remove */
export function openGallery(forget) {
  let drawn = null;

  const add = element(
    "button",
    { type: "button", className: "tile add", id: "add-style" },
    element("span", { className: "tile-picture" }, icon("plus")),
    element("span", { className: "tile-name", textContent: "Your own" }),
  );
  add.addEventListener("click", () => $("style-file").click());

  function tile(style) {
    const button = element(
      "button",
      { type: "button", className: "tile", title: style.name },
      element(
        "span",
        { className: "tile-picture" },
        element("img", { src: style.thumbnail, alt: "", loading: "lazy", draggable: false }),
        element("span", { className: "tile-mark" }, icon("check")),
      ),
      element("span", { className: "tile-name", textContent: style.name }),
    );
    button.dataset.key = style.key;
    button.addEventListener("click", () => toggle(style.key));
    const item = element("li", {}, button);
    if (!style.preset) {
      const remove = element(
        "button",
        { type: "button", className: "tile-remove", "aria-label": `Remove ${style.name}` },
        icon("close"),
      );
      remove.addEventListener("click", () => {
        forget(style.key);
        add.focus();
      });
      item.append(remove);
    }
    return item;
  }

  return function render() {
    if (drawn !== state.styles) {
      drawn = state.styles;
      $("gallery").replaceChildren(element("li", {}, add), ...state.styles.map(tile));
    }
    const full = state.blending && state.chosen.length >= (state.limits?.styles ?? 8);
    for (const button of $("gallery").querySelectorAll("[data-key]")) {
      const picked = state.chosen.some((choice) => choice.key === button.dataset.key);
      button.setAttribute("aria-pressed", picked);
      button.disabled = full && !picked;
    }
    for (const radio of document.querySelectorAll('input[name="blending"]')) {
      radio.checked = (radio.value === "several") === state.blending;
    }
    $("styles-heading").textContent = state.blending ? "Pick styles to blend" : "Pick a style";
    show($("gallery-hint"), state.styles.every((style) => style.preset));
  };
}
