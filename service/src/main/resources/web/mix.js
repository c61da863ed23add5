// What goes into the painting: each style's share and region. Three blend in a triangle.

import { $, element, fill, icon, percent, show } from "./dom.js";
import { freeOf, partOf, pixelsOf } from "./masks.js";
import { changeView, hasRegions, share, shares, state, styleOf } from "./state.js";

// An equilateral triangle, as parts of its box.
const CORNERS = [
  { x: 0.5, y: 0 },
  { x: 0, y: 1 },
  { x: 1, y: 1 },
];

export function openMix() {
  let drawn = "";
  let handle = null;

  function row(choice) {
    const style = styleOf(choice.key);
    const range = element("input", {
      type: "range",
      min: 0,
      max: 100,
      className: "share",
      "aria-label": `Share of ${style.name}`,
    });
    range.addEventListener("input", () => share(choice.key, range.value / 100));
    const region = element(
      "button",
      { type: "button", className: "button small region" },
      icon("brush"),
      element("span"),
    );
    region.addEventListener("click", () =>
      changeView({ brushing: state.brushing === choice.key ? null : choice.key }),
    );
    const item = element(
      "li",
      { className: "share-row" },
      element("img", { src: style.thumbnail, alt: "", className: "share-thumb" }),
      element(
        "div",
        { className: "share-body" },
        element(
          "div",
          { className: "share-head" },
          element("span", { className: "share-name", textContent: style.name }),
          element("output", { className: "share-value" }),
        ),
        range,
      ),
      region,
    );
    item.dataset.key = choice.key;
    return item;
  }

  function drawTriangle() {
    handle = element("div", { className: "triangle-handle" });
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 100 86.6");
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("d", "M50 0 0 86.6h100Z");
    svg.append(shape);
    const field = element("div", { className: "triangle-field" }, svg, handle);
    const corners = state.chosen.map((choice, i) =>
      element("img", {
        src: styleOf(choice.key).thumbnail,
        alt: "",
        className: `triangle-corner corner-${i + 1}`,
        draggable: false,
      }),
    );
    $("triangle").replaceChildren(field, ...corners);
    const move = (event) => {
      const box = field.getBoundingClientRect();
      shares(
        sharesAt((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height),
      );
    };
    field.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      field.setPointerCapture(event.pointerId);
      move(event);
    });
    field.addEventListener("pointermove", (event) => {
      if (field.hasPointerCapture(event.pointerId)) {
        move(event);
      }
    });
  }

  return function render() {
    const keys = state.chosen.map((choice) => choice.key).join("\n");
    const regions = hasRegions();
    const free = freeOf(state.chosen);
    show($("mix"), state.chosen.length > 0);
    if (drawn !== keys) {
      drawn = keys;
      $("shares").replaceChildren(...state.chosen.map(row));
      if (state.chosen.length === 3) {
        drawTriangle();
      }
    }
    show($("triangle"), state.chosen.length === 3 && !regions);
    if (state.chosen.length === 3) {
      const at = (axis) =>
        state.chosen.reduce((sum, choice, i) => sum + choice.share * CORNERS[i][axis], 0);
      handle.style.left = `${100 * at("x")}%`;
      handle.style.top = `${100 * at("y")}%`;
    }
    for (const item of $("shares").children) {
      const choice = state.chosen.find((candidate) => candidate.key === item.dataset.key);
      const range = item.querySelector(".share");
      const own = Boolean(pixelsOf(choice.region));
      // Where regions say who paints, shares are for those without one.
      const shared = own ? false : regions ? free.length > 1 : state.chosen.length > 1;
      const part = partOf(choice, free);
      range.value = Math.round(100 * part);
      range.setAttribute("aria-valuetext", percent(part));
      fill(range);
      show(range, shared);
      const value = item.querySelector(".share-value");
      value.textContent = own ? "In its region" : shared ? percent(part) : regions ? "Everywhere else" : "Everywhere";
      const button = item.querySelector(".region");
      button.setAttribute("aria-pressed", state.brushing === choice.key);
      button.setAttribute("aria-label", `${own ? "Change" : "Paint"} the region of ${styleOf(choice.key).name}`);
      button.lastChild.textContent = own ? "Edit region" : "Region";
    }
    $("mix-hint").textContent =
      free.length === 0 ? "Outside the regions the photo stays as it is." : "";
    show($("mix-hint"), regions && free.length === 0);
  };
}

/** Barycentric coordinates, of the nearest sensible point inside. */
function sharesAt(x, y) {
  const second = (y - (x - 0.5) * 2) / 2;
  const third = (y + (x - 0.5) * 2) / 2;
  const raw = [1 - y, second, third].map((value) => Math.max(0, value));
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}
