// The live preview. One request is under way at a time; of what is wished meanwhile only the newest
// is asked for next, so that dragging is followed as fast as the service paints and never queues up.

import { blob, isGone, json, Problem, request } from "./api.js";
import { appendStyle } from "./form.js";
import { black, compose, signatures } from "./masks.js";
import { shrunk } from "./pictures.js";

/** @import { HeldPreview, Limits } from "./api.js" */
/** @import { Look, Photo } from "./state.js" */

/**
 * `painted` is waited for.
 *
 * @typedef {{
 *   painted: (picture: Blob, look: Look) => Promise<void>,
 *   failed: (problem: unknown) => void,
 *   busy: (on: boolean) => void,
 * }} Listener
 */

/**
 * What the service holds: its styles, and what their masks are of, one each.
 *
 * @typedef {{ id: string, content: Photo, keys: string[], masks: (string | null)[] }} Held
 */

const PATH = "/api/v1/previews";

export class Preview {
  #listener;
  #limits;
  /** @type {Held | null} */
  #held = null;
  /** @type {Look | null} */
  #wanted = null;
  #running = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;

  /**
   * @param {Listener} listener
   * @param {Pick<Limits, "styles" | "leastPreviewStroke" | "defaults">} limits
   */
  constructor(listener, limits) {
    this.#listener = listener;
    this.#limits = limits;
  }

  /**
   * Wishes for a picture of that look.
   *
   * @param {Look} look
   */
  want(look) {
    this.#wanted = look;
    clearTimeout(this.#again);
    if (!this.#running) {
      this.#run();
    }
  }

  /** Wishes for nothing more. */
  forget() {
    this.#wanted = null;
    clearTimeout(this.#again);
  }

  /** Lets go of what the service holds, also while the page is being closed. */
  release() {
    this.forget();
    if (this.#held) {
      request(`${PATH}/${this.#held.id}`, { method: "DELETE", keepalive: true }).catch(() => {});
      this.#held = null;
    }
  }

  async #run() {
    this.#running = true;
    this.#listener.busy(true);
    while (this.#wanted) {
      const look = this.#wanted;
      this.#wanted = null;
      try {
        await this.#listener.painted(await this.#paint(look), look);
      } catch (problem) {
        this.#failed(problem, look);
      }
    }
    this.#running = false;
    this.#listener.busy(false);
  }

  /**
   * @param {unknown} problem
   * @param {Look} look
   */
  #failed(problem, look) {
    if (this.#wanted) {
      return;
    }
    this.#listener.failed(problem);
    if (problem instanceof Problem && problem.retryAfter > 0) {
      this.#again = setTimeout(() => this.want(look), 1000 * problem.retryAfter);
    }
  }

  /** @param {Look} look */
  async #paint(look) {
    try {
      return await this.#show(await this.#hold(look), look);
    } catch (problem) {
      if (!isGone(problem)) {
        throw problem;
      }
      // Its time was up: begin anew.
      this.#held = null;
      return this.#show(await this.#hold(look), look);
    }
  }

  /**
   * Sees to it that the service holds the content and every style.
   *
   * @param {Look} look
   */
  async #hold({ content, chosen }) {
    const keys = chosen.map((choice) => choice.key);
    const held = this.#held;
    if (held?.content === content) {
      const missing = keys.filter((key) => !held.keys.includes(key));
      if (held.keys.length + missing.length <= this.#limits.styles) {
        if (missing.length > 0) {
          await request(`${PATH}/${held.id}/styles`, { method: "POST", body: form(missing) });
          held.keys.push(...missing);
          held.masks.push(...missing.map(() => null));
        }
        return held;
      }
    }
    if (held) {
      this.#held = null;
      await request(`${PATH}/${held.id}`, { method: "DELETE" }).catch(() => {});
    }
    return (this.#held = await this.#begin(content, keys));
  }

  /**
   * @param {Photo} content
   * @param {string[]} keys
   * @returns {Promise<Held>}
   */
  async #begin(content, keys) {
    const { leastPreviewStroke, defaults } = this.#limits;
    const body = form(keys);
    // The finest strokes are painted at so many times the size.
    const small = await shrunk(content, defaults.previewSize / leastPreviewStroke);
    body.append("content", small, "content");
    body.append("size", String(defaults.previewSize));
    /** @type {HeldPreview} */
    const { id } = await json(PATH, { method: "POST", body });
    return { id, content, keys, masks: keys.map(() => null) };
  }

  /**
   * @param {Held} held
   * @param {Look} look
   */
  async #show(held, look) {
    await this.#putMasks(held, look);
    const weights = held.keys.map(
      (key) => look.chosen.find((choice) => choice.key === key)?.share ?? 0,
    );
    const query = new URLSearchParams({
      alpha: String(look.alpha),
      stroke: String(look.stroke),
      weights: weights.map((weight) => weight.toFixed(4)).join(","),
      preserveColor: look.color,
    });
    return blob(`${PATH}/${held.id}?${query}`);
  }

  /**
   * @param {Held} held
   * @param {Look} look
   */
  async #putMasks(held, { chosen }) {
    const marks = signatures(chosen);
    const anyMask = marks.some(Boolean);
    let composed = null;
    for (const [n, key] of held.keys.entries()) {
      const k = chosen.findIndex((choice) => choice.key === key);
      // A style that was let go of is nowhere.
      const mark = marks[k] ?? (anyMask ? "nowhere" : null);
      if (held.masks[n] === mark) {
        continue;
      }
      const path = `${PATH}/${held.id}/masks/${n + 1}`;
      if (mark === null) {
        await request(path, { method: "DELETE" });
      } else {
        composed ??= await compose(chosen);
        const body = composed[k]?.png ?? (await black());
        await request(path, { method: "PUT", body, headers: { "Content-Type": "image/png" } });
      }
      held.masks[n] = mark;
    }
  }
}

/** @param {string[]} keys */
function form(keys) {
  const body = new FormData();
  keys.forEach((key) => appendStyle(body, key));
  return body;
}
