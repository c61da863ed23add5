// The one next step: have it painted, wait or call it off, take it home.

import { $, show } from "./dom.js";
import { calm, complain, tell } from "./messages.js";
import { paint } from "./job.js";
import { shrinking } from "./preview.js";
import { changeView, state } from "./state.js";

const SIZES = [2048, 1024, 512];

/** @param done is given the painted picture */
export function openDock(done) {
  let abort = null;
  let url = null;
  let sized = null;

  async function start() {
    calm();
    abort = new AbortController();
    const { signal } = abort;
    const order = {
      content: state.content,
      chosen: state.chosen,
      alpha: state.alpha,
      stroke: strokeAsSeen(),
      color: state.color,
      size: state.size,
      format: state.format,
    };
    changeView({ job: { step: "sending" }, brushing: null });
    $("cancel").focus();
    try {
      const picture = await paint(order, (job) => changeView({ job: { ...job, step: job.state } }), signal);
      offer(picture, order);
    } catch (error) {
      if (!signal.aborted) {
        complain(error);
      }
      if (abort?.signal === signal) {
        const focused = document.activeElement === $("cancel");
        changeView({ job: null });
        if (focused) {
          $("paint").focus();
        }
      }
    }
  }

  function offer(picture, order) {
    forgetResult();
    url = URL.createObjectURL(picture);
    const link = $("download");
    link.href = url;
    const stem = order.content.name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N} ._-]/gu, "").trim();
    link.download = `${stem || "picture"}-painted.${order.format === "png" ? "png" : "jpg"}`;
    const focused = document.activeElement === $("cancel");
    changeView({ job: { step: "done", bytes: picture.size, ...dimensions(order.content, order.size) } });
    if (focused) {
      link.focus();
    }
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
    if (!state.job) {
      return false;
    }
    const finished = state.job.step === "done";
    abort?.abort();
    abort = null;
    forgetResult();
    changeView({ job: null });
    return finished;
  }

  $("paint").addEventListener("click", start);
  $("cancel").addEventListener("click", () => {
    abort?.abort();
    abort = null;
    changeView({ job: null });
    $("paint").focus();
    tell("Cancelled.");
  });

  function renderSizes() {
    if (sized === state.content || !state.content) {
      return;
    }
    sized = state.content;
    const { width, height } = state.content;
    const options = [new Option(`Full, ${width} × ${height}`, 0)];
    for (const size of SIZES.filter((candidate) => candidate < Math.min(width, height))) {
      const small = dimensions(state.content, size);
      options.push(new Option(`${small.width} × ${small.height}`, size));
    }
    $("size").replaceChildren(...options);
    $("size").value = "0";
  }

  function render() {
    renderSizes();
    const { job } = state;
    const working = job && job.step !== "done";
    // What is being painted is what was chosen: it stays so until the end.
    document.querySelector(".sections").inert = Boolean(working);
    show($("look"), state.chosen.length > 0);
    show($("output"), state.chosen.length > 0);
    show($("dock-start"), !job);
    show($("dock-job"), working);
    show($("dock-done"), job?.step === "done");
    $("paint").disabled = state.chosen.length === 0;
    $("paint").textContent = state.size === 0 ? "Paint in full resolution" : "Paint in this size";
    show($("dock-hint"), state.chosen.length === 0);
    if (working) {
      const text = sentence(job);
      if ($("job-text").textContent !== text) {
        $("job-text").textContent = text;
        tell(text);
      }
      if (job.total > 0) {
        $("job-progress").value = job.done / job.total;
      } else {
        $("job-progress").removeAttribute("value");
      }
    } else if (job) {
      $("done-text").textContent = `${job.width} × ${job.height} pixels, ${bytes(job.bytes)}`;
    }
  }

  return { render, drop };
}

/** The strokes of the preview, on a picture that is so many times larger. */
function strokeAsSeen() {
  const stroke = state.stroke * shrinking(dimensions(state.content, state.size));
  return Math.min(stroke, state.limits.greatestStroke);
}

function dimensions({ width, height }, size) {
  const scale = size > 0 ? Math.min(1, size / Math.min(width, height)) : 1;
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function sentence(job) {
  switch (job.step) {
    case "queued":
      return job.position > 1
        ? `Number ${job.position} in line, ${about(job.estimatedSeconds)}`
        : `Next in line, ${about(job.estimatedSeconds)}`;
    case "running":
      return job.total > 2
        ? `Painting, ${Math.floor((100 * job.done) / job.total)} % done, ${about(job.estimatedSeconds)}`
        : `Painting, ${about(job.estimatedSeconds)}`;
    case "fetching":
      return "Fetching your picture";
    default:
      return "Sending your picture";
  }
}

function about(seconds) {
  if (seconds <= 1) {
    return "a moment left";
  }
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}

function bytes(count) {
  return count < 1e6 ? `${Math.max(1, Math.round(count / 1e3))} kB` : `${(count / 1e6).toFixed(1)} MB`;
}
