// The picture in the middle: the photo, the preview over it, the result, and the line between
// before and after.

import { $, fill, show } from "./dom.js";
import { tell } from "./messages.js";
import { state } from "./state.js";

export function openStage() {
  const frame = $("frame");
  const after = $("after");
  const split = $("split");
  let comparing = false;
  let painted = null;
  let newest = 0;
  let drawnContent = null;

  function place() {
    frame.style.setProperty("--split", `${split.value}%`);
    split.setAttribute("aria-valuetext", `${split.value} % photo, ${100 - split.value} % painting`);
    fill(split);
  }

  function compare(on) {
    comparing = on;
    render();
  }

  const drag = (event) => {
    const box = frame.getBoundingClientRect();
    split.value = Math.round((100 * (event.clientX - box.left)) / box.width);
    place();
  };
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
      split.value = 50;
      place();
      tell("Comparing: the slider in the picture moves between photo and painting.");
    }
  });

  /** Shows what was painted; the picture before it stays until this one is ready. */
  async function paint(blob) {
    const turn = ++newest;
    const url = URL.createObjectURL(blob);
    const image = new Image();
    image.src = url;
    const ready = await image.decode().then(() => true, () => false);
    if (!ready || turn !== newest) {
      URL.revokeObjectURL(url);
      return;
    }
    clear();
    painted = url;
    after.src = url;
    after.alt = `${state.content.name}, painted`;
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
    if (content && drawnContent !== content) {
      drawnContent = content;
      $("before").src = content.url;
      $("before").alt = content.name;
      $("name").textContent = content.name;
      $("name").title = content.name;
      frame.style.setProperty("--ratio", content.width / content.height);
    }
    const overlaid = Boolean(painted) && !brushing;
    const splitting = overlaid && comparing;
    show(after, overlaid);
    show(split, splitting);
    show($("divider"), splitting);
    document.querySelectorAll(".tag").forEach((tag) => show(tag, splitting));
    frame.classList.toggle("comparing", splitting);
    show($("compare"), overlaid);
    $("compare").setAttribute("aria-pressed", comparing);
  }

  place();
  return { render, paint, unpaint, compare, busy: (on) => show($("working"), on) };
}
