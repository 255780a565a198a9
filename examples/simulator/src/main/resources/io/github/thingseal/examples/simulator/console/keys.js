// Access keys. A secret is shown once, and forgotten with the dialog that shows it.

import { change } from '/api.js';
import { attempt, button, byId, confirm, listing, onSubmit, openDialog, say, time } from '/dom.js';

export function setUp() {
  const list = listing({ name: 'keys', one: 'access key', many: 'access keys', row });

  function row(key) {
    return [[key.name], [key.key, 'mono'], [time(key.createdAt)], [button('Delete', key.key, () => remove(key))]];
  }

  async function remove({ key, name }) {
    if (await confirm(`Delete ${name}?`, 'Its tokens and its secret are refused from now on.', 'Delete the key')) {
      await change('/api/keys/delete', { key });
      say(`${name} is deleted.`);
      await list.refresh();
    }
  }

  onSubmit(byId('key-create'), async ({ name }) => {
    const made = await change('/api/keys/create', { name });
    byId('key-create').reset();
    byId('key-shown').textContent = made.key;
    byId('secret-shown').textContent = made.secret;
    openDialog(byId('key-dialog'));
    await list.refresh();
  });
  byId('key-dialog').addEventListener('close', () => {
    byId('key-shown').textContent = '';
    byId('secret-shown').textContent = '';
    byId('key-name').focus();
  });
  byId('copy-secret').addEventListener('click', () => attempt(async () => {
    await navigator.clipboard.writeText(byId('secret-shown').textContent);
    say('The secret is in the clipboard.');
  }));
  return list;
}
