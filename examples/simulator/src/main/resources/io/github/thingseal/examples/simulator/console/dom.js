// Elements, messages, dialogs. Text is only ever set as text.

import { get } from '/api.js';

const MAX_MESSAGES = 3;
const MESSAGE_MILLIS = 8000;

export const byId = (id) => document.getElementById(id);

/** Makes an element; properties that are no properties of it become attributes. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) {
      element[key] = value;
    } else {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export const badge = (text, tone = '') => el('span', { className: `badge ${tone}` }, text);

export const chips = (texts) =>
  texts.length === 0 ? 'none' : el('span', { className: 'chips' }, ...texts.map((text) => el('span', {}, text)));

export function time(iso) {
  if (iso === '') {
    return 'never';
  }
  const text = new Date(iso).toLocaleString('sv-SE');
  return el('time', { dateTime: iso }, text);
}

/** Seconds as people say them. */
export function period(seconds) {
  for (const [unit, name] of [[86400, 'day'], [3600, 'hour'], [60, 'minute']]) {
    if (seconds % unit === 0) {
      return `${seconds / unit} ${name}${seconds === unit ? '' : 's'}`;
    }
  }
  return `${seconds} seconds`;
}

export function facts(list, entries) {
  list.replaceChildren(
    ...entries.flatMap(([name, value, className = '']) => [el('dt', {}, name), el('dd', { className }, value)]));
}

const keyed = (container) => [...container.querySelectorAll('[data-key]')];
const findKey = (container, key) => keyed(container).find((each) => each.dataset.key === key);

/** Puts new children in the place of the old ones, and the focus back to where it was, or next to it. */
export function fill(container, children) {
  const focused = container.contains(document.activeElement) ? document.activeElement : null;
  const place = keyed(container).indexOf(focused);
  container.replaceChildren(...children);
  if (focused !== null) {
    const again = findKey(container, focused.dataset.key) ?? keyed(container)[place] ?? keyed(container).at(-1);
    (again ?? byId('content')).focus({ preventScroll: true });
  }
}

/** What is outside of an open dialog is neither to be reached nor heard: messages go with it. */
function takeMessages() {
  ([...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body).append(byId('messages'));
}

/** Opens a dialog; afterwards the focus is where it was, even if that was made anew meanwhile. */
export function openDialog(dialog) {
  const key = document.activeElement.dataset.key;
  dialog.addEventListener('close', () => {
    takeMessages();
    if (document.activeElement === document.body) {
      (findKey(document, key) ?? byId('content')).focus({ preventScroll: true });
    }
  }, { once: true });
  dialog.showModal();
  takeMessages();
}

export const button = (text, key, work) => el('button', { type: 'button', 'data-key': key, onclick: () => attempt(work) }, text);

/** Says something where a screen reader hears it. */
export function say(text, tone = '') {
  const messages = byId('messages');
  const message = el('p', { className: tone }, text);
  messages.append(message);
  while (messages.childElementCount > MAX_MESSAGES) {
    messages.firstElementChild.remove();
  }
  setTimeout(() => message.remove(), MESSAGE_MILLIS);
}

/** Does something, and says so if it fails: in the open dialog, or else in a message. */
export async function attempt(work, problem = null) {
  if (problem !== null) {
    problem.textContent = '';
  }
  try {
    await work();
  } catch (error) {
    if (problem === null) {
      say(error.message, 'bad');
    } else {
      problem.textContent = error.message;
    }
  }
}

/** Has a form do its work instead of what browsers do; its fields come by name. */
export function onSubmit(form, work, problem = null) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(() => work(Object.fromEntries(new FormData(form))), problem);
  });
}

export function options(select, choices) {
  const chosen = select.value;
  select.replaceChildren(...choices.map(([value, title]) => el('option', { value }, title)));
  if (choices.some(([value]) => value === chosen)) {
    select.value = chosen;
  }
}

export function featureBoxes(fieldset, features, checked) {
  const legend = fieldset.querySelector('legend');
  fieldset.replaceChildren(
    legend,
    ...features.map((feature) =>
      el('label', { className: 'check' },
        el('input', { type: 'checkbox', value: feature, checked: checked.includes(feature) }), feature)));
}

export const checkedFeatures = (fieldset) => [...fieldset.querySelectorAll('input:checked')].map((box) => box.value);

/** Asks before something that cannot be undone. */
export function confirm(title, text, yes) {
  const dialog = byId('confirm-dialog');
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = text;
  byId('confirm-yes').textContent = yes;
  return new Promise((resolve) => {
    const accept = () => dialog.close('yes');
    dialog.returnValue = '';
    byId('confirm-yes').addEventListener('click', accept);
    dialog.addEventListener('close', () => {
      byId('confirm-yes').removeEventListener('click', accept);
      resolve(dialog.returnValue === 'yes');
    }, { once: true });
    openDialog(dialog);
  });
}

const cell = (label, content, className) => el('td', { className, role: 'cell', 'data-label': label }, content);

/** A table of what the server lists: the first hundred, and a search for the others. */
export function listing({ name, one, many, row }) {
  const table = byId(`table-${name}`);
  const search = byId(`search-${name}`);
  const labels = [...table.querySelectorAll('thead th')].map((head) => head.textContent);
  let shown = '';
  table.setAttribute('role', 'table');
  table.querySelectorAll('thead tr').forEach((each) => each.setAttribute('role', 'row'));
  table.querySelectorAll('thead th').forEach((each) => each.setAttribute('role', 'columnheader'));

  async function refresh() {
    const answer = await get(`/api/${name}`, search === null ? {} : { search: search.value });
    const text = JSON.stringify(answer);
    if (text === shown) {
      return;
    }
    shown = text;
    table.hidden = answer.items.length === 0;
    byId(`count-${name}`).textContent = count(answer);
    fill(table.tBodies[0], answer.items.map((item) => el('tr', { role: 'row' },
      ...row(item).map(([content, className = ''], i) => cell(labels[i], content, className)))));
  }

  function count({ items, matching, total }) {
    const all = `${matching} ${matching === 1 ? one : many}`;
    const found = matching === total ? all : `${all} of ${total}`;
    return items.length === matching ? found : `The first ${items.length} of ${found}; search to find the others`;
  }

  search?.addEventListener('input', () => attempt(refresh));
  return { refresh };
}
