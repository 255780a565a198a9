// The service itself: its addresses, and what goes wrong with it.

import { change, get } from '/api.js';
import { attempt, byId, el, facts, fill, onSubmit, options, say } from '/dom.js';

/** What the service offers: names of features, plans and faults. */
export const service = {};

let shown = '';

export async function refresh() {
  const answer = await get('/api/service');
  const text = JSON.stringify(answer);
  if (text === shown) {
    return;
  }
  shown = text;
  Object.assign(service, answer);
  facts(byId('service-facts'), [
    ['HTTPS', service.https, 'mono'],
    ['HTTP', service.http === '' ? 'not served' : service.http, 'mono'],
    ['Modules', service.airReachable ? 'reach the service' : 'are cut off from the service'],
  ]);
  options(byId('service-fault-kind'), service.serviceFaults.map(({ value, title }) => [value, title]));
  fill(byId('service-faults'), service.faults.length === 0
    ? [el('li', {}, 'No faults were asked for.')]
    : service.faults.map((fault) => el('li', {}, fault)));
  byId('service-air').textContent = service.airReachable ? 'Cut the modules off' : 'Let the modules reach it';
}

export function setUp() {
  const act = (id, work) => byId(id).addEventListener('click', () => attempt(async () => {
    await work();
    await refresh();
  }));
  onSubmit(byId('service-fault'), async ({ fault, amount, path, times }) => {
    await change('/api/service/fault', { fault, path, amount: Number(amount), times: Number(times) });
    say('The fault is set.');
    await refresh();
  });
  act('service-no-faults', () => change('/api/service/no-faults'));
  act('service-air', () => change('/api/service/air', { reachable: !service.airReachable }));
  act('service-expire', async () => {
    await change('/api/service/expire-tokens');
    say('All tokens have expired.');
  });
  return { refresh };
}
