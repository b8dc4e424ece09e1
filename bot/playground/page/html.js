// The bot's formatted text: read in an inert document, then built anew from an allow-list.

import { h } from './dom.js';
import { t } from './strings.js';

const PLAIN = new Set(['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'del', 'strike', 'code', 'pre']);
const SAFE_LINK = /^(https?:|mailto:|tel:|tg:)/i;
const COMMAND = /^\/[a-z0-9_]{1,64}(@\w+)?$/i;

/** A fragment with what Telegram allows in a message; any other element leaves only its text. */
export function richText(html) {
  const fragment = document.createDocumentFragment();
  fragment.append(...copies(new DOMParser().parseFromString(html, 'text/html').body));
  return fragment;
}

function copies(source) {
  return [...source.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [words(node)];
    return node.nodeType === Node.ELEMENT_NODE ? allowed(node) : [];
  });
}

/** A line break beside a block is the block's own: left in, it would show as an empty line. */
function words(node) {
  const after = node.previousElementSibling === node.previousSibling && node.previousSibling?.matches('blockquote, pre');
  const before = node.nextElementSibling === node.nextSibling && node.nextSibling?.matches('blockquote, pre');
  return node.data.slice(after && node.data.startsWith('\n') ? 1 : 0, before && node.data.endsWith('\n') ? -1 : undefined);
}

function allowed(node) {
  const tag = node.localName;
  if (tag === 'br') return ['\n'];
  if (tag === 'script' || tag === 'style') return [];
  if (tag === 'a') return link(node);
  if (PLAIN.has(tag)) return [h(tag, {}, ...copies(node))];
  if (tag === 'blockquote') return [quotation(node)];
  if (tag === 'tg-spoiler' || node.classList.contains('tg-spoiler')) {
    const attributes = { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': t('spoiler') };
    return [h('span', attributes, h('span', { 'aria-hidden': 'true', inert: true }, ...copies(node)))];
  }
  return copies(node);
}

function link(node) {
  const text = node.textContent;
  const href = node.getAttribute('href') ?? '';
  if (SAFE_LINK.test(href)) return [h('a', { href, target: '_blank', rel: 'noopener' }, ...copies(node))];
  return COMMAND.test(text) ? [h('button', { type: 'button', class: 'command' }, text)] : copies(node);
}

function quotation(node) {
  const expandable = node.hasAttribute('expandable');
  return h('blockquote', { class: expandable && 'long' }, h('div', {}, ...copies(node)));
}

/** Gives every expandable quotation that does not fit three lines its button; call when `root` is in the page. */
export function foldQuotations(root) {
  for (const quote of root.querySelectorAll('blockquote.long')) {
    if (quote.firstChild.scrollHeight <= quote.firstChild.clientHeight + 1) continue;
    quote.append(h('button', { type: 'button', class: 'fold', 'aria-expanded': 'false' }, t('more')));
  }
}

/** A press on a spoiler or on a quotation's button; true when it was one. */
export function toggled(target) {
  const spoiler = target.closest('.spoiler:not(.shown)');
  const fold = target.closest('.fold');
  if (spoiler) {
    spoiler.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) spoiler.removeAttribute(name);
    for (const name of ['inert', 'aria-hidden']) spoiler.firstChild.removeAttribute(name);
  } else if (fold) {
    const open = fold.parentElement.classList.toggle('open');
    fold.setAttribute('aria-expanded', open);
    fold.textContent = t(open ? 'less' : 'more');
  }
  return Boolean(spoiler || fold);
}
