// Asks for the token that an operator may have set. It is kept by api.js for the session.

import { $ } from "./dom.js";

let asking = null;

/** The token, or null where none is given; asked once for all requests that wait. */
export function askToken() {
  asking ??= new Promise((resolve) => {
    const dialog = $("token-dialog");
    dialog.addEventListener(
      "close",
      () => {
        asking = null;
        resolve($("token").value.trim() || null);
        $("token").value = "";
      },
      { once: true },
    );
    dialog.showModal();
  });
  return asking;
}
