// The ways in for pictures: files, the camera, drops and pastes.

import { $, show } from "./dom.js";

/**
 * @typedef {{
 *   photo: (file: File) => void,
 *   styles: (files: File[]) => void,
 *   hasPhoto: () => boolean,
 * }} Receiver `photo` is given a file to be painted, `styles` files to paint like; `hasPhoto` tells
 *   whether there is something to paint already.
 */

/** @param {Receiver} receiver */
export function openDoors({ photo, styles, hasPhoto }) {
  /** @param {File[]} files */
  const first = ([file]) => file && photo(file);
  whenChosen("content-file", first);
  whenChosen("content-camera", first);
  whenChosen("style-file", styles);
  $("choose").addEventListener("click", () => $("content-file").click());
  $("another").addEventListener("click", () => $("content-file").click());
  $("photograph").addEventListener("click", () => $("content-camera").click());

  /** @param {DragEvent} event */
  const isStyle = ({ target }) =>
    hasPhoto() && target instanceof Element && target.closest("#panel") !== null;

  let depth = 0;
  /** @param {DragEvent} event */
  const veil = (event) => {
    const asStyle = isStyle(event);
    $("drop-text").textContent = asStyle ? "Drop to add it as a style" : "Drop to paint this photo";
    $("drop-veil").dataset.target = asStyle ? "panel" : hasPhoto() ? "stage" : "page";
    show($("drop-veil"), true);
  };
  const unveil = () => {
    depth = 0;
    show($("drop-veil"), false);
  };
  addEventListener("dragenter", (event) => {
    if (bringsFiles(event)) {
      event.preventDefault();
      depth++;
      veil(event);
    }
  });
  addEventListener("dragover", (event) => bringsFiles(event) && event.preventDefault());
  addEventListener("dragleave", () => {
    if (--depth <= 0) {
      unveil();
    }
  });
  addEventListener("drop", (event) => {
    unveil();
    take(event, event.dataTransfer, isStyle(event));
  });
  addEventListener("paste", (event) => {
    // The first picture is what to paint; what comes then is what to paint like.
    take(event, event.clipboardData, hasPhoto());
  });

  /**
   * @param {Event} event
   * @param {DataTransfer | null} data
   * @param {boolean} asStyle
   */
  function take(event, data, asStyle) {
    const files = [...(data?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      (asStyle ? styles : first)(files);
    }
  }
}

/** @param {DragEvent} event */
function bringsFiles({ dataTransfer }) {
  return dataTransfer !== null && dataTransfer.types.includes("Files");
}

/**
 * @param {string} id
 * @param {(files: File[]) => void} listener
 */
function whenChosen(id, listener) {
  const input = $(id, HTMLInputElement);
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // The same file may be chosen again.
    input.value = "";
    if (files.length > 0) {
      listener(files);
    }
  });
}
