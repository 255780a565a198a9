// Certificate authorities, and which of them signs the certificates of each device profile.

import { change, get } from '/api.js';
import { attempt, button, byId, listing, onSubmit, openDialog, options, say, time } from '/dom.js';

let changed = '';

function authorityRow(authority) {
  return [
    [authority.name],
    [authority.uid, 'mono'],
    [authority.isPrivate ? 'private' : 'the vendor\u2019s'],
    [time(authority.notAfter)],
    [button('Certificate', `authority-${authority.uid}`, () => showCertificate(authority))],
  ];
}

function showCertificate({ name, subject, fingerprint, certificate }) {
  byId('certificate-dialog-title').textContent = name;
  byId('certificate-subject').textContent = subject;
  byId('certificate-fingerprint').textContent = fingerprint;
  byId('certificate-pem').textContent = certificate;
  openDialog(byId('certificate-dialog'));
}

function termsRow(terms) {
  return [
    [terms.name],
    [terms.authorityName],
    [`${terms.validityDays} days`],
    [terms.subject, 'mono'],
    [button('Change', `terms-${terms.uid}`, () => edit(terms))],
  ];
}

async function edit(terms) {
  const { items } = await get('/api/authorities');
  changed = terms.uid;
  byId('terms-dialog-title').textContent = `Certificates of ${terms.name}`;
  byId('terms-form').querySelector('.error').textContent = '';
  options(byId('terms-authority'), items.map(({ uid, name }) => [uid, name]));
  byId('terms-authority').value = terms.authority;
  byId('terms-days').value = terms.validityDays;
  byId('terms-subject').value = terms.subject;
  openDialog(byId('terms-dialog'));
}

export function setUp() {
  const authorities =
    listing({ name: 'authorities', one: 'certificate authority', many: 'certificate authorities', row: authorityRow });
  const terms = listing({ name: 'certificateterms', one: 'device profile', many: 'device profiles', row: termsRow });
  const refresh = async () => {
    await authorities.refresh();
    await terms.refresh();
  };

  onSubmit(byId('authority-create'), async ({ name, validityDays }) => {
    await change('/api/authorities/create', { name, validityDays: Number(validityDays) });
    byId('authority-create').reset();
    say(`${name} is made.`);
    await refresh();
  });
  onSubmit(byId('terms-form'), async ({ authority, validityDays, subject }) => {
    await change('/api/certificateterms/change', { profile: changed, authority, validityDays: Number(validityDays), subject });
    byId('terms-dialog').close();
    say('The terms are changed. Devices get their certificates at their next heartbeats.');
    await refresh();
  }, byId('terms-form').querySelector('.error'));
  byId('copy-certificate').addEventListener('click', () => attempt(async () => {
    await navigator.clipboard.writeText(byId('certificate-pem').textContent);
    say('The certificate is in the clipboard.');
  }));
  return { refresh };
}
