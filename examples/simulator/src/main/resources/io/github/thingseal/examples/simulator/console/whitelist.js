// The whitelist: one module at a time, or a CSV file of them.

import { change } from '/api.js';
import { button, byId, el, listing, onSubmit, say } from '/dom.js';

function report({ added, present, repeated, rejected, problems }) {
  const panel = byId('csv-report');
  const more = problems.length < rejected ? [el('li', {}, `and ${rejected - problems.length} more`)] : [];
  panel.hidden = false;
  panel.replaceChildren(
    el('h2', {}, `${added} added, ${present} on the whitelist already, ${repeated} repeated, ${rejected} rejected`),
    el('ul', { className: 'plain' },
      ...problems.map(({ line, text }) => el('li', {}, `Line ${line}: ${text}`)), ...more));
}

export function setUp() {
  const list = listing({
    name: 'whitelist', one: 'module', many: 'modules',
    row: ({ uid }) => [[uid, 'mono'], [button('Remove', uid, async () => {
      await change('/api/whitelist/remove', { uid });
      say(`${uid} is off the whitelist.`);
      await list.refresh();
    })]],
  });
  onSubmit(byId('whitelist-add'), async ({ uid }) => {
    await change('/api/whitelist/add', { uid });
    byId('whitelist-add').reset();
    say(`${uid} is on the whitelist.`);
    await list.refresh();
  });
  onSubmit(byId('whitelist-csv'), async ({ file }) => {
    report(await change('/api/whitelist/csv', file, 'text/csv'));
    byId('whitelist-csv').reset();
    await list.refresh();
  });
  return list;
}
