const usual = [30, 60, 120, 240, 480, 1440, 3 * 1440, 7 * 1440];

/** Most choices that stand side by side. */
const most = 5;

/** Lengths of access to choose from, up to the most that the policy allows, which is always one of them. */
export function offerDurations(mostMinutes: number): number[] {
  const shorter = usual.filter(minutes => minutes < mostMinutes);
  return [...shorter.slice(-(most - 1)), mostMinutes];
}
