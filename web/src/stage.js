// The picture in the middle: the photo, the preview over it, the result, and the line between
// before and after.

import { $, fill, placeIn, show } from "./dom.js";
import { tell } from "./messages.js";
import { state } from "./state.js";

/** @import { Photo } from "./state.js" */

export function openStage() {
  const frame = $("frame");
  const before = $("before", HTMLImageElement);
  const after = $("after", HTMLImageElement);
  const split = $("split", HTMLInputElement);
  let comparing = false;
  /** @type {string | null} */
  let painted = null;
  let newest = 0;
  /** @type {Photo | null} */
  let drawn = null;

  function place() {
    const photo = split.valueAsNumber;
    frame.style.setProperty("--split", `${photo}%`);
    split.setAttribute("aria-valuetext", `${photo} % photo, ${100 - photo} % painting`);
    fill(split);
  }

  /** @param {boolean} on */
  function compare(on) {
    comparing = on;
    render();
  }

  /** @param {PointerEvent} event */
  function drag(event) {
    split.value = String(Math.round(100 * placeIn(event, frame).x));
    place();
  }
  frame.addEventListener("pointerdown", (event) => {
    if (comparing && !state.brushing && event.button === 0) {
      frame.setPointerCapture(event.pointerId);
      drag(event);
      split.focus({ preventScroll: true });
      event.preventDefault();
    }
  });
  frame.addEventListener("pointermove", (event) => {
    if (comparing && frame.hasPointerCapture(event.pointerId)) {
      drag(event);
    }
  });
  split.addEventListener("input", place);
  $("compare").addEventListener("click", () => {
    compare(!comparing);
    if (comparing) {
      split.value = "50";
      place();
      tell("Comparing: the slider in the picture moves between photo and painting.");
    }
  });

  /**
   * Shows what was painted; the picture before it stays until this one is ready.
   *
   * @param {Blob} blob
   */
  async function paint(blob) {
    const turn = ++newest;
    const url = URL.createObjectURL(blob);
    const image = new Image();
    image.src = url;
    const ready = await image.decode().then(
      () => true,
      () => false,
    );
    if (!ready || turn !== newest) {
      URL.revokeObjectURL(url);
      return;
    }
    clear();
    painted = url;
    after.src = url;
    after.alt = `${state.content?.name}, painted`;
    render();
  }

  function clear() {
    if (painted) {
      URL.revokeObjectURL(painted);
      painted = null;
    }
  }

  /** Shows the photo again, with nothing over it. */
  function unpaint() {
    newest++;
    clear();
    after.removeAttribute("src");
    comparing = false;
    render();
  }

  function render() {
    const { content, brushing } = state;
    $("main").dataset.stage = content ? (brushing ? "brush" : "photo") : "empty";
    show($("welcome"), !content);
    show($("studio"), Boolean(content));
    show($("another"), Boolean(content));
    if (content && drawn !== content) {
      drawn = content;
      before.src = content.url;
      before.alt = content.name;
      $("name").textContent = content.name;
      $("name").title = content.name;
      frame.style.setProperty("--ratio", String(content.width / content.height));
    }
    const overlaid = Boolean(painted) && !brushing;
    const splitting = overlaid && comparing;
    show(after, overlaid);
    for (const id of ["split", "divider", "tag-before", "tag-after"]) {
      show($(id), splitting);
    }
    frame.classList.toggle("comparing", splitting);
    show($("compare"), overlaid);
    $("compare").setAttribute("aria-pressed", String(comparing));
  }

  place();
  /** @param {boolean} on */
  const busy = (on) => show($("working"), on);
  return { render, paint, unpaint, compare, busy };
}
