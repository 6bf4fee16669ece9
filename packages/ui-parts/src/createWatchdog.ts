/** Aborts when nothing has been heard within the time that is expected, or when the signal above it does. */
export function createWatchdog(
  firstMs: number,
  above: AbortSignal,
): {
  signal: AbortSignal;
  expect: (withinMs: number) => void;
  stop: () => void;
} {
  const controller = new AbortController();
  const onAbove = () => controller.abort(above.reason);
  if (above.aborted) {
    onAbove();
  }
  above.addEventListener('abort', onAbove);
  const bark = () => controller.abort(new Error('The stream fell silent.'));
  let timer = setTimeout(bark, firstMs);
  return {
    signal: controller.signal,
    expect: withinMs => {
      clearTimeout(timer);
      timer = setTimeout(bark, withinMs);
    },
    stop: () => {
      clearTimeout(timer);
      above.removeEventListener('abort', onAbove);
      // Closes a connection that is still open.
      controller.abort();
    },
  };
}
