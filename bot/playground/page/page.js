// The playground's page: whose chat is open, what its server says, what the person does.

import * as api from './api.js';
import { Chat } from './chat.js';
import { Composer } from './composer.js';
import { h } from './dom.js';
import { ask, openMenu, toast } from './overlays.js';
import { avatar, countUnread, drawPeople, fullName, openDrawer } from './people.js';
import { sampleSticker, sampleVoice } from './samples.js';
import { speak, t } from './strings.js';

const ANSWER_MS = 15_000;
const TYPING_MS = 5000;
const MOST_BACKGROUND_STREAMS = 3; // a browser opens six connections to one host
const byId = (id) => document.getElementById(id);

let bot = {};
let people = [];
let person = null;
let stopListening = () => {};
let typingTimer;
let early = null; // events that came while the chat was being fetched
let refreshes = 0;
let watching = false;
let background = []; // what ends the streams of the people who are not on screen
const waiting = new Map(); // query id → {node, timer} of a pressed button that the bot has not answered
const answered = new Set(); // query ids whose answer came before the press returned

const chat = new Chat(byId('scroller'), byId('log'), byId('to-end'), {
  key: pressKey, command: (text) => attempt(api.send(person.id, text)), link: followLink, menu: messageMenu,
});
const composer = new Composer(byId('composer'), {
  send: sendText, attach: attachMenu, key: replyKey, editLast: () => chat.lastOwn() && composer.edit(chat.lastOwn()),
});

/** Waits for a request; its error becomes a toast. Returns the answer, or null. */
async function attempt(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(error instanceof TypeError ? t('away') : error.message); // fetch's own error says only "Failed to fetch"
    return null;
  }
}

// ---- whose chat

function open(id) {
  person = people.find((one) => one.id === id) ?? people[0];
  countUnread(person.id, 0);
  speak(person.language_code);
  chat.reset(person, bot.first_name);
  composer.setKeyboard(null);
  composer.reset(person);
  showTyping(false);
  follow();
  watchOthers();
}

function follow() {
  stopListening();
  early = [];
  stopListening = api.listen(person.id, {
    opened: refresh,
    lost: () => {
      byId('away').hidden = false;
    },
    event: (event) => (early ? early.push(event) : happened(event)),
  });
}

/** Fetches the whole chat. Events wait meanwhile: what is fetched may be older than they are. */
async function refresh() {
  early ??= [];
  refreshes += 1;
  const mine = refreshes;
  const fresh = await attempt(Promise.all([api.state(), api.chat(person.id)]));
  if (mine !== refreshes) return; // a later one is on its way, perhaps for another person
  if (fresh) show(...fresh);
  const events = early;
  early = null;
  events.forEach(happened);
}

function show(state, mine) {
  byId('away').hidden = true;
  people = state.people;
  person = people.find(({ id }) => id === person.id) ?? person;
  bot = { ...state.bot, ...mine.bot, first_name: mine.bot.name || state.bot.first_name };
  chat.botName = bot.first_name;
  composer.setCommands(mine.commands);
  composer.setKeyboard(mine.reply_keyboard);
  chat.load(mine.messages);
  draw();
}

function draw() {
  const held = document.activeElement;
  const others = drawPeople(people, person.id);
  byId('bot-avatar').replaceChildren(avatar(bot.first_name, bot.id));
  byId('bot-name').textContent = bot.first_name;
  byId('chat').setAttribute('aria-label', t('chatWith', { name: bot.first_name }));
  byId('about-text').textContent = bot.description || t('noAbout');
  byId('about-text').lang = person.language_code;
  const empty = chat.messages.size === 0;
  byId('about').hidden = !empty;
  byId('start').hidden = !empty || person.blocked;
  byId('unblock').hidden = !person.blocked;
  byId('composer').hidden = empty || person.blocked;
  composer.fit();
  if (held.matches('.wide') && held.hidden) byId(person.blocked ? 'unblock' : 'text').focus();
  document.title = `${others ? `(${others}) ` : ''}${fullName(person)} · ${bot.first_name}`;
  showTyping(false);
}

/** Counts what the others are sent. One of the open tabs does it, so that streams do not use up the connections. */
function watchOthers() {
  if (!watching) return;
  for (const stop of background) stop();
  const others = people.filter(({ id }) => id !== person.id).slice(0, MOST_BACKGROUND_STREAMS);
  background = others.map(({ id }) => api.listen(id, {
    event: ({ type, message }) => {
      if (type !== 'message' || message.from !== 'bot') return;
      countUnread(id, 1);
      draw();
    },
  }));
}

// ---- what the server says

function happened(event) {
  if (event.type === 'message' || event.type === 'edit') chat.put(event.message);
  if (event.type === 'message' && event.message.from === 'bot') showTyping(false);
  if (event.type === 'delete') chat.remove(event.message_id);
  if (event.type === 'typing') showTyping(true);
  if (event.type === 'answer') answer(event);
  if (event.type === 'commands') refresh();
  if (event.type === 'message' || event.type === 'delete') draw();
}

function showTyping(on) {
  clearTimeout(typingTimer);
  if (on) typingTimer = setTimeout(showTyping, TYPING_MS, false);
  byId('bot-status').textContent = t(on ? 'typing' : person.blocked ? 'blockedState' : 'bot');
  byId('bot-status').classList.toggle('typing', on);
}

async function answer({ query_id: query, text, alert, url }) {
  if (!settle(query)) answered.add(query);
  if (url) followLink(url.includes('://') ? url : `https://${url}`); // Telegram allows only links to the bot here
  if (text && alert) await ask({ title: bot.first_name, text, actions: [['ok', t('ok')]] });
  else if (text) toast(text);
}

// ---- what the person does

async function pressKey(message, row, column, node) {
  if (node.dataset.kind === 'other') return toast(t('otherButton'));
  if (node.ariaBusy === 'true') return null;
  node.ariaBusy = 'true';
  const pressed = await attempt(api.press(person.id, message.message_id, row, column));
  if (!pressed || answered.delete(pressed.query_id)) return node.removeAttribute('aria-busy');
  const timer = setTimeout(() => settle(pressed.query_id) && toast(t('silent')), ANSWER_MS);
  return waiting.set(pressed.query_id, { node, timer });
}

/** Ends the waiting of a pressed button; false when this tab waits for no such answer. */
function settle(query) {
  const pressed = waiting.get(query);
  if (!pressed) return false;
  clearTimeout(pressed.timer);
  pressed.node.removeAttribute('aria-busy');
  return waiting.delete(query);
}

/** Follows a deep link to this bot; false for any other address, which the browser opens. */
function followLink(href) {
  const url = new URL(href);
  const toBot = url.protocol === 'tg:' ? url.searchParams.get('domain')
    : ['t.me', 'telegram.me'].includes(url.hostname) && url.pathname.slice(1);
  if (!toBot || toBot.toLowerCase() !== bot.username.toLowerCase() || !url.searchParams.has('start')) return false;
  begin(url.searchParams.get('start'));
  return true;
}

async function begin(parameter) {
  if (await attempt(api.start(person.id, parameter)) && person.blocked) await refresh(); // a start unblocks
}

async function sendText({ text, replyTo, editing }) {
  const sent = editing ? api.edit(person.id, editing, text) : api.send(person.id, text, replyTo);
  return Boolean(await attempt(sent));
}

function messageMenu(message, anchor) {
  const own = message.from !== 'bot';
  const items = [
    { name: t('reply'), icon: 'reply', act: () => composer.reply(message, chat.author(message.message_id)) },
    own && message.plain && { name: t('edit'), icon: 'edit', act: () => composer.edit(message) },
    own && !message.file && { name: t('forward'), icon: 'forward', act: () => attempt(api.send(person.id, message.plain, null, true)) },
    message.plain && { name: t('copy'), icon: 'copy', act: () => copy(message.plain) },
  ];
  openMenu(anchor, items.filter(Boolean));
}

async function copy(text) {
  await attempt(navigator.clipboard.writeText(text));
  toast(t('copied'));
}

function attachMenu(anchor) {
  const item = (kind, act, name = kind) => ({ name: t(name), icon: kind, act });
  openMenu(anchor, [
    item('photo', () => byId('photos').click()),
    item('document', () => byId('files').click()),
    item('voice', () => upload('voice', [sampleVoice()]), 'voiceSample'),
    item('sticker', async () => upload('sticker', [await sampleSticker()]), 'stickerSample'),
    item('contact', () => upload('contact', []), 'myContact'),
    item('location', () => upload('location', []), 'myLocation'),
  ]);
}

function upload(kind, files) {
  const withCaption = kind === 'photo' || kind === 'document';
  return attempt(api.upload(person.id, kind, withCaption ? composer.take() : '', files));
}

function replyKey(key) {
  if (key.request_contact) upload('contact', []);
  else if (key.request_location) upload('location', []);
  else attempt(api.send(person.id, key.text));
}

function chatMenu() {
  openMenu(byId('chat-menu'), [
    { name: t('deepLink'), icon: 'link', act: askDeepLink },
    { name: t(person.blocked ? 'unblock' : 'block'), icon: 'block', act: () => setBlocked(!person.blocked) },
    { name: t('clear'), icon: 'clear', danger: true, act: clearChat },
  ]);
}

async function askDeepLink() {
  const rule = { id: 'parameter', pattern: '[A-Za-z0-9_\\-]{1,64}', required: true, autocomplete: 'off', title: t('parameterRule') };
  const input = h('input', { ...rule, 'aria-describedby': 'parameter-rule' });
  const content = h('label', {}, h('b', {}, t('parameter')), input, h('small', { id: 'parameter-rule' }, t('parameterRule')));
  const text = t('deepLinkHint', { bot: bot.username });
  const chosen = await ask({
    title: t('deepLinkTitle'), text, content, role: 'dialog', actions: [['', t('cancel')], ['open', t('open')]],
  });
  if (chosen) begin(input.value);
}

async function setBlocked(blocked) {
  if (await attempt(api.block(person.id, blocked))) await refresh();
}

async function clearChat() {
  const actions = [['', t('cancel')], ['clear', t('clear')]];
  if (!(await ask({ title: t('clearTitle'), text: t('clearText'), actions }))) return;
  if (await attempt(api.clear(person.id))) await refresh();
}

// ---- the beginning

byId('skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address says who one is, not where
  ['text', 'start', 'unblock'].map(byId).find((node) => node.checkVisibility()).focus();
});
byId('start').addEventListener('click', () => begin(''));
byId('unblock').addEventListener('click', () => setBlocked(false));
byId('chat-menu').addEventListener('click', chatMenu);
for (const [id, kind] of [['photos', 'photo'], ['files', 'document']]) {
  byId(id).addEventListener('change', async ({ target }) => {
    await upload(kind, [...target.files]);
    target.value = '';
  });
}
window.addEventListener('hashchange', () => {
  open(Number(location.hash.slice(1)));
  openDrawer(false);
});

async function begins() {
  try {
    ({ bot, people } = await api.state());
  } catch {
    byId('away').hidden = false;
    setTimeout(begins, ANSWER_MS / 10);
    return;
  }
  open(Number(location.hash.slice(1)));
  openDrawer(false);
  navigator.locks?.request('playground-others', () => {
    watching = true;
    watchOthers();
    return new Promise(() => {});
  });
}

speak(navigator.language);
begins();
