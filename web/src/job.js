// A painting in full resolution: ordered, followed to its end, fetched.

import { blob, events, freshKey, isGone, json, Problem, request, wait } from "./api.js";
import { appendStyle } from "./form.js";
import { compose } from "./masks.js";

/** @import { Job } from "./api.js" */
/** @import { Order, Work } from "./state.js" */

const AGAIN_MILLIS = 1000;
const MOST_ATTEMPTS = 5;
/** Shares are sent with four digits. */
const NOTHING = 0.0005;

/**
 * Orders a painting and waits for it.
 *
 * @param {Order} order
 * @param {(work: Work) => void} listener is told whenever there is news
 * @param {AbortSignal} signal aborts: the job is called off
 * @return the painted picture
 */
export async function paint(order, listener, signal) {
  const answer = await request("/api/v1/stylizations", {
    method: "POST",
    body: await form(order),
    signal,
    headers: { Prefer: "respond-async", "Idempotency-Key": freshKey() },
  });
  /** @type {Job} */
  const { id } = await answer.json();
  const path = `/api/v1/jobs/${id}`;
  const callOff = () => request(path, { method: "DELETE", keepalive: true }).catch(() => {});
  signal.addEventListener("abort", callOff);
  try {
    if (signal.aborted) {
      callOff();
      signal.throwIfAborted();
    }
    const job = await follow(path, listener, signal);
    if (job.state === "cancelled") {
      throw new Problem("The painting was cancelled.");
    }
    if (job.state === "failed" || !job.result) {
      throw new Problem(job.error ?? "The picture could not be painted.");
    }
    listener({ step: "fetching", job });
    return await blob(job.result, { signal });
  } finally {
    signal.removeEventListener("abort", callOff);
  }
}

/**
 * Follows a job to its end, over lost connections.
 *
 * @param {string} path
 * @param {(work: Work) => void} listener
 * @param {AbortSignal} signal
 */
async function follow(path, listener, signal) {
  /** @type {Job | null} */
  let ended = null;
  let attempts = 0;
  /** @param {Job} job */
  const hear = (job) => {
    attempts = 0;
    if (job.state === "queued" || job.state === "running") {
      listener({ step: job.state, job });
    } else {
      ended = job;
    }
  };
  for (;;) {
    try {
      await events(`${path}/events`, hear, signal);
    } catch (error) {
      signal.throwIfAborted();
      // Gone is gone; all else may be a connection lost, or too many open.
      if (isGone(error) || ++attempts > MOST_ATTEMPTS) {
        throw error;
      }
    }
    if (ended) {
      return /** @type {Job} */ (ended);
    }
    await wait(AGAIN_MILLIS);
    signal.throwIfAborted();
    try {
      hear(await json(path, { signal }));
    } catch (error) {
      signal.throwIfAborted();
      if (isGone(error)) {
        throw error;
      }
    }
  }
}

/** @param {Order} order */
async function form(order) {
  const body = new FormData();
  body.append("content", order.content.blob, "content");
  const masks = await compose(order.chosen);
  order.chosen.forEach(({ key, share }, k) => {
    const mask = masks[k];
    // A style that is nowhere would be refused.
    if (mask ? mask.empty : order.chosen.length > 1 && share < NOTHING) {
      return;
    }
    appendStyle(body, key);
    body.append("weight", share.toFixed(4));
    if (mask) {
      body.append("mask", mask.png, "mask");
    }
  });
  body.append("alpha", String(order.alpha));
  body.append("stroke", String(order.stroke));
  body.append("preserveColor", order.color);
  body.append("size", String(order.size));
  body.append("format", order.format);
  return body;
}
