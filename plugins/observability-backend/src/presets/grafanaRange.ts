import { TimeRange } from '@stagedoor/plugin-observability-common';

/** A range as Grafana takes it: relative where the range ends now, so that the dashboard keeps following. */
export function toGrafanaRange(range: TimeRange): { from: string; to: string } {
  return range.preset
    ? { from: `now-${range.preset}`, to: 'now' }
    : {
        from: String(range.from.getTime()),
        to: String(range.to.getTime()),
      };
}
