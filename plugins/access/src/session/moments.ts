/** Seconds as a player shows them: 1:05, 1:02:05. */
export function writeClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}`
    : `${minutes}:${rest}`;
}

/** The moment in the address of a replay, in seconds: `?t=65`. */
export function readMomentInAddress(query: URLSearchParams): number {
  const seconds = Number(query.get('t') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}

/** Whether a line of a recording is the mark of the platform where the rest of it is missing or was changed. */
export function isTear(line: string): boolean {
  return /^\[[\d.]+,"m","Torn: /.test(line);
}
