// The tables. A row belongs to a connection and is changed in place, so that focus stays where it is.

export const words = {
  micros: micros => micros < 1000 ? `${micros} µs` : `${(micros / 1000).toFixed(1)} ms`,
  age(millis) {
    const seconds = Math.floor(millis / 1000);
    const minutes = Math.floor(seconds / 60);
    return minutes === 0 ? `${seconds} s`
      : minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  },
  bytes: count => count < 1024 ? `${count} B`
    : count < 1048576 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 1048576).toFixed(1)} MiB`,
  time: millis => new Date(millis).toLocaleTimeString(),
};

const SVG = 'http://www.w3.org/2000/svg';

function set(cell, text) {
  if (cell.textContent !== text) {
    cell.textContent = text;
  }
}

/** Brings the rows of a table body into the order of the keys, making and removing what must be. */
function rows(table, keys, make) {
  const body = table.tBodies[0];
  const known = new Map([...body.rows].map(row => [row.dataset.key, row]));
  let next = body.firstElementChild;
  for (const key of keys) {
    let row = known.get(key);
    known.delete(key);
    if (!row) {
      row = make(key);
      row.dataset.key = key;
    }
    if (row === next) {
      next = next.nextElementSibling;
    } else {
      body.insertBefore(row, next);
    }
  }
  known.forEach(row => row.remove());
  return new Map([...body.rows].map(row => [row.dataset.key, row]));
}

function row(cells, open) {
  const made = document.createElement('tr');
  for (let i = 0; i < cells; i++) {
    made.append(document.createElement('td'));
  }
  if (open) {
    made.tabIndex = 0;
    made.addEventListener('click', open);
    made.addEventListener('keydown', key => {
      if (key.key === 'Enter' || key.key === ' ') {
        key.preventDefault();
        open();
      }
    });
  }
  return made;
}

function spark(course) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', 80);
  svg.setAttribute('height', 18);
  svg.setAttribute('aria-hidden', 'true');
  const high = Math.max(...course);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', course
    .map((value, i) => `${i ? 'L' : 'M'}${i * 2} ${(17 - 16 * value / high).toFixed(1)}`).join(''));
  svg.append(path);
  return svg;
}

export function connections(table, peers, courses, open) {
  const sorted = [...peers].sort((a, b) => a.peer < b.peer ? -1 : 1);
  const latest = new Map(sorted.map(peer => [peer.token, peer]));
  const made = rows(table, [...latest.keys()], token => row(9, () => open(latest.get(token) ?? { token })));
  latest.forEach((peer, token) => {
    const cells = made.get(token).cells;
    set(cells[0], peer.peer.slice(0, 12));
    cells[0].title = `${peer.peer} at ${peer.address}`;
    set(cells[1], peer.direction);
    set(cells[2], peer.state);
    set(cells[3], peer.ageMillis === undefined ? '–' : words.age(peer.ageMillis));
    set(cells[4], token.split('@')[0]);
    cells[5].replaceChildren(
      peer.rtt ? words.micros(peer.rtt.smoothedMicros) : '–', ...(courses.has(token) ? [spark(courses.get(token))] : []));
    set(cells[6], words.bytes(peer.bytesIn ?? 0));
    set(cells[7], words.bytes(peer.bytesOut ?? 0));
    set(cells[8], words.bytes(peer.queuedBytes ?? 0));
  });
}

export function ended(table, events, open) {
  const byId = new Map(events.map(event => [`${event.session}${event.event}`, event]));
  const made = rows(table, [...byId.keys()], id => row(5, () => open(byId.get(id))));
  byId.forEach((event, id) => {
    const cells = made.get(id).cells;
    set(cells[0], words.time(event.at));
    set(cells[1], event.peer.slice(0, 12));
    set(cells[2], event.token?.split('@')[0] ?? '–');
    set(cells[3], event.reason);
    set(cells[4], event.why);
    cells[4].className = 'why';
  });
}

export function bars(table, counts) {
  const sorted = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const most = sorted[0]?.[1] ?? 1;
  const made = rows(table, sorted.map(([word]) => word), () => {
    const one = row(3);
    one.cells[2].append(document.createElement('progress'));
    return one;
  });
  for (const [word, count] of sorted) {
    const cells = made.get(word).cells;
    set(cells[0], word);
    set(cells[1], count.toLocaleString());
    const bar = cells[2].firstElementChild;
    bar.max = most;
    bar.value = count;
    bar.setAttribute('aria-label', `${word}: ${count}`);
  }
}
