// The log of one person's chat: messages appear, change and go in place, and the end stays in sight.

import { arrowKeys, h } from './dom.js';
import { foldQuotations, toggled } from './html.js';
import { messageNode } from './message.js';
import { day, t } from './strings.js';

const NEAR_END_PX = 80;

export class Chat {
  /** `on` has the answers to presses: key(message, row, column, node), command(text), link(href), menu(message, anchor). */
  constructor(scroller, log, toEnd, on) {
    Object.assign(this, { scroller, log, toEnd, on, messages: new Map(), atEnd: true, top: 0 });
    arrowKeys(log, '.msg');
    log.addEventListener('click', (event) => this.#pressed(event));
    log.addEventListener('keydown', (event) => this.#key(event));
    log.addEventListener('contextmenu', (event) => this.#contextMenu(event));
    log.addEventListener('focusin', ({ target }) => target.closest('.msg') && this.#rove(target.closest('.msg')));
    scroller.addEventListener('scroll', () => this.#look());
    toEnd.addEventListener('click', () => this.#scrollToEnd());
    new ResizeObserver(() => this.atEnd && this.#scrollToEnd()).observe(log);
    new ResizeObserver(() => this.atEnd && this.#scrollToEnd()).observe(scroller);
  }

  /** Another person's chat: nothing of the former stays. */
  reset(person, botName) {
    this.log.replaceChildren();
    this.messages.clear();
    this.atEnd = true;
    Object.assign(this, { person, botName });
  }

  /** The whole chat as the server knows it. What is the same stays as it is, with its focus and open quotations. */
  load(messages) {
    const known = new Set(messages.map((message) => message.message_id));
    this.log.setAttribute('aria-busy', 'true'); // an old conversation is not news to a screen reader
    for (const id of [...this.messages.keys()]) if (!known.has(id)) this.remove(id);
    for (const message of messages) this.put(message);
    this.log.removeAttribute('aria-busy');
    if (this.atEnd) this.#scrollToEnd();
  }

  /** A new message goes to the end, a known one is replaced where it stands. */
  put(message) {
    const before = this.messages.get(message.message_id);
    if (before && JSON.stringify(before) === JSON.stringify(message)) return;
    this.messages.set(message.message_id, message);
    const names = { own: t('you'), bot: this.botName, quoted: this.author(message.reply_to?.message_id) };
    const node = messageNode(message, names, this.person.language_code);
    if (before) this.#replace(document.getElementById(node.id), node);
    else this.#append(message, node);
    foldQuotations(node);
    if (!before && message.from !== 'bot') this.#scrollToEnd();
  }

  remove(id) {
    this.messages.delete(id);
    const node = document.getElementById(`m${id}`);
    const next = node?.nextElementSibling ?? node?.previousElementSibling;
    if (node?.contains(document.activeElement)) next?.focus();
    node?.remove();
    this.log.querySelector('.album:empty')?.remove();
    for (const line of this.log.querySelectorAll('.day')) if (!line.nextElementSibling?.dataset.day) line.remove();
  }

  author(id) {
    return this.messages.get(id)?.from === 'bot' ? this.botName : this.person.first_name;
  }

  lastOwn() {
    return [...this.messages.values()].findLast((message) => message.from !== 'bot' && !message.file);
  }

  #append(message, node) {
    const last = this.log.lastElementChild;
    const date = day(message.date);
    if (last?.dataset.day !== date) this.log.append(h('p', { class: 'day' }, h('span', {}, date)));
    node.dataset.day = date;
    if (message.album && last?.dataset.album === message.album) albumOf(last).append(node);
    else this.log.append(node);
    if (!this.log.contains(document.activeElement)) this.#rove(node);
  }

  #replace(old, node) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    node.dataset.day = old.dataset.day;
    node.classList.add('changed');
    old.replaceWith(node);
    if (old.tabIndex === 0) this.#rove(node);
    if (focused) (document.getElementById(focused.id) ?? node).focus();
  }

  /** Only one message is a stop of the Tab key; the arrow keys walk over the others. */
  #rove(node) {
    for (const stop of this.log.querySelectorAll('.msg[tabindex="0"], .actions[tabindex="0"]')) stop.tabIndex = -1;
    node.tabIndex = 0;
    node.querySelector('.actions').tabIndex = 0;
  }

  #pressed(event) {
    const { target } = event;
    if (toggled(target)) return;
    const article = target.closest('.msg');
    const key = target.closest('button.key');
    const link = target.closest('a[href]:not(.file, .picture)');
    if (target.closest('.command')) this.on.command(target.textContent);
    else if (link && this.on.link(link.href)) event.preventDefault();
    else if (target.closest('.quote')) this.#show(target.closest('.quote').dataset.to);
    else if (target.closest('.actions')) this.on.menu(this.#message(article), target.closest('.actions'));
    else if (key) this.on.key(this.#message(article), ...key.id.split('-').slice(1).map(Number), key);
  }

  #key(event) {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    if (event.target.matches('.msg')) this.on.menu(this.#message(event.target), event.target.querySelector('.actions'));
    else if (!event.target.matches('.spoiler') || !toggled(event.target)) return;
    event.preventDefault();
  }

  #contextMenu(event) {
    const article = event.target.closest('.msg');
    if (!article || event.target.closest('a, .key') || !getSelection().isCollapsed) return;
    event.preventDefault();
    this.on.menu(this.#message(article), article.querySelector('.actions'));
  }

  #message(article) {
    return this.messages.get(Number(article.id.slice(1)));
  }

  #show(id) {
    const node = document.getElementById(`m${id}`);
    node?.scrollIntoView({ block: 'center' });
    node?.focus({ preventScroll: true });
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.atEnd = true;
    else if (scrollTop < this.top) this.atEnd = false; // only the person leaves the end, not a picture that grows
    this.top = scrollTop;
    this.toEnd.hidden = this.atEnd;
  }

  #scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#look();
  }
}

/** The grid that holds the messages of one album, made around its first message. */
function albumOf(last) {
  if (last.matches('.album')) return last;
  const { album, day: date } = last.dataset;
  const own = last.matches('.own') ? 'own' : 'bot';
  const grid = h('div', { class: `album ${own}`, 'data-album': album, 'data-day': date });
  last.replaceWith(grid);
  grid.append(last);
  return grid;
}
