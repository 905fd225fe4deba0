// The network as far as it is known: every node in a ring, a line for each connection. What has come
// within the last seconds is green, what has gone is red and fades: so rotations can be watched.

const FADE_MILLIS = 4000;

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Network {
  constructor(canvas, words) {
    this.canvas = canvas;
    this.words = words;
    this.nodes = [];
    this.links = new Map();
    this.changes = new Map();
    this.names = new Map();
    new ResizeObserver(() => this.wake()).observe(canvas);
  }

  /** Takes in who is connected to whom: connections by the node that told of them. */
  show(connections, chosen) {
    const links = new Map();
    for (const [node, peers] of connections) {
      for (const peer of peers) {
        const known = links.get(peer.session) ?? { ends: [], state: peer.state };
        known.ends.push({ node, peer: peer.peer });
        links.set(peer.session, known);
      }
    }
    this.name(links);
    const nodes = new Set(connections.keys());
    for (const link of links.values()) {
      [link.from, link.to] = this.endsOf(link);
      nodes.add(link.from).add(link.to);
    }
    this.nodes = [...nodes].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    this.links = links;
    this.chosen = chosen;
    this.words.textContent = `${this.nodes.length} nodes, ${links.size} connections. `
      + 'New ones are green, ended ones red for some seconds.';
    this.wake();
  }

  /** Of a session that two nodes tell of, each knows who the other is: so identities get names. */
  name(links) {
    for (const { ends } of links.values()) {
      if (ends.length === 2) {
        this.names.set(ends[0].peer, ends[1].node);
        this.names.set(ends[1].peer, ends[0].node);
      }
    }
  }

  endsOf({ ends }) {
    return [ends[0].node, this.names.get(ends[0].peer) ?? ends[0].peer.slice(0, 8)];
  }

  /** Takes in that a connection has come or gone. */
  happened(event) {
    const link = this.links.get(event.session);
    const [from, to] = link
      ? [link.from, link.to]
      : [event.node, this.names.get(event.peer) ?? event.peer.slice(0, 8)];
    this.changes.set(event.session, { from, to, gone: event.event !== 'connected', at: Date.now() });
    this.wake();
  }

  wake() {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = undefined;
      this.draw();
      if (this.changes.size > 0) {
        setTimeout(() => this.wake(), 60);
      }
    });
  }

  place(width, height) {
    const radius = Math.min(width, height) / 2 - 34;
    return new Map(this.nodes.map((node, i) => {
      const angle = 2 * Math.PI * i / this.nodes.length - Math.PI / 2;
      const stretch = Math.min(width / height, 1.8);
      return [node, {
        x: width / 2 + radius * stretch * Math.cos(angle), y: height / 2 + radius * Math.sin(angle),
      }];
    }));
  }

  draw() {
    const scale = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    const pen = this.canvas.getContext('2d');
    pen.scale(scale, scale);
    const places = this.place(width, height);
    const now = Date.now();
    for (const [session, change] of this.changes) {
      if (now - change.at > FADE_MILLIS) {
        this.changes.delete(session);
      }
    }
    for (const [session, link] of this.links) {
      const mine = link.from === this.chosen || link.to === this.chosen;
      if (!this.changes.has(session)) {
        this.line(pen, places, link, mine ? colour('--accent') : colour('--faint'), mine ? .9 : .35);
      }
    }
    for (const change of this.changes.values()) {
      const left = 1 - (now - change.at) / FADE_MILLIS;
      const strength = change.gone ? left : Math.max(.35, left);
      this.line(pen, places, change, colour(change.gone ? '--bad' : '--good'), strength, 2.5);
    }
    places.forEach((at, node) => this.dot(pen, at, node));
  }

  line(pen, places, { from, to }, stroke, strength, width = 1.2) {
    const a = places.get(from);
    const b = places.get(to);
    if (a && b) {
      pen.globalAlpha = strength;
      pen.strokeStyle = stroke;
      pen.lineWidth = width;
      pen.beginPath();
      pen.moveTo(a.x, a.y);
      pen.lineTo(b.x, b.y);
      pen.stroke();
    }
  }

  dot(pen, { x, y }, node) {
    pen.globalAlpha = 1;
    pen.fillStyle = colour(node === this.chosen ? '--accent' : '--text');
    pen.beginPath();
    pen.arc(x, y, this.nodes.length > 60 ? 3 : 5, 0, 2 * Math.PI);
    pen.fill();
    if (this.nodes.length <= 60) {
      pen.fillStyle = colour('--faint');
      pen.font = '12px system-ui, sans-serif';
      pen.textAlign = 'center';
      pen.fillText(node, x, y < this.canvas.clientHeight / 2 ? y - 10 : y + 20);
    }
  }
}
