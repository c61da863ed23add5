// Asks for the token that an operator may have set. It is kept by api.js for the session.

import { $ } from "./dom.js";

/** @type {Promise<string | null> | null} */
let asking = null;

/** The token, or null where none is given; asked once for all requests that wait. */
export function askToken() {
  asking ??= new Promise((resolve) => {
    const dialog = $("token-dialog", HTMLDialogElement);
    const input = $("token", HTMLInputElement);
    dialog.addEventListener(
      "close",
      () => {
        asking = null;
        resolve(input.value.trim() || null);
        input.value = "";
      },
      { once: true },
    );
    dialog.showModal();
  });
  return asking;
}
