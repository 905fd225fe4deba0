// The page: one stream of events, from which everything on it is drawn.
import { Chart } from './charts.js';
import { Network } from './network.js';
import { bars, connections, ended, words } from './tables.js';
import { Story } from './story.js';

const find = id => document.getElementById(id);
const node = find('node');
const status = find('status');
const network = new Network(find('network'), find('network-words'));
const items = new Chart(find('c-items'), ['delivered', 'copies']);
const bytes = new Chart(find('c-bytes'), ['in', 'out']);
const story = new Story();
const ends = [];
const courses = new Map();
let before = null;
let latest = null;

const sum = (figures, name) => Object.values(figures.servers)
  .reduce((total, one) => total + (one.counters[name] ?? 0), 0);

function group(figures, prefix) {
  const found = {};
  for (const server of Object.values(figures.servers)) {
    for (const [name, count] of Object.entries(server.counters)) {
      if (name.startsWith(prefix) && count > 0) {
        const word = name.slice(prefix.length);
        found[word] = (found[word] ?? 0) + count;
      }
    }
  }
  return found;
}

const counted = (counters, prefix) => Object.entries(counters)
  .reduce((total, [name, count]) => total + (name.startsWith(prefix) ? count : 0), 0);

function measure(figures, at) {
  const gossip = figures.gossip?.counters ?? {};
  return {
    at,
    delivered: gossip.delivered ?? 0,
    payload: gossip.delivered_bytes ?? 0,
    copies: gossip.duplicates ?? 0,
    judged: counted(gossip, 'judging_nanos.le.'),
    judging: gossip['judging_nanos.sum'] ?? 0,
    in: sum(figures, 'bytes_in'),
    out: sum(figures, 'bytes_out'),
  };
}

function rates(now) {
  if (before === null || now.at <= before.at || now.in < before.in) {
    before = now;
    return;
  }
  const seconds = (now.at - before.at) / 1000;
  const rate = name => Math.max(0, (now[name] - before[name]) / seconds);
  items.add(now.at, [rate('delivered'), rate('copies')]);
  bytes.add(now.at, [rate('in'), rate('out')]);
  find('t-items').textContent = rate('delivered').toFixed(1);
  find('t-wire').textContent = rate('payload') > 0 ? (rate('in') / rate('payload')).toFixed(2) : '–';
  if (rate('judged') > 0) {
    find('t-delivery').textContent = words.micros(Math.round(rate('judging') / rate('judged') / 1000));
  }
  before = now;
}

function tiles(peers, figures) {
  const times = peers.map(peer => peer.rtt?.smoothedMicros).filter(Number.isFinite);
  times.sort((a, b) => a - b);
  find('t-live').textContent = peers.filter(peer => peer.state === 'live').length;
  find('t-rtt').textContent = times.length ? words.micros(times[times.length >> 1]) : '–';
  const refused = Object.entries(group(figures, 'sends.')).filter(([word]) => word !== 'written');
  find('t-refused').textContent = refused.reduce((total, [, count]) => total + count, 0);
}

/** The last round-trip times of each connection, as long as it is there. */
function remember(peers) {
  const there = new Set(peers.map(peer => peer.token));
  [...courses.keys()].filter(token => !there.has(token)).forEach(token => courses.delete(token));
  for (const peer of peers) {
    if (peer.rtt) {
      const course = courses.get(peer.token) ?? [];
      course.push(peer.rtt.lastMicros);
      courses.set(peer.token, course.slice(-40));
    }
  }
}

function choose(nodes) {
  const names = nodes.map(one => one.node);
  if ([...node.options].map(option => option.value).join() !== names.join()) {
    node.replaceChildren(...names.map(name => new Option(name, name)));
  }
  return nodes.find(one => one.node === node.value) ?? nodes[0];
}

function draw(picture) {
  const chosen = choose(picture.nodes);
  const others = new Map(picture.nodes.map(one => [one.node, one.peers ?? []]));
  network.show(others, chosen.node);
  if (!chosen.peers || !chosen.figures) {
    status.textContent = `${chosen.node} does not answer`;
    status.dataset.state = 'lost';
    return;
  }
  live();
  story.refresh();
  remember(chosen.peers);
  tiles(chosen.peers, chosen.figures);
  rates(measure(chosen.figures, picture.at));
  connections(find('connections'), chosen.peers, courses, peer => story.tell(chosen.node, peer));
  bars(find('outcomes'), group(chosen.figures, 'sends.'));
  bars(find('closes'), group(chosen.figures, 'closes.'));
  bars(find('origins'), group(chosen.figures, 'origins.'));
}

function live() {
  status.textContent = 'live';
  status.dataset.state = 'live';
}

function happened(message) {
  const event = JSON.parse(message.data);
  network.happened(event);
  if (event.why) {
    ends.unshift(event);
    ends.length = Math.min(ends.length, 200);
    list();
  }
}

function list() {
  const here = ends.filter(event => event.node === node.value).slice(0, 50);
  ended(find('ended'), here, event => story.tell(event.node, event));
}

const source = new EventSource('api/v1/events?figures=true');
source.addEventListener('figures', message => {
  latest = JSON.parse(message.data);
  draw(latest);
});
['connected', 'disconnected', 'abandoned'].forEach(kind => source.addEventListener(kind, happened));
source.addEventListener('open', live);
source.addEventListener('error', () => {
  status.textContent = 'the stream is lost; trying again';
  status.dataset.state = 'lost';
});
node.addEventListener('change', () => {
  before = null;
  courses.clear();
  items.clear();
  bytes.clear();
  list();
  draw(latest);
});
