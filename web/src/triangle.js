// Three shares as a place in an equilateral triangle, in parts of its box.

/** @typedef {{ x: number, y: number }} Place */

const CORNERS = [
  { x: 0.5, y: 0 },
  { x: 0, y: 1 },
  { x: 1, y: 1 },
];

/**
 * Where these shares are.
 *
 * @param {number[]} shares
 * @returns {Place}
 */
export function placeOf(shares) {
  /** @param {"x" | "y"} axis */
  const at = (axis) => CORNERS.reduce((sum, corner, i) => sum + (shares[i] ?? 0) * corner[axis], 0);
  return { x: at("x"), y: at("y") };
}

/**
 * The shares at a place: barycentric coordinates, of the nearest sensible point inside.
 *
 * @param {Place} place
 */
export function sharesAt({ x, y }) {
  const second = (y - (x - 0.5) * 2) / 2;
  const third = (y + (x - 0.5) * 2) / 2;
  const raw = [1 - y, second, third].map((value) => Math.max(0, value));
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}
