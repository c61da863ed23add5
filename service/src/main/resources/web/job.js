// A painting in full resolution: ordered, followed to its end, fetched.

import { blob, events, freshKey, json, Problem, request } from "./api.js";
import { compose } from "./masks.js";
import { styleOf } from "./state.js";

const FINAL = ["done", "failed", "cancelled"];
const AGAIN_MILLIS = 1000;
const MOST_ATTEMPTS = 5;

/**
 * Orders a painting of { content, chosen, alpha, stroke, color, size, format } and waits for it.
 *
 * @param listener is told of the job whenever it changes, lastly as { state: "fetching" }
 * @param signal aborts: the job is called off
 * @return the painted picture
 */
export async function paint(order, listener, signal) {
  const body = await form(order);
  const answer = await request("/api/v1/stylizations", {
    method: "POST",
    body,
    signal,
    headers: { Prefer: "respond-async", "Idempotency-Key": freshKey() },
  });
  const path = answer.headers.get("Location");
  const callOff = () => request(path, { method: "DELETE", keepalive: true }).catch(() => {});
  signal.addEventListener("abort", callOff);
  try {
    if (signal.aborted) {
      callOff();
      signal.throwIfAborted();
    }
    const job = await follow(path, listener, signal);
    if (job.state === "failed") {
      throw new Problem(job.error ?? "The picture could not be painted.");
    }
    if (job.state === "cancelled") {
      throw new Problem("The painting was cancelled.");
    }
    listener({ ...job, state: "fetching" });
    return await blob(job.result, { signal });
  } finally {
    signal.removeEventListener("abort", callOff);
  }
}

/** Follows a job to its end, over lost connections. */
async function follow(path, listener, signal) {
  let job = null;
  let attempts = 0;
  const hear = (news) => {
    job = news;
    attempts = 0;
    if (!FINAL.includes(news.state)) {
      listener(news);
    }
  };
  for (;;) {
    try {
      await events(`${path}/events`, hear, signal);
    } catch (error) {
      signal.throwIfAborted();
      // Gone is gone; all else may be a connection lost, or too many open.
      if (error.status === 404 || ++attempts > MOST_ATTEMPTS) {
        throw error;
      }
    }
    if (job && FINAL.includes(job.state)) {
      return job;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    signal.throwIfAborted();
    try {
      hear(await json(path, { signal }));
    } catch (error) {
      signal.throwIfAborted();
      if (error.status === 404) {
        throw error;
      }
    }
  }
}

async function form(order) {
  const body = new FormData();
  body.append("content", order.content.blob, "content");
  const masks = await compose(order.chosen);
  order.chosen.forEach((choice, k) => {
    const mask = masks[k];
    // A style that is nowhere would be refused.
    if (mask?.empty || (!mask && order.chosen.length > 1 && choice.share < 0.0005)) {
      return;
    }
    const style = styleOf(choice.key);
    if (style.preset) {
      body.append("style", style.preset);
    } else {
      body.append("style", style.blob, "style");
    }
    body.append("weight", choice.share.toFixed(4));
    if (mask) {
      body.append("mask", mask.png, "mask");
    }
  });
  body.append("alpha", order.alpha);
  body.append("stroke", order.stroke);
  body.append("preserveColor", order.color);
  body.append("size", order.size);
  body.append("format", order.format);
  return body;
}
