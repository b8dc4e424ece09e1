// The people one can be: a column on a wide screen, a drawer on a phone.

import { arrowKeys, h } from './dom.js';
import { languageName, t } from './strings.js';

const COLOURS = 6;
const UNREAD = 'unread';
const narrow = matchMedia('(max-width: 760px)');
const [drawer, opener, scrim] = ['people', 'open-people', 'scrim'].map((id) => document.getElementById(id));
const unread = JSON.parse(sessionStorage.getItem(UNREAD) ?? '{}');

arrowKeys(document.getElementById('people-list'), 'a');
opener.addEventListener('click', () => openDrawer(true));
scrim.addEventListener('click', () => openDrawer(false));
document.getElementById('close-people').addEventListener('click', () => openDrawer(false));
drawer.addEventListener('keydown', (event) => event.key === 'Escape' && narrow.matches && openDrawer(false));
narrow.addEventListener('change', () => openDrawer(false));

/** On a phone: shows or hides the drawer, and takes the focus along. On a wide screen the column is always there. */
export function openDrawer(open) {
  const shown = narrow.matches && open;
  const held = drawer.contains(document.activeElement);
  drawer.classList.toggle('open', shown);
  drawer.inert = narrow.matches && !open;
  document.getElementById('chat').inert = shown;
  scrim.hidden = !shown;
  opener.setAttribute('aria-expanded', shown);
  if (shown) drawer.querySelector('[aria-current]')?.focus();
  else if (narrow.matches && held) opener.focus();
}

/** Draws the list; `current` is the id of the person being played. */
export function drawPeople(people, current) {
  const focused = drawer.contains(document.activeElement) ? document.activeElement.hash : null;
  document.getElementById('people-list').replaceChildren(...people.map((person) => h('li', {}, row(person, current))));
  if (focused) drawer.querySelector(`a[href="${focused}"]`)?.focus();
  const others = people.filter(({ id }) => id !== current).reduce((sum, { id }) => sum + (unread[id] ?? 0), 0);
  opener.classList.toggle('has-news', others > 0);
  return others;
}

export function countUnread(id, number) {
  unread[id] = number === 0 ? 0 : (unread[id] ?? 0) + number;
  sessionStorage.setItem(UNREAD, JSON.stringify(unread));
}

export const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(' ');

export function avatar(name, id) {
  const initials = name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? '').join('').toUpperCase();
  return h('span', { class: `avatar colour-${id % COLOURS}`, 'aria-hidden': 'true' }, initials);
}

const about = ({ username, language_code: code }) =>
  [username && `@${username}`, code && languageName(code)].filter(Boolean).join(' · ');

function row(person, current) {
  const count = unread[person.id];
  return h('a', { class: 'person', href: `#${person.id}`, 'aria-current': person.id === current && 'true' },
    avatar(fullName(person), person.id),
    h('span', { class: 'person-about' }, h('b', {}, fullName(person)),
      h('small', {}, about(person))),
    count ? h('span', { class: 'badge' }, h('span', { 'aria-hidden': 'true' }, count), h('span', { class: 'sr' }, t('unread', { n: count }))) : null);
}
