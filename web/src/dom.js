// Small helpers over the document. Text from outside enters as text only.

/**
 * The element of that id, which is there and of that kind, or the page is broken.
 *
 * @overload
 * @param {string} id
 * @returns {HTMLElement}
 */
/**
 * @template {HTMLElement} T
 * @overload
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
/**
 * @param {string} id
 * @param {new () => HTMLElement} [kind]
 */
export function $(id, kind = HTMLElement) {
  const found = document.getElementById(id);
  if (found instanceof kind) {
    return found;
  }
  throw new Error(`The page has no ${kind.name} #${id}.`);
}

/**
 * The inputs of that name.
 *
 * @param {string} name
 */
export function named(name) {
  return /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll(`input[name="${name}"]`)
  );
}

/**
 * A new element: what it knows becomes a property, all else an attribute.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean>} [properties]
 * @param {...Node} children
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) {
      Object.assign(node, { [name]: value });
    } else {
      node.setAttribute(name, String(value));
    }
  }
  node.append(...children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {"svg" | "use" | "path"} tag
 * @param {Record<string, string>} attributes
 * @param {...Node} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/**
 * One of the symbols at the head of the page.
 *
 * @param {string} name
 */
export function icon(name) {
  return svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `#i-${name}` }));
}

/**
 * @param {HTMLElement} node
 * @param {boolean} shown
 */
export function show(node, shown) {
  node.hidden = !shown;
}

/**
 * Fills the part of a range that is left of its thumb.
 *
 * @param {HTMLInputElement} range
 */
export function fill(range) {
  const least = Number(range.min);
  const part = (range.valueAsNumber - least) / (Number(range.max) - least);
  range.style.setProperty("--part", `${100 * part}%`);
}

/**
 * @param {string} name
 * @param {(value: string) => void} listener
 */
export function radios(name, listener) {
  for (const radio of named(name)) {
    radio.addEventListener("change", () => radio.checked && listener(radio.value));
  }
}

/**
 * Where an event happened within a box, as parts of its sides.
 *
 * @param {PointerEvent} event
 * @param {Element} node
 */
export function placeIn(event, node) {
  const box = node.getBoundingClientRect();
  return {
    x: (event.clientX - box.left) / box.width,
    y: (event.clientY - box.top) / box.height,
  };
}
