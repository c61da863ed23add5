// The ways in for pictures: files, the camera, drops and pastes.

import { $, show } from "./dom.js";

/**
 * @param receive.photo is given a file to be painted
 * @param receive.styles is given files to paint like
 * @param hasPhoto whether there is something to paint already
 */
export function openDoors({ photo, styles, hasPhoto }) {
  for (const id of ["content-file", "content-camera"]) {
    whenChosen($(id), (files) => photo(files[0]));
  }
  whenChosen($("style-file"), styles);
  $("choose").addEventListener("click", () => $("content-file").click());
  $("another").addEventListener("click", () => $("content-file").click());
  $("photograph").addEventListener("click", () => $("content-camera").click());

  const isStyle = (event) => hasPhoto() && Boolean(event.target.closest?.("#panel"));
  const give = (files, asStyle) => (asStyle ? styles(files) : photo(files[0]));

  let depth = 0;
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
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      give(files, isStyle(event));
    }
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      // The first picture is what to paint; what comes then is what to paint like.
      give(files, hasPhoto());
    }
  });
}

function bringsFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}

function whenChosen(input, listener) {
  input.addEventListener("change", () => {
    const files = [...input.files];
    // The same file may be chosen again.
    input.value = "";
    if (files.length > 0) {
      listener(files);
    }
  });
}
