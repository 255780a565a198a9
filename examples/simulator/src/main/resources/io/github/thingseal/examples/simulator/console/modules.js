// The simulated modules: a card each, with its AT dialogue as it is spoken.

import { change, get } from '/api.js';
import { attempt, badge, button, byId, chips, el, facts, fill, onSubmit, openDialog, options, period, say, time } from '/dom.js';
import { service } from '/service.js';

const MAX_LINES = 500;
const ARROWS = { COMMAND: '>', PAYLOAD: '>', RESPONSE: '<', UNSOLICITED: '*' };
const SPEAKERS = { COMMAND: 'Host', PAYLOAD: 'Host', RESPONSE: 'Module', UNSOLICITED: 'Module, unsolicited' };
const POWER = { ON: ['on', 'good'], OFF: ['off', ''], BOOTING: ['booting', 'warn'] };
const LIFE = {
  NEW: ['factory-fresh', ''], BOOTSTRAPPING: ['bootstrapping', 'warn'], BOOTSTRAPPED: ['bootstrapped', 'good'],
  SEALED: ['sealed', 'good'], REJECTED: ['rejected as a clone', 'bad'],
};

const cards = new Map();
let faulty = '';

class Card {
  constructor(module) {
    this.name = module.name;
    this.last = 0;
    this.shown = '';
    this.badges = el('span', { className: 'badges' });
    this.facts = el('dl', { className: 'facts' });
    this.buttons = el('div', { className: 'buttons' });
    this.lines = el('ol', { className: 'dialogue', tabIndex: 0, role: 'log', 'aria-label': `AT dialogue of ${module.name}` },
      el('li', { className: 'empty' }, 'Nothing was said yet.'));
    this.pause = el('input', { type: 'checkbox' });
    const title = el('h2', { id: `card-${module.name.replace(' ', '-')}` }, module.name);
    this.element = el('article', { className: 'card', 'aria-labelledby': title.id },
      el('div', { className: 'head' }, title, this.badges),
      el('div', {}, this.facts, this.buttons),
      el('div', {},
        el('div', { className: 'dialogue-head' }, el('h3', {}, 'AT dialogue'),
          el('label', { className: 'check' }, this.pause, 'Pause')),
        this.lines));
  }

  async refresh(module) {
    const text = JSON.stringify(module);
    if (text !== this.shown) {
      this.shown = text;
      this.show(module);
    }
    if (!this.pause.checked) {
      this.append((await get('/api/modules/dialogue', { module: this.name, after: this.last })).lines);
    }
  }

  show(module) {
    this.badges.replaceChildren(
      badge(...POWER[module.power]),
      badge(module.connected ? 'connected' : 'no connection', module.connected ? 'good' : ''),
      badge(...LIFE[module.life]),
      ...(module.fault === '' ? [] : [badge(`fault: ${module.fault}`, 'bad')]));
    facts(this.facts, [
      ['Model', module.model],
      ['RoTPublicUID', module.uid, 'mono'],
      ['Ports', module.ports.join(', '), 'mono'],
      ['Active features', chips(module.features)],
      ['Heartbeat', period(module.heartbeatSeconds)],
      ['Last heartbeat', time(module.lastHeartbeatAt)],
      ['Key set', String(module.keySet)],
    ]);
    const off = module.power === 'OFF';
    fill(this.buttons, [
      this.action('Heartbeat', 'heartbeat'),
      this.action('Power cycle', 'power-cycle'),
      off ? this.action('Power on', 'power-on') : this.action('Power off', 'power-off'),
      button('Fault', 'fault', () => openFaults(this.name)),
      ...(module.fault === '' ? [] : [this.action('End the fault', 'no-fault')]),
    ]);
  }

  action(text, path) {
    const key = path.startsWith('power-o') ? 'power' : path;
    return button(text, key, async () => {
      const answer = await change(`/api/modules/${path}`, { module: this.name });
      say(answer.message ?? `${text}: done.`);
      await refresh();
    });
  }

  append(answer) {
    const lines = answer.filter((line) => line.number > this.last);
    if (lines.length === 0) {
      return;
    }
    const atEnd = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 40;
    this.lines.querySelector('.empty')?.remove();
    this.lines.append(...lines.map((line) => el('li', { className: line.kind },
      el('span', { className: 'at' }, line.at.slice(11, 19)),
      el('span', { 'aria-hidden': 'true' }, ARROWS[line.kind]),
      el('span', { className: 'text' }, el('span', { className: 'visually-hidden' }, `${SPEAKERS[line.kind]}: `), line.text),
      el('span', { className: 'port' }, line.port))));
    while (this.lines.childElementCount > MAX_LINES) {
      this.lines.firstElementChild.remove();
    }
    this.last = lines.at(-1).number;
    if (atEnd) {
      this.lines.scrollTop = this.lines.scrollHeight;
    }
  }
}

function openFaults(name) {
  faulty = name;
  byId('fault-dialog-title').textContent = `Fault of ${name}`;
  byId('fault-form').querySelector('.error').textContent = '';
  options(byId('fault-kind'), service.moduleFaults.map(({ value, title }) => [value, title]));
  openDialog(byId('fault-dialog'));
}

async function refresh() {
  const { items } = await get('/api/modules');
  for (const module of items) {
    if (!cards.has(module.name)) {
      const card = new Card(module);
      cards.set(module.name, card);
      byId('module-cards').append(card.element);
    }
    await cards.get(module.name).refresh(module);
  }
}

export function setUp() {
  byId('add-clone').addEventListener('click', () => attempt(async () => {
    await change('/api/modules/clone');
    say('A clone is switched on.');
    await refresh();
  }));
  onSubmit(byId('fault-form'), async ({ fault, command, amount }) => {
    await change('/api/modules/fault', { module: faulty, fault, command, amount: Number(amount) });
    byId('fault-dialog').close();
    await refresh();
  }, byId('fault-form').querySelector('.error'));
  return { refresh };
}
