// What became of the connections to one peer, as a time line in a dialog.
import { words } from './tables.js';

const find = id => document.getElementById(id);

const SAID = {
  connected: event => `became live, ${event.direction}, as generation ${event.token.split('@')[0]}`,
  disconnected: event => `generation ${event.token.split('@')[0]} ended: ${event.reason} (${event.origin}). ${event.why}`,
  refused: event => `generation ${event.token.split('@')[0]}: ${event.why}`,
  abandoned: event => `turned away before it was live: ${event.reason} (${event.origin}). ${event.why}`,
};

export class Story {
  constructor() {
    this.dialog = find('story');
    this.dialog.addEventListener('close', () => { this.peer = undefined; });
  }

  async tell(node, { peer }) {
    if (!peer) {
      return;
    }
    this.peer = peer;
    this.node = node;
    find('story-title').textContent = `${node} and ${peer}`;
    find('story-summary').textContent = '…';
    find('story-line').replaceChildren();
    this.dialog.showModal();
    await this.refresh();
  }

  /** An open story goes on, also with what nobody announces: refused commands. */
  async refresh() {
    const { peer, node } = this;
    if (!peer) {
      return;
    }
    const answer = await fetch(`api/v1/peers/${peer}/explain?node=${encodeURIComponent(node)}`);
    const told = await answer.json();
    if (peer !== this.peer) {
      return;
    }
    find('story-summary').textContent = told.summary ?? told.detail;
    find('story-line').replaceChildren(...(told.history ?? []).map(event => this.entry(event)));
  }

  entry(event) {
    const item = document.createElement('li');
    item.className = event.event;
    const time = document.createElement('time');
    time.dateTime = new Date(event.at).toISOString();
    time.textContent = words.time(event.at);
    item.append(time, SAID[event.event](event));
    return item;
  }
}
