import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const source = new URL("../src/", import.meta.url);
const text = (file) => readFile(new URL(file, source), "utf8");
const files = (await readdir(source, { recursive: true })).map((name) =>
  name.replaceAll("\\", "/"),
);
const all = (pattern, string) => [...string.matchAll(pattern)].map(([, found]) => found);

test("what a page loads is there, and every style sheet is loaded", async () => {
  const loaded = new Set();
  for (const page of files.filter((name) => name.endsWith(".html"))) {
    for (const path of all(/(?:href|src)="\/web\/([^"]+)"/g, await text(page))) {
      loaded.add(path);
      assert.ok(files.includes(path) || path.startsWith("samples/"), `${page}: ${path}`);
    }
  }
  for (const sheet of files.filter((name) => name.endsWith(".css"))) {
    assert.ok(loaded.has(sheet), `${sheet} is loaded by no page`);
  }
});

test("every icon has its symbol, and every symbol is some icon's", async () => {
  const page = await text("index.html");
  const used = all(/href="#i-(\w+)"/g, page);
  for (const module of files.filter((name) => name.endsWith(".js"))) {
    used.push(...all(/icon\("(\w+)"\)/g, await text(module)));
  }
  const symbols = all(/<symbol id="i-(\w+)"/g, page);
  assert.deepEqual([...new Set(used)].sort(), symbols.sort());
});

test("every custom property that a rule wants is set somewhere", async () => {
  const rules = await Promise.all(files.filter((name) => name.endsWith(".css")).map(text));
  const css = rules.join("\n");
  // These are set by the page's scripts.
  const set = new Set(all(/(--[a-z-]+):/g, css));
  assert.deepEqual([...new Set(all(/var\((--[a-z-]+)/g, css))].sort(), [...set].sort());
});

test("requests go out in one module", async () => {
  for (const module of files.filter((name) => name.endsWith(".js"))) {
    assert.equal(/\bfetch\(/.test(await text(module)), module === "api.js", module);
  }
});
