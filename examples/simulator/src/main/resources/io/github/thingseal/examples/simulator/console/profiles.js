// Device profiles: the list, and one dialog to make and to change them.

import { change } from '/api.js';
import { button, byId, checkedFeatures, chips, featureBoxes, listing, onSubmit, openDialog, options, period, say } from '/dom.js';
import { service } from '/service.js';

const WEEK_SECONDS = 604800;

let changed = '';

function row(profile) {
  return [
    [profile.name],
    [profile.uid, 'mono'],
    [chips(profile.features)],
    [profile.plan],
    [period(profile.heartbeatSeconds)],
    [profile.whitelistRequired ? 'required' : 'ignored'],
    [button('Change', profile.uid, () => edit(profile))],
  ];
}

function edit(profile) {
  changed = profile.uid;
  byId('profile-dialog-title').textContent = profile.uid === '' ? 'New device profile' : 'Change the device profile';
  byId('profile-form').querySelector('.error').textContent = '';
  byId('profile-name').value = profile.name;
  featureBoxes(byId('profile-features'), service.features, profile.features);
  options(byId('profile-plan'), service.plans.map((plan) => [plan, plan]));
  byId('profile-plan').value = profile.plan;
  byId('profile-heartbeat').value = profile.heartbeatSeconds;
  byId('profile-whitelist').checked = profile.whitelistRequired;
  openDialog(byId('profile-dialog'));
}

export function setUp() {
  const list = listing({ name: 'profiles', one: 'device profile', many: 'device profiles', row });
  byId('new-profile').addEventListener('click', () =>
    edit({ uid: '', name: '', features: service.features, plan: 'Flex', heartbeatSeconds: WEEK_SECONDS, whitelistRequired: true }));
  onSubmit(byId('profile-form'), async ({ name, plan, heartbeatSeconds }) => {
    const settings = {
      name, plan, heartbeatSeconds: Number(heartbeatSeconds),
      features: checkedFeatures(byId('profile-features')), whitelistRequired: byId('profile-whitelist').checked,
    };
    await (changed === ''
      ? change('/api/profiles/create', settings)
      : change('/api/profiles/update', { profile: changed, ...settings }));
    byId('profile-dialog').close();
    say(changed === '' ? `${name} is made.` : `${name} is changed.`);
    await list.refresh();
  }, byId('profile-form').querySelector('.error'));
  return list;
}
