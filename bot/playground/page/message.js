// One message as nodes. Nothing here listens: chat.js hears every press on the log.

import { h, icon } from './dom.js';
import { richText } from './html.js';
import { clock, fileSize, t } from './strings.js';

/** The article of a message. `names` are {own, bot, quoted}; `lang` is the language the person reads. */
export function messageNode(message, names, lang) {
  const own = message.from !== 'bot';
  const html = message.caption_html || message.html;
  const keyboard = message.inline_keyboard?.length ? message.inline_keyboard : null;
  const classes = ['msg', own ? 'own' : 'bot', keyboard && 'has-keys', message.file && `file-${message.file.kind}`];
  const actions = { type: 'button', class: 'actions round', tabindex: -1, 'aria-haspopup': 'menu', id: `a${message.message_id}` };
  return h('article',
    { class: classes.filter(Boolean).join(' '), id: `m${message.message_id}`, tabindex: -1, 'data-album': message.album },
    h('div', { class: 'bubble' },
      h('span', { class: 'sr' }, `${own ? names.own : names.bot}: `),
      message.forwarded && h('p', { class: 'forwarded' }, icon('forward'), t('forwarded')),
      message.reply_to && quote(message.reply_to, names.quoted, lang),
      message.file && attachment(message.file),
      html && h('div', { class: 'text', lang, dir: 'auto' }, richText(html)),
      h('p', { class: 'meta' }, message.edited && h('span', {}, t('edited')), ' ',
        h('time', { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date))),
      h('button', { ...actions, 'aria-label': t('actions'), title: t('actions') }, icon('more'))),
    keyboard && keys(keyboard, message.message_id, lang));
}

function quote(reply, name, lang) {
  return h('button', { type: 'button', class: 'quote', 'data-to': reply.message_id },
    h('b', {}, name), h('span', { lang, dir: 'auto' }, reply.plain));
}

function attachment(file) {
  const url = file.url?.startsWith('/') ? file.url : null;
  const name = file.name || t(file.kind);
  if (url && file.mime?.startsWith('image/') && ['photo', 'sticker', 'animation'].includes(file.kind)) {
    return h('a', { class: 'picture', href: url, target: '_blank', rel: 'noopener' }, h('img', { src: url, alt: name }));
  }
  const size = file.size ? fileSize(file.size) : '';
  const detail = file.name && file.kind !== 'document' ? [t(file.kind), size].filter(Boolean).join(' · ') : size;
  const body = [
    h('span', { class: 'file-icon' }, icon(file.kind)),
    h('span', { class: 'file-about' }, h('b', {}, name), detail && h('small', {}, detail)),
  ];
  const download = { class: 'file', href: url, download: file.name || true, 'aria-label': `${t('download', { name })}, ${size}` };
  return url ? h('a', download, ...body) : h('div', { class: 'file' }, ...body);
}

function keys(rows, messageId, lang) {
  return h('div', { class: 'keys', role: 'group', 'aria-label': t('buttons'), lang },
    ...rows.map((row, rowIndex) => h('div', { class: 'keys-row' },
      ...row.map((key, column) => inlineKey(key, { id: `k${messageId}-${rowIndex}-${column}`, class: 'key' })))));
}

function inlineKey(key, attributes) {
  if (key.kind !== 'url') {
    return h('button', { ...attributes, type: 'button', 'data-kind': key.kind }, h('span', { class: 'key-text' }, key.text));
  }
  return h('a', { ...attributes, href: /^(https?|tg|mailto):/i.test(key.url) && key.url, target: '_blank', rel: 'noopener' },
    h('span', { class: 'key-text' }, key.text), h('span', { class: 'outside', 'aria-hidden': 'true' }, '↗'),
    h('span', { class: 'sr' }, `, ${t('newTab')}`));
}
