// Painting where a style holds, over the photo: with a finger, a pen, a mouse, or the arrow keys.

import { $, fill, placeIn, radios, show } from "./dom.js";
import { tell } from "./messages.js";
import { canvasOf, contextOf } from "./pictures.js";
import { scaled } from "./sizes.js";
import { changeView, choiceOf, setRegion, state, styleOf } from "./state.js";

/** @import { Size } from "./sizes.js" */
/** @import { Photo } from "./state.js" */
/** @import { Place } from "./triangle.js" */

const LONG_SIDE = 512;
const LEAST_LINE = 2;
const LEAST_STEP = 4;
const INK = "#e2552d";
/** @type {Record<string, [number, number]>} */
const MOVES = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The size of a photo's masks.
 *
 * @param {Size} photo
 */
export function maskSize(photo) {
  return scaled(photo, LONG_SIDE / Math.max(photo.width, photo.height));
}

/**
 * Where a key moves the brush, by half its width, within the mask; null for a key that does not.
 *
 * @param {string} key
 * @param {Place} from
 * @param {number} width of the brush
 * @param {Size} mask
 * @returns {Place | null}
 */
export function moved(key, from, width, mask) {
  const move = MOVES[key];
  if (!move) {
    return null;
  }
  const step = Math.max(LEAST_STEP, width / 2);
  return {
    x: Math.min(mask.width, Math.max(0, from.x + step * move[0])),
    y: Math.min(mask.height, Math.max(0, from.y + step * move[1])),
  };
}

export function openBrush() {
  const canvas = $("mask", HTMLCanvasElement);
  const context = contextOf(canvas, { willReadFrequently: true });
  const ring = $("cursor");
  const size = $("brush-size", HTMLInputElement);
  let cursor = { x: 0, y: 0 };
  let tool = "paint";
  /** @type {string | null} */
  let brushing = null;
  /** @type {Place | null} */
  let last = null;

  /** The brush's diameter in pixels of the mask. */
  const width = () => (size.valueAsNumber / 100) * Math.min(canvas.width, canvas.height);

  /**
   * @param {Place} from
   * @param {Place} to
   */
  function stroke(from, to) {
    context.globalCompositeOperation = tool === "paint" ? "source-over" : "destination-out";
    context.strokeStyle = INK;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.lineWidth = Math.max(LEAST_LINE, width());
    context.beginPath();
    context.moveTo(from.x, from.y);
    // A line of no length would draw nothing.
    context.lineTo(to.x + 0.01, to.y);
    context.stroke();
  }

  /** @param {PointerEvent} event */
  function placeOf(event) {
    const { x, y } = placeIn(event, canvas);
    return { x: x * canvas.width, y: y * canvas.height };
  }

  /** @param {boolean} shown */
  function showCursor(shown) {
    show(ring, shown);
    ring.style.left = `${(100 * cursor.x) / canvas.width}%`;
    ring.style.top = `${(100 * cursor.y) / canvas.height}%`;
    const scale = canvas.getBoundingClientRect().width / canvas.width;
    ring.style.width = ring.style.height = `${width() * scale}px`;
  }

  /** Hands on what has been painted so far. */
  function keep() {
    if (!brushing) {
      return;
    }
    const copy = canvasOf(canvas);
    contextOf(copy).drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const empty = data.every((value, i) => i % 4 !== 3 || value === 0);
    const version = (choiceOf(brushing)?.region?.version ?? 0) + 1;
    setRegion(brushing, { canvas: copy, empty, version });
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
      cursor = placeOf(step);
      if (last) {
        stroke(last, cursor);
        last = cursor;
      }
    }
    showCursor(true);
  });
  const lift = () => {
    if (last) {
      last = null;
      keep();
    }
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("pointerleave", () => showCursor(false));

  canvas.addEventListener("keydown", (event) => {
    const to = moved(event.key, cursor, width(), canvas);
    if (to) {
      if (event.shiftKey) {
        stroke(cursor, to);
        keep();
      }
      cursor = to;
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
    showCursor(true);
  });
  canvas.addEventListener("blur", () => showCursor(false));
  size.addEventListener("input", () => {
    fill(size);
    showCursor(true);
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
    /** @type {NodeListOf<HTMLElement>} */
    const rows = $("shares").querySelectorAll(".share-row");
    const row = [...rows].find((item) => item.dataset.key === key);
    /** @type {HTMLElement | null | undefined} */
    const button = row?.querySelector(".region");
    button?.focus();
  }

  /**
   * @param {string} key
   * @param {Photo} content
   */
  function begin(key, content) {
    Object.assign(canvas, maskSize(content));
    const region = choiceOf(key)?.region;
    if (region) {
      context.drawImage(region.canvas, 0, 0);
    }
    cursor = { x: canvas.width / 2, y: canvas.height / 2 };
    const { name } = styleOf(key);
    $("brush-heading").textContent = `Brush over where “${name}” should be.`;
    canvas.setAttribute(
      "aria-label",
      `Region of ${name}. Arrow keys move the brush, Space paints, Shift with an arrow key paints along, Escape ends.`,
    );
    fill(size);
  }

  return function render() {
    if (state.brushing === brushing) {
      return;
    }
    brushing = state.brushing;
    show(canvas, Boolean(brushing));
    show($("brush-tools"), Boolean(brushing));
    show(ring, false);
    if (brushing && state.content) {
      begin(brushing, state.content);
      canvas.focus({ preventScroll: true });
      $("stage").scrollIntoView({ block: "nearest" });
    }
  };
}
