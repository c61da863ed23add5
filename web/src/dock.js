// The one next step: have it painted, wait or call it off, take it home.

import { $, show } from "./dom.js";
import { paint } from "./job.js";
import { calm, complain, tell } from "./messages.js";
import { bytes, fileName, progress } from "./sentences.js";
import { paintingSize, sizesFor, strokeAsSeen } from "./sizes.js";
import { changeView, state } from "./state.js";

/** @import { Order, Photo } from "./state.js" */

/** @param {(picture: Blob) => void} done is given the painted picture */
export function openDock(done) {
  const button = $("paint", HTMLButtonElement);
  const link = $("download", HTMLAnchorElement);
  const bar = $("job-progress", HTMLProgressElement);
  const size = $("size", HTMLSelectElement);
  const sections = $("sections");
  /** @type {AbortController | null} */
  let abort = null;
  /** @type {string | null} */
  let url = null;
  /** @type {Photo | null} */
  let sized = null;

  /** @returns {Order | null} */
  function order() {
    const { limits, content, chosen, alpha, stroke, color, size: side, format } = state;
    if (!limits || !content) {
      return null;
    }
    const seen = strokeAsSeen(stroke, paintingSize(content, side), limits);
    return { content, chosen, alpha, stroke: seen, color, size: side, format };
  }

  /** @param {Order} wished */
  async function start(wished) {
    calm();
    abort = new AbortController();
    const { signal } = abort;
    changeView({ work: { step: "sending" }, brushing: null });
    $("cancel").focus();
    try {
      offer(await paint(wished, (work) => changeView({ work }), signal), wished);
    } catch (error) {
      if (!signal.aborted) {
        complain(error);
      }
      if (abort?.signal === signal) {
        leave(button, () => changeView({ work: null }));
      }
    }
  }

  /**
   * What has the focus may go: where it was on Cancel it is handed on.
   *
   * @param {HTMLElement} next
   * @param {() => void} change
   */
  function leave(next, change) {
    const focused = document.activeElement === $("cancel");
    change();
    if (focused) {
      next.focus();
    }
  }

  /**
   * @param {Blob} picture
   * @param {Order} wished
   */
  function offer(picture, { content, size: side, format }) {
    forgetResult();
    url = URL.createObjectURL(picture);
    link.href = url;
    link.download = fileName(content.name, format);
    leave(link, () =>
      changeView({
        work: { step: "done", bytes: picture.size, ...paintingSize(content, side) },
      }),
    );
    tell("Your picture is painted and ready to download.");
    done(picture);
  }

  function forgetResult() {
    if (url) {
      URL.revokeObjectURL(url);
      url = null;
    }
  }

  /** The look has changed: what is being painted, or was, is not what is wished any more. */
  function drop() {
    if (!state.work) {
      return false;
    }
    const finished = state.work.step === "done";
    abort?.abort();
    abort = null;
    forgetResult();
    changeView({ work: null });
    return finished;
  }

  button.addEventListener("click", () => {
    const wished = order();
    if (wished) {
      start(wished);
    }
  });
  $("cancel").addEventListener("click", () => {
    abort?.abort();
    abort = null;
    changeView({ work: null });
    button.focus();
    tell("Cancelled.");
  });

  function renderSizes() {
    const { content, limits } = state;
    if (sized === content || !content || !limits) {
      return;
    }
    sized = content;
    const options = sizesFor(content, limits).map((side) => {
      const { width, height } = paintingSize(content, side);
      const text = `${width} × ${height}`;
      return new Option(side === 0 ? `Full, ${text}` : text, String(side));
    });
    size.replaceChildren(...options);
    size.value = "0";
  }

  function render() {
    renderSizes();
    const { work, chosen } = state;
    const working = work !== null && work.step !== "done";
    // What is being painted is what was chosen: it stays so until the end.
    sections.inert = working;
    show($("look"), chosen.length > 0);
    show($("output"), chosen.length > 0);
    show($("dock-start"), !work);
    show($("dock-job"), working);
    show($("dock-done"), work?.step === "done");
    button.disabled = chosen.length === 0;
    button.textContent = state.size === 0 ? "Paint in full resolution" : "Paint in this size";
    show($("dock-hint"), chosen.length === 0);
    if (work?.step === "done") {
      $("done-text").textContent = `${work.width} × ${work.height} pixels, ${bytes(work.bytes)}`;
    } else if (work) {
      const text = progress(work);
      if ($("job-text").textContent !== text) {
        $("job-text").textContent = text;
        tell(text);
      }
      if (work.step !== "sending" && work.job.total > 0) {
        bar.value = work.job.done / work.job.total;
      } else {
        bar.removeAttribute("value");
      }
    }
  }

  return { render, drop };
}
