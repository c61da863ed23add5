// Numbers and names as people read them.

/** @import { Format, Work } from "./state.js" */

/** @param {number} part */
export function percent(part) {
  return `${Math.round(100 * part)} %`;
}

/**
 * How far a painting is, before it is done.
 *
 * @param {Exclude<Work, { step: "done" }>} work
 */
export function progress(work) {
  switch (work.step) {
    case "sending":
      return "Sending your picture";
    case "queued":
      return work.job.position > 1
        ? `Number ${work.job.position} in line, ${timeLeft(work.job.estimatedSeconds)}`
        : `Next in line, ${timeLeft(work.job.estimatedSeconds)}`;
    case "running": {
      const { done, total, estimatedSeconds } = work.job;
      return total > 2
        ? `Painting, ${Math.floor((100 * done) / total)} % done, ${timeLeft(estimatedSeconds)}`
        : `Painting, ${timeLeft(estimatedSeconds)}`;
    }
    case "fetching":
      return "Fetching your picture";
  }
}

/** @param {number} seconds */
function timeLeft(seconds) {
  if (seconds <= 1) {
    return "a moment left";
  }
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}

/** @param {number} count */
export function bytes(count) {
  return count < 1e6
    ? `${Math.max(1, Math.round(count / 1e3))} kB`
    : `${(count / 1e6).toFixed(1)} MB`;
}

/**
 * The name under which the painting of a photo is kept.
 *
 * @param {string} name of the photo
 * @param {Format} format
 */
export function fileName(name, format) {
  const stem = name
    .replace(/\.[^.]*$/, "")
    .replace(/[^\p{L}\p{N} ._-]/gu, "")
    .trim();
  return `${stem || "picture"}-painted.${format === "png" ? "png" : "jpg"}`;
}
