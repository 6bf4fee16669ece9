type Labels = Record<string, string>;

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Counters and request times in the text format of Prometheus. */
export class Metrics {
  readonly #counters = new Map<string, Map<string, number>>();
  readonly #help = new Map<string, string>();
  readonly #times = new Map<string, { sum: number; counts: number[] }>();

  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const series = this.#counters.get(name) ?? new Map<string, number>();
    this.#counters.set(name, series);
    this.#help.set(name, help);
    const key = formatLabels(labels);
    series.set(key, (series.get(key) ?? 0) + by);
  }

  observeRequest(labels: Labels, seconds: number): void {
    const key = formatLabels(labels);
    const time = this.#times.get(key) ?? {
      sum: 0,
      counts: new Array<number>(buckets.length + 1).fill(0),
    };
    this.#times.set(key, time);
    const bucket = buckets.findIndex(limit => seconds <= limit);
    time.counts[bucket === -1 ? buckets.length : bucket]! += 1;
    time.sum += seconds;
  }

  format(): string {
    const lines: string[] = [];
    const name = 'http_request_duration_seconds';
    lines.push(`# HELP ${name} Time to answer a request`);
    lines.push(`# TYPE ${name} histogram`);
    for (const [labels, { sum, counts }] of this.#times) {
      let total = 0;
      counts.forEach((count, index) => {
        total += count;
        const limit = buckets[index] ?? '+Inf';
        lines.push(`${name}_bucket{${labels},le="${limit}"} ${total}`);
      });
      lines.push(`${name}_sum{${labels}} ${sum}`);
      lines.push(`${name}_count{${labels}} ${total}`);
    }
    for (const [counter, series] of this.#counters) {
      lines.push(`# HELP ${counter} ${this.#help.get(counter)}`);
      lines.push(`# TYPE ${counter} counter`);
      for (const [labels, value] of series) {
        lines.push(`${counter}${labels && `{${labels}}`} ${value}`);
      }
    }
    lines.push('# HELP process_resident_memory_bytes Memory in use');
    lines.push('# TYPE process_resident_memory_bytes gauge');
    lines.push(`process_resident_memory_bytes ${process.memoryUsage.rss()}`);
    lines.push('# HELP process_uptime_seconds Time since the start');
    lines.push('# TYPE process_uptime_seconds gauge');
    lines.push(`process_uptime_seconds ${process.uptime()}`);
    return `${lines.join('\n')}\n`;
  }
}

function formatLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`)
    .join(',');
}
