// Painting where a style holds, over the photo: with a finger, a pen, a mouse, or the arrow keys.

import { $, fill, radios, show } from "./dom.js";
import { tell } from "./messages.js";
import { changeView, setRegion, state, styleOf } from "./state.js";

const LONG_SIDE = 512;
const INK = "#e2552d";

export function openBrush() {
  const canvas = $("mask");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const cursor = { x: 0, y: 0 };
  let tool = "paint";
  let brushing = null;
  let last = null;

  /** The brush's diameter in pixels of the mask. */
  const width = () => ($("brush-size").value / 100) * Math.min(canvas.width, canvas.height);

  function stroke(from, to) {
    context.globalCompositeOperation = tool === "paint" ? "source-over" : "destination-out";
    context.strokeStyle = INK;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.lineWidth = Math.max(2, width());
    context.beginPath();
    context.moveTo(from.x, from.y);
    // A line of no length would draw nothing.
    context.lineTo(to.x + 0.01, to.y);
    context.stroke();
  }

  function placeOf(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * canvas.width,
      y: ((event.clientY - box.top) / box.height) * canvas.height,
    };
  }

  function showCursor(place, shown) {
    const box = canvas.getBoundingClientRect();
    const ring = $("cursor");
    show(ring, shown);
    ring.style.left = `${(100 * place.x) / canvas.width}%`;
    ring.style.top = `${(100 * place.y) / canvas.height}%`;
    ring.style.width = ring.style.height = `${(width() * box.width) / canvas.width}px`;
  }

  /** Hands on what has been painted so far. */
  function keep() {
    const copy = document.createElement("canvas");
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext("2d").drawImage(canvas, 0, 0);
    const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
    let empty = true;
    for (let i = 3; i < data.length && empty; i += 4) {
      empty = data[i] === 0;
    }
    const region = state.chosen.find((choice) => choice.key === brushing)?.region;
    setRegion(brushing, { canvas: copy, empty, version: (region?.version ?? 0) + 1 });
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = placeOf(event);
    stroke(last, last);
  });
  canvas.addEventListener("pointermove", (event) => {
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of steps.length > 0 ? steps : [event]) {
      const place = placeOf(step);
      if (last) {
        stroke(last, place);
        last = place;
      }
      Object.assign(cursor, place);
    }
    showCursor(cursor, true);
  });
  const lift = () => {
    if (last) {
      last = null;
      keep();
    }
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("pointerleave", () => showCursor(cursor, false));

  canvas.addEventListener("keydown", (event) => {
    const step = Math.max(4, width() / 2);
    const moves = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move) {
      const from = { ...cursor };
      cursor.x = Math.min(canvas.width, Math.max(0, cursor.x + move[0]));
      cursor.y = Math.min(canvas.height, Math.max(0, cursor.y + move[1]));
      if (event.shiftKey) {
        stroke(from, cursor);
        keep();
      }
    } else if (event.key === " " || event.key === "Enter") {
      stroke(cursor, cursor);
      keep();
    } else if (event.key === "Escape") {
      finish();
      return;
    } else {
      return;
    }
    event.preventDefault();
    showCursor(cursor, true);
  });
  canvas.addEventListener("blur", () => showCursor(cursor, false));
  $("brush-size").addEventListener("input", () => {
    fill($("brush-size"));
    showCursor(cursor, true);
  });
  radios("tool", (value) => {
    tool = value;
  });
  $("brush-clear").addEventListener("click", () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    keep();
    tell("The region is empty: the style holds everywhere.");
  });
  $("brush-done").addEventListener("click", finish);

  function finish() {
    const key = brushing;
    changeView({ brushing: null });
    const row = [...$("shares").children].find((item) => item.dataset.key === key);
    row?.querySelector(".region").focus();
  }

  function begin(key) {
    const { content, chosen } = state;
    const scale = LONG_SIDE / Math.max(content.width, content.height);
    canvas.width = Math.max(1, Math.round(content.width * scale));
    canvas.height = Math.max(1, Math.round(content.height * scale));
    const region = chosen.find((choice) => choice.key === key).region;
    if (region) {
      context.drawImage(region.canvas, 0, 0);
    }
    Object.assign(cursor, { x: canvas.width / 2, y: canvas.height / 2 });
    const name = styleOf(key).name;
    $("brush-heading").textContent = `Brush over where “${name}” should be.`;
    canvas.setAttribute(
      "aria-label",
      `Region of ${name}. Arrow keys move the brush, Space paints, Shift with an arrow key paints along, Escape ends.`,
    );
    fill($("brush-size"));
  }

  return function render() {
    if (state.brushing !== brushing) {
      brushing = state.brushing;
      show(canvas, Boolean(brushing));
      show($("brush-tools"), Boolean(brushing));
      show($("cursor"), false);
      if (brushing) {
        begin(brushing);
        canvas.focus({ preventScroll: true });
        $("stage").scrollIntoView({ block: "nearest" });
      }
    }
  };
}
