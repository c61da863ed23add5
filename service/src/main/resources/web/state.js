// What the visitor has chosen: the one state of the page, and who wants to hear of changes.

import { freeOf, partOf, pixelsOf, sumOf } from "./masks.js";

const listeners = [];

export const state = {
  limits: null,
  /** { blob, name, url, image, width, height } */
  content: null,
  /** What can be picked: { key, name, thumbnail, preset } or { …, blob }. */
  styles: [],
  /** What is picked: { key, share, region }, shares of sum 1. */
  chosen: [],
  blending: false,
  alpha: 1,
  /** How large the strokes are, 1 for those that the preview has by itself. */
  stroke: 1,
  color: "none",
  size: 0,
  format: "jpeg",
  /** null, or { step: "sending" | "queued" | "running" | "fetching" | "done", … } */
  job: null,
  /** Key of the style whose region is being painted. */
  brushing: null,
};

export function subscribe(listener) {
  listeners.push(listener);
}

/** Changes something about the painting: a picture painted before no longer shows it. */
export function changeLook(changes) {
  Object.assign(state, changes);
  listeners.forEach((listener) => listener("look"));
}

/** Changes what is shown only. */
export function changeView(changes) {
  Object.assign(state, changes);
  listeners.forEach((listener) => listener("view"));
}

export function styleOf(key) {
  return state.styles.find((style) => style.key === key);
}

/** Picks a style, or lets go of it. */
export function toggle(key) {
  const chosen = state.chosen.some((choice) => choice.key === key);
  let next;
  if (!state.blending) {
    next = chosen ? [] : [{ key, share: 1, region: null }];
  } else if (chosen) {
    next = normalized(state.chosen.filter((choice) => choice.key !== key));
  } else {
    const share = 1 / (state.chosen.length + 1);
    next = state.chosen.map((choice) => ({ ...choice, share: choice.share * (1 - share) }));
    next.push({ key, share, region: null });
  }
  changeLook({ chosen: next });
}

/**
 * Gives one style a part of what those without a region share; the others keep their proportions in
 * the rest.
 */
export function share(key, value) {
  const free = freeOf(state.chosen);
  const whole = sumOf(free) || 1;
  const others = free.filter((choice) => choice.key !== key);
  const shareOf = (choice) => {
    if (!free.includes(choice)) {
      return choice.share;
    }
    return whole * (choice.key === key ? value : (1 - value) * partOf(choice, others));
  };
  changeLook({
    chosen: normalized(state.chosen.map((choice) => ({ ...choice, share: shareOf(choice) }))),
  });
}

export function shares(values) {
  changeLook({ chosen: state.chosen.map((choice, i) => ({ ...choice, share: values[i] })) });
}

export function setRegion(key, region) {
  changeLook({
    chosen: state.chosen.map((choice) => (choice.key === key ? { ...choice, region } : choice)),
  });
}

/** Whether some style has a region of its own. */
export function hasRegions() {
  return state.chosen.some((choice) => pixelsOf(choice.region));
}

export function normalized(chosen) {
  const sum = sumOf(chosen);
  return chosen.map((choice) => ({
    ...choice,
    share: sum > 0 ? choice.share / sum : 1 / chosen.length,
  }));
}
