// Puts the parts together: what changes the look asks for a new preview, the rest is shown at once.

import { json, onTokenWanted, pictureUrl } from "./api.js";
import { openBrush } from "./brush.js";
import { openDock } from "./dock.js";
import { $, fill, percent, radios } from "./dom.js";
import { openGallery } from "./gallery.js";
import { openDoors } from "./intake.js";
import { calm, complain, tell } from "./messages.js";
import { openMix } from "./mix.js";
import { open, shrunk, toBlob } from "./pictures.js";
import { Preview } from "./preview.js";
import { openStage } from "./stage.js";
import { changeLook, changeView, normalized, state, subscribe, toggle } from "./state.js";
import { askToken } from "./token.js";

const STYLE_SIDE = 1024;
const THUMB_SIDE = 128;
const STROKES = ["Finest", "Finer", "Medium", "Coarser", "Coarsest"];

onTokenWanted(askToken);

const stage = openStage();
const dock = openDock((picture) => {
  preview.forget();
  stage.paint(picture);
  stage.compare(true);
});
const renderers = [stage.render, openGallery(forgetStyle), openMix(), openBrush(), dock.render];
let preview = null;

subscribe((kind) => {
  if (kind === "look") {
    if (dock.drop()) {
      stage.compare(false);
    }
    refresh();
  }
  renderers.forEach((render) => render());
});

function refresh() {
  const { content, chosen, alpha, stroke, color } = state;
  if (content && chosen.length > 0) {
    preview.want({ content, chosen, alpha, stroke, color });
  } else {
    preview?.forget();
    stage.unpaint();
  }
}

function openPreview() {
  return new Preview(
    {
      painted: async (blob, look) => {
        // Meanwhile the full picture may be there, or all styles let go of.
        if (look.content === state.content && state.chosen.length > 0 && state.job?.step !== "done") {
          await stage.paint(blob);
          tell("The preview shows your changes.");
        }
        calm();
      },
      failed: complain,
      busy: stage.busy,
    },
    state.limits.styles,
  );
}

async function takePhoto(file) {
  try {
    const content = await open(file, (await ready).limits);
    calm();
    const fromWelcome = !state.content;
    if (state.content) {
      URL.revokeObjectURL(state.content.url);
    }
    stage.unpaint();
    changeLook({
      content,
      size: 0,
      brushing: null,
      chosen: state.chosen.map((choice) => ({ ...choice, region: null })),
    });
    if (fromWelcome) {
      $("styles-heading").focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    tell(`${content.name} is here. Now pick a style.`);
  } catch (error) {
    complain(error);
  }
}

let ownStyles = 0;

async function takeStyles(files) {
  for (const file of files) {
    try {
      const picture = await open(file, (await ready).limits);
      const blob = await shrunk(picture, STYLE_SIDE);
      const key = `own:${++ownStyles}`;
      const style = { key, name: picture.name, thumbnail: await thumbnail(picture), blob };
      URL.revokeObjectURL(picture.url);
      changeView({ styles: [style, ...state.styles] });
      if (!state.blending || state.chosen.length < state.limits.styles) {
        toggle(key);
      }
      calm();
    } catch (error) {
      complain(error);
    }
  }
}

async function thumbnail({ image, width, height }) {
  const side = Math.min(width, height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * THUMB_SIDE;
  canvas
    .getContext("2d")
    .drawImage(image, (width - side) / 2, (height - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
  return URL.createObjectURL(await toBlob(canvas, "image/jpeg"));
}

function forgetStyle(key) {
  const style = state.styles.find((candidate) => candidate.key === key);
  const styles = state.styles.filter((candidate) => candidate.key !== key);
  if (state.chosen.some((choice) => choice.key === key)) {
    const chosen = normalized(state.chosen.filter((choice) => choice.key !== key));
    changeLook({ chosen, brushing: null });
  }
  changeView({ styles });
  URL.revokeObjectURL(style.thumbnail);
}

async function load() {
  const [limits, presets] = await Promise.all([json("/api/v1/limits"), json("/api/v1/styles")]);
  const styles = await Promise.all(
    presets.map(async ({ id, name, thumbnail: path }) => ({
      key: `preset:${id}`,
      name,
      thumbnail: await pictureUrl(path),
      preset: id,
    })),
  );
  changeView({ limits, styles: [...state.styles, ...styles] });
  preview = openPreview();
  return { limits };
}

const ready = load();
ready.catch(complain);

openDoors({ photo: takePhoto, styles: takeStyles, hasPhoto: () => Boolean(state.content) });

for (const button of document.querySelectorAll("[data-sample]")) {
  button.addEventListener("click", async () => {
    try {
      const name = button.dataset.sample;
      const answer = await fetch(`/web/samples/${name}`);
      await takePhoto(new File([await answer.blob()], name, { type: "image/jpeg" }));
    } catch (error) {
      complain(error);
    }
  });
}

$("alpha").addEventListener("input", () => {
  showAlpha();
  changeLook({ alpha: $("alpha").value / 100 });
});
function showAlpha() {
  $("alpha-value").textContent = percent($("alpha").value / 100);
  $("alpha").setAttribute("aria-valuetext", $("alpha-value").textContent);
  fill($("alpha"));
}
showAlpha();

$("stroke").addEventListener("input", () => {
  showStroke();
  changeLook({ stroke: 2 ** ($("stroke").value / 2) });
});
function showStroke() {
  const value = Number($("stroke").value);
  $("stroke-value").textContent = STROKES[value - $("stroke").min];
  $("stroke").setAttribute("aria-valuetext", $("stroke-value").textContent);
  fill($("stroke"));
}
showStroke();

radios("color", (color) => changeLook({ color }));
radios("blending", (value) => {
  const blending = value === "several";
  const largest = state.chosen.reduce((a, b) => (b.share > (a?.share ?? 0) ? b : a), null);
  const chosen = blending || state.chosen.length < 2 ? state.chosen : [{ ...largest, share: 1 }];
  changeView({ blending, brushing: null });
  if (chosen !== state.chosen) {
    changeLook({ chosen });
  }
});
$("size").addEventListener("change", () => changeOutput({ size: Number($("size").value) }));
$("format").addEventListener("change", () => changeOutput({ format: $("format").value }));

/** The preview stays as it is, a picture painted before does not. */
function changeOutput(changes) {
  dock.drop();
  changeView(changes);
}

addEventListener("pagehide", () => preview?.release());
renderers.forEach((render) => render());
