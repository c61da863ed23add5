import assert from "node:assert/strict";
import { test } from "node:test";
import {
  paintingSize,
  scaled,
  shrinking,
  sizesFor,
  strokeAsSeen,
  strokeOf,
  strokeSteps,
} from "../src/sizes.js";

const limits = {
  leastSize: 16,
  greatestSize: 4096,
  greatestStroke: 64,
  leastPreviewStroke: 0.5,
  previewAspect: 2,
  defaults: { previewSize: 384 },
};

test("no side is ever without a pixel", () => {
  assert.deepEqual(scaled({ width: 9000, height: 3 }, 0.1), { width: 900, height: 1 });
});

test("a painting has the photo's size, or a shorter short side, and is never enlarged", () => {
  const photo = { width: 1500, height: 1000 };
  assert.deepEqual(paintingSize(photo, 0), photo);
  assert.deepEqual(paintingSize(photo, 512), { width: 768, height: 512 });
  assert.deepEqual(paintingSize(photo, 2048), photo);
});

test("smaller sizes are offered within the photo's and the service's", () => {
  const photo = { width: 4000, height: 3000 };
  assert.deepEqual(sizesFor(photo, limits), [0, 2048, 1024, 512]);
  assert.deepEqual(sizesFor({ width: 4000, height: 1024 }, limits), [0, 512]);
  assert.deepEqual(sizesFor({ width: 100, height: 100 }, limits), [0]);
  assert.deepEqual(sizesFor(photo, { leastSize: 1000, greatestSize: 1500 }), [0, 1024]);
});

test("a preview is shrunk by its short side, a panorama by its long one", () => {
  assert.equal(shrinking({ width: 1152, height: 768 }, limits), 2);
  assert.equal(shrinking({ width: 768, height: 7680 }, limits), 10);
  assert.equal(shrinking({ width: 100, height: 80 }, limits), 1);
  const small = { ...limits, defaults: { previewSize: 128 } };
  assert.equal(shrinking({ width: 1152, height: 768 }, small), 6);
});

test("a painting has the preview's strokes, as far as the service goes", () => {
  const photo = { width: 1152, height: 768 };
  assert.equal(strokeAsSeen(0.5, photo, limits), 1);
  assert.equal(strokeAsSeen(2, photo, { ...limits, greatestStroke: 3 }), 3);
});

test("the slider's steps have names, and ends where the service's previews do", () => {
  assert.deepEqual(strokeOf(0), { stroke: 1, name: "Medium" });
  const { min, max } = strokeSteps(limits);
  assert.deepEqual(strokeOf(min), { stroke: 0.5, name: "Finest" });
  assert.deepEqual(strokeOf(max), { stroke: 2, name: "Coarsest" });
  assert.equal(strokeSteps({ ...limits, leastPreviewStroke: 0.7 }).min, -1);
  assert.equal(strokeSteps({ ...limits, leastPreviewStroke: 0.1 }).min, -2);
});
