import assert from "node:assert/strict";
import { test } from "node:test";
import { maskSize, moved } from "../src/brush.js";
import { checkFile, checkPixels, shrunk } from "../src/pictures.js";

const limits = { pictureBytes: 30e6, bodyBytes: 40e6, picturePixels: 50e6 };

test("what is no picture by type or name is refused", () => {
  checkFile({ name: "a", type: "image/jpeg", size: 1 }, limits);
  checkFile({ name: "a.HEIC", type: "", size: 1 }, limits);
  assert.throws(() => checkFile({ name: "notes.txt", type: "text/plain", size: 1 }, limits), {
    message: /not a picture/,
  });
});

test("a file is refused that one request could not take", () => {
  const of = (size) => ({ name: "a.jpg", type: "image/jpeg", size });
  checkFile(of(30e6), limits);
  assert.throws(() => checkFile(of(30e6 + 1), limits), {
    message: /has 31 MB; at most 30 MB can be taken/,
  });
  // The form around it needs room, too.
  assert.throws(() => checkFile(of(9.6e6), { ...limits, bodyBytes: 10e6 }), {
    message: /has 10 MB; at most 9 MB/,
  });
});

test("a picture of too many pixels is refused", () => {
  checkPixels({ width: 10_000, height: 5_000 }, limits);
  assert.throws(() => checkPixels({ width: 10_000, height: 6_000 }, limits), {
    message: /has 60 million pixels; at most 50 million/,
  });
});

test("a picture that is small enough is sent as it is", async () => {
  const blob = new Blob(["picture"]);
  assert.equal(await shrunk({ blob, width: 768, height: 900 }, 768), blob);
});

test("masks have the photo's shape", () => {
  assert.deepEqual(maskSize({ width: 4000, height: 3000 }), { width: 512, height: 384 });
  assert.deepEqual(maskSize({ width: 20, height: 40 }), { width: 256, height: 512 });
  assert.deepEqual(maskSize({ width: 9000, height: 1 }), { width: 512, height: 1 });
});

test("arrow keys move the brush by half its width, and never out of the mask", () => {
  const mask = { width: 100, height: 80 };
  const from = { x: 50, y: 40 };
  assert.deepEqual(moved("ArrowLeft", from, 20, mask), { x: 40, y: 40 });
  assert.deepEqual(moved("ArrowDown", from, 2, mask), { x: 50, y: 44 });
  assert.deepEqual(moved("ArrowRight", { x: 98, y: 40 }, 20, mask), { x: 100, y: 40 });
  assert.deepEqual(moved("ArrowUp", { x: 50, y: 3 }, 20, mask), { x: 50, y: 0 });
  assert.equal(moved("a", from, 20, mask), null);
});
