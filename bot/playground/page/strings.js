// The page's own words, in the language of the person who is being played. The bot's words are never here.

const TABLE = {
  en: {
    people: 'People',
    peopleHint: 'Choose whom to be. Everyone has a chat of their own with the bot.',
    chatWith: 'Chat with {name}',
    messages: 'Messages',
    you: 'You',
    bot: 'bot',
    typing: 'typing…',
    blockedState: 'you have blocked this bot',
    skip: 'Skip to the message field',
    openPeople: 'Show people',
    closePeople: 'Close the list of people',
    chatMenu: 'More actions',
    deepLink: 'Open a deep link…',
    deepLinkTitle: 'Open a deep link',
    deepLinkHint: 'Opens t.me/{bot}?start=… as if the person had followed the link.',
    parameter: 'Parameter after ?start=',
    parameterRule: 'Up to 64 Latin letters, digits, “_” and “-”.',
    open: 'Open',
    cancel: 'Cancel',
    ok: 'OK',
    block: 'Block the bot',
    unblock: 'Unblock the bot',
    clear: 'Clear the chat',
    clearTitle: 'Clear this chat?',
    clearText: 'The messages disappear from this page only. The bot does not notice.',
    about: 'What can this bot do?',
    noAbout: 'The bot has not told about itself yet.',
    start: 'Start',
    message: 'Message',
    send: 'Send',
    save: 'Save the change',
    attach: 'Attach',
    commands: 'Commands',
    commandsFound: { one: '{n} command', other: '{n} commands' },
    keyboardShow: 'Show the bot’s keyboard',
    keyboardHide: 'Hide the bot’s keyboard',
    keyboard: 'The bot’s keyboard',
    photo: 'Photos',
    document: 'File',
    voice: 'Voice message',
    voiceSample: 'Voice message (sample)',
    video: 'Video',
    sticker: 'Sticker',
    stickerSample: 'Sticker (sample)',
    contact: 'Contact',
    myContact: 'My contact',
    location: 'Location',
    myLocation: 'My location',
    audio: 'Audio',
    animation: 'Animation',
    download: 'Download {name}',
    actions: 'Message actions',
    reply: 'Reply',
    replyTo: 'Reply to {name}',
    edit: 'Edit',
    editing: 'Editing',
    copy: 'Copy the text',
    copied: 'Copied',
    forward: 'Forward to the bot',
    forwarded: 'Forwarded message',
    edited: 'edited',
    dropReply: 'Cancel the reply',
    dropEdit: 'Cancel the change',
    buttons: 'Buttons under the message',
    newTab: 'opens in a new tab',
    spoiler: 'Hidden text, press to show',
    more: 'Show more',
    less: 'Show less',
    toEnd: 'To the latest message',
    unread: { one: '{n} unread message', other: '{n} unread messages' },
    left: { one: '{n} character left', other: '{n} characters left' },
    parts: { one: 'goes out as {n} message', other: 'goes out as {n} messages' },
    silent: 'The bot did not answer this button within 15 seconds.',
    otherButton: 'Buttons of this kind work only in Telegram itself.',
    away: 'The playground does not answer. Trying again…',
    today: 'Today',
    yesterday: 'Yesterday',
    bytes: ['B', 'KB', 'MB'],
  },
  ru: {
    people: 'Люди',
    peopleHint: 'Выберите, от чьего имени писать. У каждого свой чат с ботом.',
    chatWith: 'Чат с ботом «{name}»',
    messages: 'Сообщения',
    you: 'Вы',
    bot: 'бот',
    typing: 'печатает…',
    blockedState: 'вы заблокировали этого бота',
    skip: 'Перейти к полю сообщения',
    openPeople: 'Показать людей',
    closePeople: 'Закрыть список людей',
    chatMenu: 'Другие действия',
    deepLink: 'Открыть ссылку с параметром…',
    deepLinkTitle: 'Ссылка с параметром',
    deepLinkHint: 'Открывает t.me/{bot}?start=… так, словно человек перешёл по ссылке.',
    parameter: 'Параметр после ?start=',
    parameterRule: 'До 64 знаков: латинские буквы, цифры, «_» и «-».',
    open: 'Открыть',
    cancel: 'Отмена',
    ok: 'Понятно',
    block: 'Заблокировать бота',
    unblock: 'Разблокировать бота',
    clear: 'Очистить чат',
    clearTitle: 'Очистить этот чат?',
    clearText: 'Сообщения исчезнут только на этой странице. Бот об этом не узнает.',
    about: 'Что умеет этот бот?',
    noAbout: 'Бот пока ничего о себе не рассказал.',
    start: 'Начать',
    message: 'Сообщение',
    send: 'Отправить',
    save: 'Сохранить изменение',
    attach: 'Прикрепить',
    commands: 'Команды',
    commandsFound: { one: '{n} команда', few: '{n} команды', many: '{n} команд', other: '{n} команды' },
    keyboardShow: 'Показать клавиатуру бота',
    keyboardHide: 'Скрыть клавиатуру бота',
    keyboard: 'Клавиатура бота',
    photo: 'Фотографии',
    document: 'Файл',
    voice: 'Голосовое сообщение',
    voiceSample: 'Голосовое сообщение (образец)',
    video: 'Видео',
    sticker: 'Стикер',
    stickerSample: 'Стикер (образец)',
    contact: 'Контакт',
    myContact: 'Мой контакт',
    location: 'Местоположение',
    myLocation: 'Моё местоположение',
    audio: 'Аудио',
    animation: 'Анимация',
    download: 'Скачать {name}',
    actions: 'Действия с сообщением',
    reply: 'Ответить',
    replyTo: 'Ответ: {name}',
    edit: 'Изменить',
    editing: 'Изменение сообщения',
    copy: 'Скопировать текст',
    copied: 'Скопировано',
    forward: 'Переслать боту',
    forwarded: 'Пересланное сообщение',
    edited: 'изменено',
    dropReply: 'Не отвечать на сообщение',
    dropEdit: 'Не изменять сообщение',
    buttons: 'Кнопки под сообщением',
    newTab: 'откроется в новой вкладке',
    spoiler: 'Скрытый текст, нажмите, чтобы показать',
    more: 'Показать целиком',
    less: 'Свернуть',
    toEnd: 'К последнему сообщению',
    unread: {
      one: '{n} непрочитанное сообщение',
      few: '{n} непрочитанных сообщения',
      many: '{n} непрочитанных сообщений',
      other: '{n} непрочитанного сообщения',
    },
    left: { one: 'остался {n} знак', few: 'осталось {n} знака', many: 'осталось {n} знаков', other: 'осталось {n} знака' },
    parts: {
      one: 'уйдёт {n} сообщением',
      few: 'уйдёт {n} сообщениями',
      many: 'уйдёт {n} сообщениями',
      other: 'уйдёт {n} сообщения',
    },
    silent: 'Бот не ответил на эту кнопку за 15 секунд.',
    otherButton: 'Кнопки этого вида работают только в самом Telegram.',
    away: 'Сервер площадки не отвечает. Пробуем снова…',
    today: 'Сегодня',
    yesterday: 'Вчера',
    bytes: ['Б', 'КБ', 'МБ'],
  },
};

const LOCALES = { en: 'en-GB', ru: 'ru' }; // for dates and times

let language = 'en';

/** Chooses the interface language for a person's `language_code`; other languages than these two read English. */
export function speak(code) {
  language = code?.startsWith('ru') ? 'ru' : 'en';
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-label]')) label(node, node.dataset.label);
}

/** Names a control for the eye (a tooltip) and for a screen reader. */
export function label(node, key) {
  node.dataset.label = key;
  node.setAttribute('aria-label', t(key));
  if (node.matches('button')) node.title = t(key);
}

/** The sentence for `key`; `values.n` chooses the plural form. */
export function t(key, values = {}) {
  const entry = TABLE[language][key];
  const text = typeof entry === 'object' && !Array.isArray(entry)
    ? entry[new Intl.PluralRules(language).select(values.n)] : entry;
  return typeof text === 'string' ? text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole) : text;
}

export const clock = (seconds) =>
  new Intl.DateTimeFormat(LOCALES[language], { hour: '2-digit', minute: '2-digit' }).format(seconds * 1000);

/** "Today", "Yesterday", or the date; the year only when it is another one. */
export function day(seconds) {
  const date = new Date(seconds * 1000);
  const daysAgo = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
  if (daysAgo === 0) return t('today');
  if (daysAgo === 1) return t('yesterday');
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'long', year }).format(date);
}

export function fileSize(bytes) {
  const power = Math.min(2, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: power ? 1 : 0 }).format(bytes / 1024 ** power);
  return `${number} ${t('bytes')[power]}`;
}

/** The name of a language in the interface language: "французский" for fr. */
export function languageName(code) {
  return new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(code);
}
