import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, fileName, percent, progress } from "../src/sentences.js";

const work = (step, job) => ({
  step,
  job: { position: 0, estimatedSeconds: 0, done: 0, total: 0, ...job },
});

test("how far a painting is", () => {
  const said = (step, job) => progress(work(step, job));
  assert.equal(said("sending"), "Sending your picture");
  assert.equal(
    said("queued", { position: 3, estimatedSeconds: 40 }),
    "Number 3 in line, about 40 s left",
  );
  assert.equal(
    said("queued", { position: 1, estimatedSeconds: 90 }),
    "Next in line, about 2 min left",
  );
  assert.equal(
    said("running", { done: 5, total: 8, estimatedSeconds: 1 }),
    "Painting, 62 % done, a moment left",
  );
  assert.equal(
    said("running", { done: 1, total: 2, estimatedSeconds: 5 }),
    "Painting, about 5 s left",
  );
  assert.equal(said("fetching"), "Fetching your picture");
});

test("numbers", () => {
  assert.equal(percent(1 / 3), "33 %");
  assert.equal(bytes(3), "1 kB");
  assert.equal(bytes(45_600), "46 kB");
  assert.equal(bytes(12_345_678), "12.3 MB");
});

test("a painting's name is the photo's, without what a file name should not have", () => {
  assert.equal(fileName("photo.jpeg", "jpeg"), "photo-painted.jpg");
  assert.equal(fileName("my.trip.png", "png"), "my.trip-painted.png");
  assert.equal(fileName("Зима 1.jpg", "jpeg"), "Зима 1-painted.jpg");
  assert.equal(
    fileName(`<img src=x onerror=alert(1)>"'.png`, "jpeg"),
    "img srcx onerroralert1-painted.jpg",
  );
  assert.equal(fileName("???.jpg", "png"), "picture-painted.png");
});
