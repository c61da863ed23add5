import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { firstOpen, following } from "../src/survey/sheet.js";
import { languageOf, languages } from "../src/survey/words.js";

const sheet = (...ratings) => ratings.map((rating) => (rating ? { rating } : {}));

test("after a painting comes the next, then what was left out, then the end", () => {
  assert.equal(firstOpen(sheet(7, 0, 3)), 1);
  assert.equal(firstOpen(sheet(7, 2)), -1);
  assert.equal(following(sheet(7, 5, 0), 0), 1);
  assert.equal(following(sheet(7, 0, 3), 2), 1);
  assert.equal(following(sheet(7, 5, 3), 2), -1);
});

test("somebody gets the first of their languages that the page speaks", () => {
  assert.equal(languageOf(["de-DE", "ru-RU", "en"]), "ru");
  assert.equal(languageOf(["en-GB", "ru"]), "en");
  assert.equal(languageOf(["ja"]), "en");
  assert.equal(languageOf([]), "en");
});

test("every language has a word wherever the page wants one", async () => {
  const page = await readFile(new URL("../src/survey/index.html", import.meta.url), "utf8");
  const wanted = [...page.matchAll(/data-word="(\w+)"/g)].map(([, word]) => word);
  assert.ok(wanted.length > 10);
  for (const [language, { fixed }] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(fixed).sort(), [...new Set(wanted)].sort(), language);
  }
});

test("numbers are counted as each language does", () => {
  assert.match(languages.en.task(1), /1 painting, .* about 1 minute\./);
  assert.match(languages.en.task(30), /30 paintings, .* about 5 minutes\./);
  assert.match(languages.ru.task(21), /21 картину, .* около 4 минут\./);
  assert.match(languages.ru.task(3), /3 картины, .* около 1 минуты\./);
  assert.match(languages.ru.task(12), /12 картин, .* около 2 минут\./);
});
