import { describeDuration } from '@stagedoor/ui-parts';

/** A number of minutes, as a person would say it: "8 h". */
export function describeMinutes(minutes: number): string {
  return describeDuration(minutes * 60_000);
}
