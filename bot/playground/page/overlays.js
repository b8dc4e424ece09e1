// What lies over the page: toasts, dialogs and menus.

import { arrowKeys, h, icon } from './dom.js';
import { t } from './strings.js';

const TOAST_MS = 4500;
let toastTimer;

/** A sentence that goes away by itself; the node is a live region, so a screen reader says it. */
export function toast(text) {
  const node = document.getElementById('toast');
  node.textContent = text;
  node.classList.add('shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => node.classList.remove('shown'), TOAST_MS);
}

/**
 * A modal dialog. `actions` are [value, text] pairs, the main one last; an empty value only closes. Resolves to the
 * chosen value, or to null. The focus stays inside and then returns to where it was.
 */
export function ask({ title, text, content = null, actions, role = 'alertdialog' }) {
  const back = document.activeElement;
  const buttons = actions.map(([value, name]) => (value
    ? h('button', { value, class: 'main' }, name)
    : h('button', { type: 'button', onclick: () => dialog.close() }, name))); // so that Enter never means this one
  const attributes = { role, class: 'dialog', 'aria-modal': 'true', 'aria-describedby': 'dialog-text' };
  const named = title ? { 'aria-labelledby': 'dialog-title' } : { 'aria-label': document.title };
  const dialog = h('dialog', { ...attributes, ...named },
    h('form', { method: 'dialog' },
      title && h('h2', { id: 'dialog-title' }, title),
      h('p', { id: 'dialog-text' }, text),
      content,
      h('div', { class: 'dialog-actions' }, ...buttons)));
  dialog.addEventListener('keydown', (event) => event.key === 'Tab' && keepFocus(dialog, event));
  document.body.append(dialog);
  dialog.showModal();
  (content?.querySelector('input') ?? buttons.at(-1)).focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      // The browser gives the focus back, unless an edit has replaced the button meanwhile.
      const place = document.getElementById(back.id) ?? document.getElementById('text');
      if (document.activeElement === document.body) place.focus();
      resolve(dialog.returnValue || null);
    });
  });
}

function keepFocus(dialog, event) {
  const stops = [...dialog.querySelectorAll('input, button, a[href]')];
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to.focus();
}

/** A menu beside `anchor`. `items` are {name, icon, act, danger}; Escape and a press elsewhere close it. */
export function openMenu(anchor, items) {
  const close = (refocus) => {
    if (!menu.isConnected) return;
    menu.remove();
    anchor.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    if (refocus) anchor.focus();
  };
  const outside = (event) => menu.contains(event.target) || close(false);
  const choose = (act) => () => {
    close(true);
    act();
  };
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': anchor.getAttribute('aria-label') },
    ...items.map((item) => h('button',
      { type: 'button', role: 'menuitem', tabindex: -1, class: item.danger && 'danger', onclick: choose(item.act) },
      icon(item.icon), item.name)));
  arrowKeys(menu, '[role=menuitem]');
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  });
  document.addEventListener('pointerdown', outside, true);
  document.body.append(menu);
  anchor.setAttribute('aria-expanded', 'true');
  placeBeside(menu, anchor.getBoundingClientRect());
  menu.firstChild.focus();
}

function placeBeside(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const left = anchor.left + width + 8 > innerWidth ? anchor.right - width : anchor.left;
  const top = anchor.bottom + height + 8 > innerHeight ? anchor.top - height - 4 : anchor.bottom + 4;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${Math.max(8, top)}px`;
}
