// Small helpers over the document. Text from outside enters as text only.

export function $(id) {
  return document.getElementById(id);
}

export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) {
      node[name] = value;
    } else {
      node.setAttribute(name, value);
    }
  }
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function show(node, shown) {
  node.hidden = !shown;
}

/** Fills the part of a range that is left of its thumb. */
export function fill(range) {
  const part = (range.value - range.min) / (range.max - range.min);
  range.style.setProperty("--part", `${100 * part}%`);
}

export function radios(name, listener) {
  for (const radio of document.querySelectorAll(`input[name="${name}"]`)) {
    radio.addEventListener("change", () => radio.checked && listener(radio.value));
  }
}

export function percent(part) {
  return `${Math.round(100 * part)} %`;
}
