// Building nodes. Nothing on this page is ever parsed into the document: every node is made here.

/** An element; `on…` attributes are listeners, `true` is an empty attribute, `false` and `null` are left out. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A picture from the sprite in index.html; always decoration, so hidden from a screen reader. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Arrow keys, Home and End move the focus among `selector` in `list`; what is inside an item counts as the item. */
export function arrowKeys(list, selector) {
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    const item = event.target.closest(selector);
    if (!step || !item) return;
    event.preventDefault();
    const items = [...list.querySelectorAll(selector)];
    items[Math.min(items.length - 1, Math.max(0, items.indexOf(item) + step))].focus();
  });
}
