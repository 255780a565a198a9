// Shows one view at a time, by the fragment of the address, and keeps it up to date while it is looked at.

import { byId } from '/dom.js';
import * as authorities from '/authorities.js';
import * as events from '/events.js';
import * as keys from '/keys.js';
import * as modules from '/modules.js';
import * as profiles from '/profiles.js';
import * as service from '/service.js';
import * as things from '/things.js';
import * as whitelist from '/whitelist.js';

const REFRESH_MILLIS = 1000;

const views = Object.fromEntries(
  Object.entries({ modules, things, profiles, whitelist, keys, authorities, events, service }).map(([name, view]) => [name, view.setUp()]));

let current = '';

function connected(isConnected) {
  const badge = byId('connection');
  const text = isConnected ? 'live' : 'no connection';
  if (badge.textContent !== text) {
    badge.textContent = text;
    badge.className = `badge ${isConnected ? 'good' : 'bad'}`;
  }
}

async function refresh() {
  try {
    await views[current].refresh();
    connected(true);
  } catch {
    connected(false);
  }
}

function show() {
  const wanted = location.hash.slice(1);
  if (wanted === 'content') {
    return;
  }
  current = wanted in views ? wanted : 'modules';
  for (const name of Object.keys(views)) {
    byId(`view-${name}`).hidden = name !== current;
  }
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${current}`) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  document.title = `${byId(`title-${current}`).textContent} · Thingseal console`;
  refresh();
}

async function keepUpToDate() {
  if (document.visibilityState === 'visible') {
    await refresh();
  }
  setTimeout(keepUpToDate, REFRESH_MILLIS);
}

document.querySelectorAll('[data-close]').forEach((each) => each.addEventListener('click', () => each.closest('dialog').close()));
window.addEventListener('hashchange', show);
await service.refresh().catch(() => connected(false));
show();
setTimeout(keepUpToDate, REFRESH_MILLIS);
