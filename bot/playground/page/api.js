// The wire: requests to the playground's server and its stream of events.

const RETRY_MS = 1500;

async function request(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json().catch(() => ({ error: `${response.status} ${response.statusText}` }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const post = (path, body) =>
  request(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export const state = () => request('/play/state');
export const chat = (person) => request(`/play/chat?person=${person}`);
export const send = (person, text, replyTo = null, forward = false) =>
  post('/play/send', { person, text, reply_to: replyTo, forward });
export const edit = (person, messageId, text) => post('/play/edit', { person, message_id: messageId, text });
export const press = (person, messageId, row, column) =>
  post('/play/press', { person, message_id: messageId, row, column });
export const start = (person, parameter) => post('/play/start', { person, parameter });
export const block = (person, blocked) => post('/play/block', { person, blocked });
export const clear = (person) => post('/play/clear', { person });

export function upload(person, kind, caption, files) {
  const form = new FormData();
  form.append('person', person);
  form.append('kind', kind);
  form.append('caption', caption);
  for (const file of files) form.append('file', file, file.name);
  return request('/play/upload', { method: 'POST', body: form });
}

/**
 * Follows a person's events. `opened` is called each time the stream stands, also after the server was away;
 * `lost` each time it breaks. Returns a function that ends it.
 */
export function listen(person, { opened = () => {}, lost = () => {}, event }) {
  let source;
  let timer;
  const connect = () => {
    source = new EventSource(`/play/events?person=${person}`);
    source.onopen = opened;
    source.onmessage = ({ data }) => event(JSON.parse(data));
    source.onerror = () => {
      lost();
      // The browser itself tries again after a dropped connection, but gives up after an error status.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    };
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
