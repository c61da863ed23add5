// What goes into the painting: each style's share and region. Three blend in a triangle.

import { $, element, fill, icon, placeIn, show, svg } from "./dom.js";
import { freeOf, paintedOf, partOf } from "./masks.js";
import { percent } from "./sentences.js";
import { changeView, choiceOf, share, shares, state, styleOf } from "./state.js";
import { placeOf, sharesAt } from "./triangle.js";

/** @import { Choice } from "./state.js" */

/** @typedef {ReturnType<typeof newRow>} Row */

/** @param {string} key */
function newRow(key) {
  const { name, thumbnail } = styleOf(key);
  const range = element("input", {
    type: "range",
    min: "0",
    max: "100",
    className: "share",
    "aria-label": `Share of ${name}`,
  });
  range.addEventListener("input", () => share(key, range.valueAsNumber / 100));
  const value = element("output", { className: "share-value" });
  const label = element("span");
  const region = element(
    "button",
    { type: "button", className: "button small region" },
    icon("brush"),
    label,
  );
  region.addEventListener("click", () =>
    changeView({ brushing: state.brushing === key ? null : key }),
  );
  const head = element(
    "div",
    { className: "share-head" },
    element("span", { className: "share-name", textContent: name }),
    value,
  );
  const item = element(
    "li",
    { className: "share-row" },
    element("img", { src: thumbnail, alt: "", className: "share-thumb" }),
    element("div", { className: "share-body" }, head, range),
    region,
  );
  item.dataset.key = key;
  return { key, item, range, value, region, label };
}

/**
 * @param {Row} row
 * @param {Choice} choice
 */
function renderRow({ range, value, region, label }, choice) {
  const free = freeOf(state.chosen);
  const regions = free.length < state.chosen.length;
  const own = paintedOf(choice) !== null;
  const part = partOf(choice, free);
  // Where regions say who paints, shares are for those without one.
  const shared = !own && free.length > 1;
  range.value = String(Math.round(100 * part));
  range.setAttribute("aria-valuetext", percent(part));
  fill(range);
  show(range, shared);
  if (own) {
    value.textContent = "In its region";
  } else if (shared) {
    value.textContent = percent(part);
  } else {
    value.textContent = regions ? "Everywhere else" : "Everywhere";
  }
  region.setAttribute("aria-pressed", String(state.brushing === choice.key));
  region.setAttribute(
    "aria-label",
    `${own ? "Change" : "Paint"} the region of ${styleOf(choice.key).name}`,
  );
  label.textContent = own ? "Edit region" : "Region";
}

/** The triangle in which the three styles lie, and what is dragged there. */
function drawTriangle() {
  const handle = element("div", { className: "triangle-handle" });
  const shape = svg("svg", { viewBox: "0 0 100 86.6" }, svg("path", { d: "M50 0 0 86.6h100Z" }));
  const field = element("div", { className: "triangle-field" }, shape, handle);
  const corners = state.chosen.map((choice, i) =>
    element("img", {
      src: styleOf(choice.key).thumbnail,
      alt: "",
      className: `triangle-corner corner-${i + 1}`,
      draggable: false,
    }),
  );
  $("triangle").replaceChildren(field, ...corners);
  field.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    shares(sharesAt(placeIn(event, field)));
  });
  field.addEventListener("pointermove", (event) => {
    if (field.hasPointerCapture(event.pointerId)) {
      shares(sharesAt(placeIn(event, field)));
    }
  });
  return handle;
}

export function openMix() {
  let drawn = "";
  /** @type {Row[]} */
  let rows = [];
  /** @type {HTMLElement | null} */
  let handle = null;

  return function render() {
    const { chosen } = state;
    const keys = chosen.map((choice) => choice.key).join("\n");
    if (drawn !== keys) {
      drawn = keys;
      rows = chosen.map((choice) => newRow(choice.key));
      $("shares").replaceChildren(...rows.map((row) => row.item));
      handle = chosen.length === 3 ? drawTriangle() : null;
    }
    const free = freeOf(chosen);
    show($("mix"), chosen.length > 0);
    show($("triangle"), handle !== null && free.length === 3);
    if (handle) {
      const { x, y } = placeOf(chosen.map((choice) => choice.share));
      handle.style.left = `${100 * x}%`;
      handle.style.top = `${100 * y}%`;
    }
    for (const row of rows) {
      const choice = choiceOf(row.key);
      if (choice) {
        renderRow(row, choice);
      }
    }
    const uncovered = chosen.length > 0 && free.length === 0;
    $("mix-hint").textContent = uncovered ? "Outside the regions the photo stays as it is." : "";
    show($("mix-hint"), uncovered);
  };
}
