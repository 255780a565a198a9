// Things: devices that have bootstrapped, and what can be changed about each.

import { change, get } from '/api.js';
import { attempt, badge, button, byId, checkedFeatures, confirm, el, facts, featureBoxes, listing, onSubmit, openDialog,
  options, period, say, time } from '/dom.js';
import { service } from '/service.js';

const STATES = {
  BOOTSTRAPPED: ['bootstrapped', 'warn'], ALLOCATED: ['allocated', 'bad'], OWNED: ['owned', 'good'], REJECTED: ['rejected', 'bad'],
};

let open = null;
let list = null;

function states(thing) {
  return el('span', { className: 'badges' },
    badge(...STATES[thing.state]),
    ...(thing.blacklisted ? [badge('blacklisted', 'bad')] : []),
    ...(thing.whitelisted ? [badge('whitelisted')] : []));
}

/** What is in force, and what will be from the next heartbeat on. */
function features({ active, requested }) {
  const coming = requested.features.filter((each) => !active.features.includes(each));
  const going = active.features.filter((each) => !requested.features.includes(each));
  if (active.features.length + coming.length === 0) {
    return 'none';
  }
  return el('span', { className: 'chips' },
    ...active.features.filter((each) => !going.includes(each)).map((each) => el('span', {}, each)),
    ...coming.map((each) => el('span', { className: 'pending' }, `+ ${each}`)),
    ...going.map((each) => el('span', { className: 'pending' }, `− ${each}`)));
}

const changing = (active, requested) => (active === requested ? active : `${active}, then ${requested}`);
const plan = ({ active, requested }) => changing(active.plan, requested.plan);

function row(thing) {
  return [
    [thing.uid, 'mono'],
    [states(thing)],
    [thing.profile === '' ? 'not sealed' : thing.profile],
    [features(thing)],
    [plan(thing)],
    [time(thing.lastHeartbeatAt)],
    [button('Manage', thing.uid, () => manage(thing.uid))],
  ];
}

async function find(uid) {
  const { items } = await get('/api/things', { search: uid });
  return items.find((each) => each.uid === uid);
}

async function manage(uid) {
  const [thing, profiles] = await Promise.all([find(uid), get('/api/profiles')]);
  open = uid;
  byId('thing-dialog').querySelector(':scope > .error').textContent = '';
  byId('thing-dialog-title').textContent = `Thing ${uid}`;
  options(byId('thing-profile'), profiles.items.map((profile) => [profile.uid, profile.name]));
  options(byId('thing-plan-choice'), service.plans.map((name) => [name, name]));
  show(thing);
  fillForms(thing);
  openDialog(byId('thing-dialog'));
}

function show(thing) {
  const owned = thing.state === 'OWNED';
  facts(byId('thing-facts'), [
    ['State', states(thing)],
    ['Profile', thing.profile === '' ? 'not sealed' : thing.profile],
    ['Serial number', thing.serial === '' ? 'none' : thing.serial],
    ['Bootstrap', time(thing.bootstrappedAt)],
    ['Last heartbeat', time(thing.lastHeartbeatAt)],
    ['Features', features(thing)],
    ['Heartbeat period', changing(period(thing.active.heartbeatSeconds), period(thing.requested.heartbeatSeconds))],
    ['Price plan', plan(thing)],
    ['Key set', changing(String(thing.active.keySet), String(thing.requested.keySet))],
  ]);
  byId('thing-seal').hidden = thing.state !== 'BOOTSTRAPPED';
  ['thing-features', 'thing-plan', 'thing-heartbeat'].forEach((id) => { byId(id).hidden = !owned; });
  byId('thing-unblock').hidden = !thing.blacklisted;
  byId('thing-rotate').hidden = !owned;
}

/** What was typed into one form stays when another one is sent. */
function fillForms(thing) {
  featureBoxes(byId('thing-features').querySelector('fieldset'), service.features, thing.requested.features);
  byId('thing-plan-choice').value = thing.requested.plan;
  byId('thing-heartbeat-seconds').value = thing.requested.heartbeatSeconds;
}

async function apply(path, body, done) {
  await change(`/api/things/${path}`, { uid: open, ...body });
  say(done);
  const thing = await find(open);
  show(thing);
  if (path === 'seal' || path === 'unblock') {
    fillForms(thing);
    byId('thing-close').focus();
  }
  await list.refresh();
}

export function setUp() {
  const problem = byId('thing-dialog').querySelector(':scope > .error');
  const later = 'In force at the next heartbeat.';
  list = listing({ name: 'things', one: 'thing', many: 'things', row });
  onSubmit(byId('thing-seal'), async (fields) => {
    if (await confirm('Seal for good?', `${open} is sealed to this profile and serial number, and never to another.`, 'Seal for good')) {
      await apply('seal', fields, 'Sealed. The module learns of it at its next heartbeat.');
    }
  }, problem);
  onSubmit(byId('thing-features'), () => apply('features', { features: checkedFeatures(byId('thing-features')) }, later), problem);
  onSubmit(byId('thing-plan'), (fields) => apply('plan', fields, later), problem);
  onSubmit(byId('thing-heartbeat'), ({ heartbeatSeconds }) =>
    apply('heartbeat-period', { heartbeatSeconds: Number(heartbeatSeconds) }, later), problem);
  byId('thing-unblock').addEventListener('click', () => attempt(() => apply('unblock', {}, 'Unblocked.'), problem));
  byId('thing-rotate').addEventListener('click', () => attempt(() => apply('rotate-keys', {}, later), problem));
  return list;
}
