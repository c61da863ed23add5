// The live preview. One request is under way at a time; of what is wished meanwhile only the newest
// is asked for next, so that dragging is followed as fast as the service paints and never queues up.

import { blob, json, Problem, request } from "./api.js";
import { black, compose, signatures } from "./masks.js";
import { shrunk } from "./pictures.js";
import { styleOf } from "./state.js";

const SIZE = 384;
/** The finest strokes are painted at so many times the size. */
const FINER = 2;
const PATH = "/api/v1/previews";

/** How many times smaller than a picture of that size its preview is. */
export function shrinking({ width, height }) {
  return Math.max(1, Math.min(width, height) / SIZE, Math.max(width, height) / (2 * SIZE));
}

export class Preview {
  #listener;
  #mostStyles;
  #held = null;
  #wanted = null;
  #running = false;
  #again = 0;

  /** @param listener { painted(blob, look), failed(problem), busy(boolean) }; painted is waited for */
  constructor(listener, mostStyles) {
    this.#listener = listener;
    this.#mostStyles = mostStyles;
  }

  /** Wishes for a picture of { content, chosen, alpha, stroke, color }. */
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

  #failed(problem, look) {
    if (this.#wanted) {
      return;
    }
    this.#listener.failed(problem);
    if (problem instanceof Problem && problem.retryAfter > 0) {
      this.#again = setTimeout(() => this.want(look), 1000 * problem.retryAfter);
    }
  }

  async #paint(look) {
    await this.#hold(look);
    try {
      return await this.#show(look);
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem;
      }
      // Its time was up: begin anew.
      this.#held = null;
      await this.#hold(look);
      return this.#show(look);
    }
  }

  /** Sees to it that the service holds the content and every style. */
  async #hold(look) {
    const keys = look.chosen.map((choice) => choice.key);
    const held = this.#held;
    if (held?.content === look.content) {
      const missing = keys.filter((key) => !held.keys.includes(key));
      if (missing.length === 0) {
        return;
      }
      if (held.keys.length + missing.length <= this.#mostStyles) {
        try {
          await json(`${PATH}/${held.id}/styles`, { method: "POST", body: form(missing) });
          held.keys.push(...missing);
          held.masks.push(...missing.map(() => null));
          return;
        } catch (problem) {
          if (problem.status !== 404) {
            throw problem;
          }
        }
      }
    }
    if (held) {
      this.#held = null;
      await request(`${PATH}/${held.id}`, { method: "DELETE" }).catch(() => {});
    }
    const body = form(keys);
    body.append("content", await shrunk(look.content, FINER * SIZE), "content");
    body.append("size", SIZE);
    const preview = await json(PATH, { method: "POST", body });
    this.#held = { id: preview.id, content: look.content, keys, masks: keys.map(() => null) };
  }

  async #show(look) {
    const held = this.#held;
    await this.#putMasks(held, look);
    const weights = held.keys.map(
      (key) => look.chosen.find((choice) => choice.key === key)?.share ?? 0,
    );
    const query = new URLSearchParams({
      alpha: look.alpha,
      stroke: look.stroke,
      weights: weights.map((weight) => weight.toFixed(4)).join(","),
      preserveColor: look.color,
    });
    return blob(`${PATH}/${held.id}?${query}`);
  }

  async #putMasks(held, look) {
    const marks = signatures(look.chosen);
    const anyMask = marks.some(Boolean);
    let composed = null;
    for (let n = 0; n < held.keys.length; n++) {
      const k = look.chosen.findIndex((choice) => choice.key === held.keys[n]);
      // A style that was let go of is nowhere.
      const mark = k >= 0 ? marks[k] : anyMask ? "nowhere" : null;
      if (held.masks[n] === mark) {
        continue;
      }
      const path = `${PATH}/${held.id}/masks/${n + 1}`;
      if (mark === null) {
        await request(path, { method: "DELETE" });
      } else {
        composed ??= await compose(look.chosen);
        const body = k >= 0 ? composed[k].png : await black();
        await request(path, { method: "PUT", body, headers: { "Content-Type": "image/png" } });
      }
      held.masks[n] = mark;
    }
  }
}

function form(keys) {
  const body = new FormData();
  for (const key of keys) {
    const style = styleOf(key);
    if (style.preset) {
      body.append("style", style.preset);
    } else {
      body.append("style", style.blob, "style");
    }
  }
  return body;
}
