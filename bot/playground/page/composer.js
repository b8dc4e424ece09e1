// Where the person writes: the text field, what it answers or changes, the bot's commands and its keyboard.

import { h, icon } from './dom.js';
import { label, t } from './strings.js';

const LIMIT = 4096;
const WARN_AT = 3800;

export class Composer {
  /** `on` has send({text, replyTo, editing}) → whether it went out, attach(anchor), key(button). */
  constructor(form, on) {
    const part = (name) => form.querySelector(`#${name}`);
    Object.assign(this, { form, on, text: part('text'), list: part('commands'), bar: part('bar'), count: part('count') });
    Object.assign(this, { keysButton: part('keys-button'), keys: part('keys'), commands: [], shown: [], context: {} });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.text.addEventListener('input', () => this.#changed());
    this.text.addEventListener('keydown', (event) => this.#key(event));
    this.text.addEventListener('blur', () => this.#offer([]));
    this.list.addEventListener('pointerdown', (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener('click', ({ target }) => this.#choose(target.closest('[role=option]')?.dataset.command));
    part('slash').addEventListener('click', () => this.#slash());
    part('attach').addEventListener('click', ({ currentTarget }) => on.attach(currentTarget));
    part('bar-close').addEventListener('click', () => this.leave());
    this.keysButton.addEventListener('click', () => this.#showKeys(this.keys.hidden));
  }

  /** Another person sits down: their draft, nothing of the former. */
  reset(person) {
    this.person = person;
    this.leave(sessionStorage.getItem(`draft:${person.id}`) ?? '');
    this.text.placeholder = t('message');
    for (const node of [this.text, this.list, this.keys]) node.lang = person.language_code ?? '';
  }

  setCommands(commands) {
    this.commands = commands;
  }

  /** The bot's reply keyboard as the Bot API has it, or null. */
  setKeyboard(markup) {
    const same = JSON.stringify(markup) === JSON.stringify(this.markup ?? null);
    if (same) return;
    this.markup = markup;
    const rows = markup?.keyboard ?? [];
    this.keys.replaceChildren(...rows.map((row) => h('div', { class: 'keys-row' }, ...row.map((key) => this.#replyKey(key)))));
    this.text.placeholder = markup?.input_field_placeholder || t('message');
    this.keysButton.hidden = rows.length === 0;
    this.#showKeys(rows.length > 0);
  }

  reply(message, author) {
    this.#enter({ replyTo: message.message_id }, 'reply', t('replyTo', { name: author }), message.plain);
  }

  edit(message) {
    this.kept = this.text.value;
    this.#enter({ editing: message.message_id }, 'edit', t('editing'), message.plain);
    this.write(message.plain);
  }

  /** Back to a plain new message, with `text` in the field. */
  leave(text = this.context.editing ? this.kept : this.text.value) {
    this.context = {};
    this.bar.hidden = true;
    label(this.form.querySelector('#send'), 'send');
    this.write(text);
  }

  write(text) {
    this.text.value = text;
    this.#changed();
  }

  /** As many lines as the text has; call also when the form comes into sight. */
  fit() {
    this.text.style.height = 'auto';
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  /** Takes the text out of the field, for a file's caption. */
  take() {
    const text = this.text.value.trim();
    this.leave('');
    return text;
  }

  #enter(context, picture, title, text) {
    this.context = context;
    this.bar.hidden = false;
    this.bar.querySelector('.bar-icon').replaceChildren(icon(picture));
    this.bar.querySelector('b').textContent = title;
    this.bar.querySelector('p > span').textContent = text;
    label(this.form.querySelector('#bar-close'), context.editing ? 'dropEdit' : 'dropReply');
    label(this.form.querySelector('#send'), context.editing ? 'save' : 'send');
    this.text.focus();
  }

  async #submit(text = this.text.value.trim()) {
    if (!text) return;
    const { context, kept } = this;
    this.leave(context.editing ? kept : '');
    this.text.focus();
    if (await this.on.send({ text, ...context })) return;
    if (!this.text.value) this.write(text); // it did not go out: nothing written is lost
  }

  #changed() {
    const { value } = this.text;
    if (!this.context.editing) sessionStorage.setItem(`draft:${this.person.id}`, value);
    this.fit();
    const { length } = value;
    this.count.hidden = length < WARN_AT;
    this.count.textContent = length > LIMIT ? t('parts', { n: Math.ceil(length / LIMIT) }) : t('left', { n: LIMIT - length });
    const typed = value.match(/^\/(\w*)$/)?.[1].toLowerCase();
    this.#offer(typed === undefined ? [] : this.commands.filter(({ command }) => command.startsWith(typed)));
  }

  #slash() {
    const open = this.list.hidden;
    this.text.focus();
    if (open) this.#offer(this.commands);
    else this.#offer([]);
  }

  #offer(commands) {
    if (commands.length === this.shown.length && commands.every((item, index) => item === this.shown[index])) return;
    this.shown = commands;
    this.list.hidden = commands.length === 0;
    this.list.replaceChildren(...commands.map(({ command, description }, index) =>
      h('li', { role: 'option', id: `command-${index}`, 'data-command': command }, h('b', {}, `/${command}`), ' ', description)));
    document.getElementById('heard').textContent = commands.length ? t('commandsFound', { n: commands.length }) : '';
    this.form.querySelector('#slash').setAttribute('aria-expanded', commands.length > 0);
    this.#activate(0);
  }

  #activate(index) {
    this.active = (index + this.shown.length) % this.shown.length;
    [...this.list.children].forEach((option, at) => option.setAttribute('aria-selected', at === this.active));
    const option = this.list.children[this.active];
    option?.scrollIntoView({ block: 'nearest' });
    if (option) this.text.setAttribute('aria-activedescendant', option.id);
    else this.text.removeAttribute('aria-activedescendant');
  }

  #choose(command) {
    if (!command) return;
    this.#offer([]);
    this.write('');
    this.#submit(`/${command}`);
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const sends = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    if (this.shown.length && step) this.#activate(this.active + step);
    else if (this.shown.length && sends) this.#choose(this.shown[this.active].command);
    else if (this.shown.length && event.key === 'Tab' && !event.shiftKey) this.write(`/${this.shown[this.active].command} `);
    else if (this.shown.length && event.key === 'Escape') this.#offer([]);
    else if (event.key === 'Escape' && !this.bar.hidden) this.leave();
    else if (event.key === 'ArrowUp' && !this.text.value) this.on.editLast();
    else if (sends) this.#submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #replyKey(key) {
    const spec = typeof key === 'string' ? { text: key } : key;
    const press = () => {
      this.on.key(spec);
      if (this.markup.one_time_keyboard) this.#showKeys(false);
    };
    return h('button', { type: 'button', class: 'key', onclick: press }, spec.text);
  }

  #showKeys(open) {
    this.keys.hidden = !open;
    this.keysButton.setAttribute('aria-expanded', open);
    label(this.keysButton, open ? 'keyboardHide' : 'keyboardShow');
  }
}
