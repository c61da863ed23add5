import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, sharesAt } from "../src/triangle.js";

const isNear = (actual, expected) =>
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-9, `${actual}`));

test("each corner is one style alone, and the middle equal parts", () => {
  isNear(sharesAt({ x: 0.5, y: 0 }), [1, 0, 0]);
  isNear(sharesAt({ x: 0, y: 1 }), [0, 1, 0]);
  isNear(sharesAt({ x: 1, y: 1 }), [0, 0, 1]);
  isNear(sharesAt({ x: 0.5, y: 2 / 3 }), [1 / 3, 1 / 3, 1 / 3]);
});

test("shares come back from the place that stands for them", () => {
  for (const shares of [
    [0.2, 0.3, 0.5],
    [0.9, 0.1, 0],
    [0, 0.5, 0.5],
  ]) {
    isNear(sharesAt(placeOf(shares)), shares);
  }
});

test("a place outside stands for the nearest sensible one inside", () => {
  for (const [x, y] of [
    [-1, 0.5],
    [0.5, -3],
    [2, 2],
    [0.5, 4],
  ]) {
    const shares = sharesAt({ x, y });
    assert.ok(
      shares.every((share) => share >= 0 && share <= 1),
      `${shares}`,
    );
    isNear([shares.reduce((a, b) => a + b)], [1]);
  }
});
