// The HTTP API: requests go out here and nowhere else, and what fails comes back as a sentence.

import { remember, remembered } from "./session.js";

/** @import { components } from "../types/api.js" */

/** @typedef {components["schemas"]["Limits"]} Limits */
/** @typedef {components["schemas"]["Style"]} PresetStyle */
/** @typedef {components["schemas"]["Job"]} Job */
/** @typedef {components["schemas"]["Preview"]} HeldPreview */
/** @typedef {components["schemas"]["Survey"]} Survey */
/** @typedef {components["schemas"]["Sheet"]} Sheet */

const TOKEN = "tempera.token";
const TRIES = 6;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** @type {() => Promise<string | null>} */
let askForToken = async () => null;

/** What went wrong, as a sentence for people. */
export class Problem extends Error {
  /**
   * @param {string} sentence
   * @param {number} [status] of the answer; 0 where there was none
   * @param {number} [retryAfter] seconds until it may work, where the service says so
   */
  constructor(sentence, status = 0, retryAfter = 0) {
    super(sentence);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * Who is asked for a token where the operator has set one.
 *
 * @param {() => Promise<string | null>} ask
 */
export function onTokenWanted(ask) {
  askForToken = ask;
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
export async function request(path, options = {}) {
  const response = await send(path, options);
  if (response.status === 401) {
    const token = await askForToken();
    if (token) {
      remember(TOKEN, token);
      return checked(await send(path, options));
    }
  }
  return checked(response);
}

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function send(path, options) {
  const headers = new Headers(options.headers);
  const token = remembered(TOKEN);
  if (token) {
    headers.set("Authorization", `Bearer ${token}`);
  }
  try {
    return await fetch(path, { ...options, headers });
  } catch (error) {
    if (isAbort(error)) {
      throw error;
    }
    throw new Problem("The service cannot be reached. Check your connection and try again.");
  }
}

/** @param {Response} response */
async function checked(response) {
  if (response.ok) {
    return response;
  }
  let sentence = `Something went wrong (${response.status}). Please try again.`;
  if ((response.headers.get("Content-Type") ?? "").includes("json")) {
    const problem = await response.json().catch(() => null);
    if (typeof problem?.detail === "string") {
      sentence = problem.detail;
    }
  }
  throw new Problem(sentence, response.status, Number(response.headers.get("Retry-After")) || 0);
}

/**
 * Whether something was given up on purpose.
 *
 * @param {unknown} error
 */
export function isAbort(error) {
  return error instanceof Error && error.name === "AbortError";
}

/**
 * Whether there is no such thing, or none any more.
 *
 * @param {unknown} error
 */
export function isGone(error) {
  return error instanceof Problem && error.status === 404;
}

/**
 * The type of the answer is what the caller says it is: the API's description has it.
 *
 * @template T
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<T>}
 */
export async function json(path, options) {
  return (await request(path, options)).json();
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
export async function blob(path, options) {
  return (await request(path, options)).blob();
}

/**
 * Asks again, a few times, what found no connection or was told to come later.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {() => void} [waiting] is told before every wait
 */
export async function patiently(ask, waiting = () => {}) {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem) || !mayPass(error) || tries === TRIES) {
        throw error;
      }
      waiting();
      const pause = Math.max(FIRST_PAUSE * 2 ** (tries - 1), 1000 * error.retryAfter);
      await wait(Math.min(pause, LONGEST_PAUSE));
    }
  }
}

/** @param {Problem} problem */
function mayPass({ status }) {
  return status === 0 || status === 429 || status === 503;
}

/** @param {number} millis */
export function wait(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/**
 * The address of a picture for an img, which sends no token by itself.
 *
 * @param {string} path
 */
export async function pictureUrl(path) {
  return remembered(TOKEN) ? URL.createObjectURL(await blob(path)) : path;
}

/** A key that no other order has. (randomUUID is missing where a page comes over plain HTTP.) */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Reads a stream of server-sent events, and gives the data of each to the listener.
 *
 * @template T
 * @param {string} path
 * @param {(data: T) => void} listener
 * @param {AbortSignal} signal
 */
export async function events(path, listener, signal) {
  const { body } = await request(path, { signal, headers: { Accept: "text/event-stream" } });
  if (!body) {
    return;
  }
  const decoder = new TextDecoder();
  let rest = "";
  const reader = body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.split("\n").filter((line) => line.startsWith("data: "));
      if (data.length > 0) {
        listener(JSON.parse(data.map((line) => line.slice(6)).join("\n")));
      }
    }
  }
}
