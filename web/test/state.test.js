import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  blend,
  changeView,
  forget,
  isFull,
  setRegion,
  share,
  shares,
  state,
  styleOf,
  subscribe,
  toggle,
} from "../src/state.js";

const keys = ["a", "b", "c"];
const region = { canvas: {}, empty: false, version: 1 };
const shown = () => Object.fromEntries(state.chosen.map((one) => [one.key, one.share]));
const near = (actual, expected) => {
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  for (const [key, value] of Object.entries(expected)) {
    assert.ok(Math.abs(actual[key] - value) < 1e-9, `${key}: ${actual[key]}, not ${value}`);
  }
};

beforeEach(() => {
  changeView({
    limits: { styles: 3 },
    styles: [...keys, "d"].map((key) => ({ key, name: key, thumbnail: "", source: key })),
    chosen: [],
    blending: false,
    brushing: null,
  });
});

function blendOf(...picked) {
  blend(true);
  picked.forEach(toggle);
}

test("one style at a time: picking another replaces it, picking it again lets go", () => {
  toggle("a");
  toggle("b");
  assert.deepEqual(state.chosen, [{ key: "b", share: 1, region: null }]);
  toggle("b");
  assert.deepEqual(state.chosen, []);
});

test("each style that joins a blend gets an equal part and leaves the others' proportions", () => {
  blendOf("a", "b");
  share("a", 0.75);
  toggle("c");
  near(shown(), { a: 0.5, b: 1 / 6, c: 1 / 3 });
});

test("who leaves a blend leaves its share to the others", () => {
  blendOf(...keys);
  shares([0.5, 0.3, 0.2]);
  toggle("a");
  near(shown(), { b: 0.6, c: 0.4 });
});

test("a blend has as many styles as the service takes", () => {
  blendOf("a", "b");
  assert.equal(isFull(), false);
  toggle("c");
  assert.equal(isFull(), true);
  blend(false);
  assert.equal(isFull(), false);
});

test("before the service's limits are known nothing is full", () => {
  changeView({ limits: null });
  blendOf(...keys);
  assert.equal(isFull(), false);
});

test("a slider gives one its part, the others the rest in their proportions", () => {
  blendOf(...keys);
  shares([0.2, 0.2, 0.6]);
  share("a", 0.6);
  near(shown(), { a: 0.6, b: 0.1, c: 0.3 });
  share("a", 1);
  near(shown(), { a: 1, b: 0, c: 0 });
  share("a", 0.5);
  near(shown(), { a: 0.5, b: 0.25, c: 0.25 });
});

test("a slider moves only what has no region", () => {
  blendOf(...keys);
  shares([0.5, 0.25, 0.25]);
  setRegion("a", region);
  share("b", 0.8);
  near(shown(), { a: 0.5, b: 0.4, c: 0.1 });
});

test("where only one may be picked the largest share stays", () => {
  blendOf(...keys);
  shares([0.2, 0.5, 0.3]);
  changeView({ brushing: "a" });
  blend(false);
  assert.deepEqual(state.chosen, [{ key: "b", share: 1, region: null }]);
  assert.equal(state.brushing, null);
});

test("a style that is forgotten is picked no more, and cannot be", () => {
  blendOf("a", "b");
  forget("a");
  near(shown(), { b: 1 });
  assert.throws(() => styleOf("a"), /no style a/);
});

test("only what changes the painting is told as a change of the look", () => {
  const heard = [];
  subscribe((kind) => heard.push(kind));
  forget("d");
  toggle("a");
  forget("a");
  blend(true);
  assert.deepEqual(heard, ["view", "look", "look", "view", "view"]);
});
