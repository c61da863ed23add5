// What is remembered until the tab is closed. Where a browser forbids that, until the page is left.

/** @type {Map<string, string>} */
const held = new Map();

/**
 * @param {string} key
 * @param {string} value
 */
export function remember(key, value) {
  held.set(key, value);
  try {
    sessionStorage.setItem(key, value);
  } catch {}
}

/** @param {string} key */
export function remembered(key) {
  try {
    return sessionStorage.getItem(key) ?? held.get(key) ?? null;
  } catch {
    return held.get(key) ?? null;
  }
}
