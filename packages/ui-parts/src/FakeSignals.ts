import type { SignalApi } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';

/** Signals of a server that a test can let speak. */
export class FakeSignals implements SignalApi {
  readonly #listeners = new Set<(message: never) => void>();

  subscribe<T>(_channel: string, listener: (message: T) => void) {
    this.#listeners.add(listener);
    return { unsubscribe: () => this.#listeners.delete(listener) };
  }

  say(message: JsonObject): void {
    this.#listeners.forEach(listener =>
      Reflect.apply(listener, undefined, [message]),
    );
  }
}
