// What requests for previews and for paintings have in common.

import { styleOf } from "./state.js";

/**
 * A style as the service takes it: the id of a preset, or a file.
 *
 * @param {FormData} body
 * @param {string} key
 */
export function appendStyle(body, key) {
  const { source } = styleOf(key);
  if (typeof source === "string") {
    body.append("style", source);
  } else {
    body.append("style", source, "style");
  }
}
