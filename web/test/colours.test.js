import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const sheet = await readFile(new URL("../src/style/tokens.css", import.meta.url), "utf8");
const [light, dark] = sheet.split("@media (prefers-color-scheme: dark)").map(colours);

function colours(css) {
  return Object.fromEntries(
    [...css.matchAll(/--([a-z-]+): #([0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

/** As WCAG 2 defines it. */
function luminance(hex) {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

const TEXT_ON = {
  paper: ["ink", "muted", "accent", "danger"],
  surface: ["ink", "muted", "accent", "danger"],
  well: ["muted"],
  "accent-soft": ["accent"],
  accent: ["on-ink"],
  ink: ["paper"],
};

test("text is readable on whatever is behind it, in light and dark", () => {
  for (const scheme of [light, dark]) {
    for (const [ground, texts] of Object.entries(TEXT_ON)) {
      for (const text of texts) {
        const found = contrast(scheme[text], scheme[ground]);
        assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
      }
    }
    // Edges of controls are no text.
    assert.ok(contrast(scheme.control, scheme.surface) >= 3);
  }
});

test("dark has every colour that light has", () => {
  assert.deepEqual(Object.keys(dark).sort(), Object.keys(light).sort());
});
