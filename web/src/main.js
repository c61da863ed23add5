// Puts the parts together: what changes the look asks for a new preview, the rest is shown at once.

import { blob, json, onTokenWanted, pictureUrl } from "./api.js";
import { openBrush } from "./brush.js";
import { openDock } from "./dock.js";
import { $, fill, radios } from "./dom.js";
import { openGallery } from "./gallery.js";
import { openDoors } from "./intake.js";
import { calm, complain, openMessages, tell } from "./messages.js";
import { openMix } from "./mix.js";
import { open, shrunk, square } from "./pictures.js";
import { Preview } from "./preview.js";
import { percent } from "./sentences.js";
import { strokeOf, strokeSteps } from "./sizes.js";
import { openStage } from "./stage.js";
import {
  blend,
  changeLook,
  changeView,
  forget,
  isFull,
  state,
  subscribe,
  toggle,
} from "./state.js";
import { askToken } from "./token.js";

/** @import { Limits, PresetStyle } from "./api.js" */
/** @import { Color, Format, State, Style } from "./state.js" */

/** Own styles are sent with some detail more than the service needs. */
const DETAIL = 2;
const THUMB_SIDE = 256;

onTokenWanted(askToken);
openMessages();

const stage = openStage();
const dock = openDock((picture) => {
  preview?.forget();
  stage.paint(picture);
  stage.compare(true);
});
const renderers = [stage.render, openGallery(forgetStyle), openMix(), openBrush(), dock.render];
/** @type {Preview | null} */
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
    preview?.want({ content, chosen, alpha, stroke, color });
  } else {
    preview?.forget();
    stage.unpaint();
  }
}

/** @param {Limits} limits */
function openPreview(limits) {
  return new Preview(
    {
      painted: async (picture, look) => {
        // Meanwhile the full picture may be there, or all styles let go of.
        const done = state.work?.step === "done";
        if (look.content === state.content && state.chosen.length > 0 && !done) {
          await stage.paint(picture);
          tell("The preview shows your changes.");
        }
        calm();
      },
      failed: complain,
      busy: stage.busy,
    },
    limits,
  );
}

/** @param {File} file */
async function takePhoto(file) {
  try {
    const content = await open(file, await ready);
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

/** @param {File[]} files */
async function takeStyles(files) {
  for (const file of files) {
    try {
      const limits = await ready;
      const picture = await open(file, limits);
      const source = await shrunk(picture, DETAIL * limits.styleSize);
      const thumbnail = URL.createObjectURL(await square(picture, THUMB_SIDE));
      URL.revokeObjectURL(picture.url);
      const key = `own:${++ownStyles}`;
      changeView({ styles: [{ key, name: picture.name, thumbnail, source }, ...state.styles] });
      if (!isFull()) {
        toggle(key);
      }
      calm();
    } catch (error) {
      complain(error);
    }
  }
}

/** @param {Style} style */
function forgetStyle({ key, thumbnail }) {
  forget(key);
  URL.revokeObjectURL(thumbnail);
}

/** @returns {Promise<Limits>} */
async function load() {
  /** @type {[Limits, PresetStyle[]]} */
  const [limits, presets] = await Promise.all([json("/api/v1/limits"), json("/api/v1/styles")]);
  const styles = await Promise.all(
    presets.map(async ({ id, name, thumbnail }) => ({
      key: `preset:${id}`,
      name,
      thumbnail: await pictureUrl(thumbnail),
      source: id,
    })),
  );
  const { min, max } = strokeSteps(limits);
  Object.assign(strokes, { min, max });
  showStroke();
  preview = openPreview(limits);
  changeView({ limits, styles: [...state.styles, ...styles] });
  return limits;
}

const alpha = $("alpha", HTMLInputElement);
const strokes = $("stroke", HTMLInputElement);
const size = $("size", HTMLSelectElement);
const format = $("format", HTMLSelectElement);

const ready = load();
ready.catch(complain);

openDoors({ photo: takePhoto, styles: takeStyles, hasPhoto: () => Boolean(state.content) });

/** @type {NodeListOf<HTMLElement>} */
const samples = document.querySelectorAll("[data-sample]");
for (const button of samples) {
  button.addEventListener("click", async () => {
    try {
      const name = button.dataset.sample ?? "";
      const picture = await blob(`/web/samples/${name}`);
      await takePhoto(new File([picture], name, { type: "image/jpeg" }));
    } catch (error) {
      complain(error);
    }
  });
}

/**
 * @param {HTMLInputElement} range
 * @param {string} text
 */
function showValue(range, text) {
  $(`${range.id}-value`).textContent = text;
  range.setAttribute("aria-valuetext", text);
  fill(range);
}

alpha.addEventListener("input", () => {
  showAlpha();
  changeLook({ alpha: alpha.valueAsNumber / 100 });
});
function showAlpha() {
  showValue(alpha, percent(alpha.valueAsNumber / 100));
}
showAlpha();

strokes.addEventListener("input", () => {
  showStroke();
  changeLook({ stroke: strokeOf(strokes.valueAsNumber).stroke });
});
function showStroke() {
  showValue(strokes, strokeOf(strokes.valueAsNumber).name);
}
showStroke();

radios("color", (value) => changeLook({ color: /** @type {Color} */ (value) }));
radios("blending", (value) => blend(value === "several"));
size.addEventListener("change", () => changeOutput({ size: Number(size.value) }));
format.addEventListener("change", () =>
  changeOutput({ format: /** @type {Format} */ (format.value) }),
);

/**
 * The preview stays as it is, a picture painted before does not.
 *
 * @param {Partial<State>} changes
 */
function changeOutput(changes) {
  dock.drop();
  changeView(changes);
}

addEventListener("pagehide", () => preview?.release());
renderers.forEach((render) => render());
