import assert from "node:assert/strict";
import { test } from "node:test";
import { compose, freeOf, greys, partOf, signatures } from "../src/masks.js";

const free = (key, share) => ({ key, share, region: null });
const painted = (key, share, version = 1) => ({
  key,
  share,
  region: { canvas: {}, empty: false, version },
});
/** RGBA of which only the opacity counts. */
const rgba = (...opacities) =>
  Uint8ClampedArray.from(opacities.flatMap((opacity) => [226, 85, 45, opacity]));
const values = (masks) => masks.map((mask) => [...mask]);

test("a region is as bright as it is opaque, and those without one share what it leaves", () => {
  const chosen = [painted("a", 0.5), free("b", 0.3), free("c", 0.1)];
  assert.deepEqual(values(greys(chosen, [rgba(0, 100, 255), null, null], 3)), [
    [0, 100, 255],
    [191, 116, 0],
    [64, 39, 0],
  ]);
});

test("regions that overlap leave nothing, not less than nothing", () => {
  const chosen = [painted("a", 0.3), painted("b", 0.3), free("c", 0.4)];
  const masks = greys(chosen, [rgba(255, 200, 0), rgba(255, 55, 0), null], 3);
  assert.deepEqual([...masks[2]], [0, 0, 255]);
});

test("where every share is nothing the parts are equal", () => {
  const two = [free("a", 0), free("b", 0)];
  assert.equal(partOf(two[0], two), 0.5);
});

test("a region that was cleared is none", async () => {
  const cleared = { ...painted("a", 1), region: { canvas: {}, empty: true, version: 2 } };
  assert.deepEqual(freeOf([cleared]), [cleared]);
  assert.deepEqual(signatures([cleared, free("b", 0)]), [null, null]);
  assert.deepEqual(await compose([cleared]), [null]);
});

test("a mask is known again until what it is made of changes", () => {
  const marks = (version, b) =>
    signatures([painted("a", 0.5, version), free("b", b), free("c", 0.2)]);
  assert.deepEqual(marks(1, 0.3), marks(1, 0.3));
  // Another share of b: the mask of a is the same, those of b and c are not.
  const [a, b, c] = marks(1, 0.3);
  const [a2, b2, c2] = marks(1, 0.1);
  assert.equal(a2, a);
  assert.notEqual(b2, b);
  assert.notEqual(c2, c);
  // Another stroke in the region: all are others.
  marks(2, 0.3).forEach((mark, i) => assert.notEqual(mark, [a, b, c][i]));
});
