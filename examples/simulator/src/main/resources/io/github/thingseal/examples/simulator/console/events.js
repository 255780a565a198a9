// Events of the account, newest first.

import { listing, time } from '/dom.js';

export function setUp() {
  return listing({
    name: 'events', one: 'event', many: 'events',
    row: (event) => [[String(event.position)], [time(event.at)], [event.type], [event.uid, 'mono'], [event.detail]],
  });
}
