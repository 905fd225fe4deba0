// A line chart of the last five minutes, drawn by uPlot.
import uPlot from './uplot.js';

const POINTS = 300;
const COLOURS = ['--accent', '--warn'];

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Chart {
  constructor(place, names) {
    this.place = place;
    this.names = names;
    this.clear();
    new ResizeObserver(() => this.plot.setSize(this.size())).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.build());
  }

  size() {
    return { width: Math.max(200, this.place.clientWidth), height: 180 };
  }

  build() {
    this.plot?.destroy();
    const axis = { stroke: colour('--faint'), grid: { stroke: colour('--line'), width: 1 } };
    const series = this.names.map((label, i) => ({
      label, stroke: colour(COLOURS[i]), width: 2, value: (plot, value) => value?.toFixed(1) ?? '–',
    }));
    const options = {
      ...this.size(),
      axes: [axis, { ...axis, size: 70 }],
      scales: { y: { range: (plot, low, high) => [0, Math.max(1, high * 1.1)] } },
      series: [{}, ...series],
    };
    this.plot = new uPlot(options, this.data, this.place);
  }

  add(atMillis, values) {
    this.data[0].push(atMillis / 1000);
    values.forEach((value, i) => this.data[i + 1].push(value));
    if (this.data[0].length > POINTS) {
      this.data.forEach(row => row.shift());
    }
    this.plot.setData(this.data);
  }

  clear() {
    this.data = [[], ...this.names.map(() => [])];
    this.build();
  }
}
