import { AccessProvider, ProvidedGrant } from '@stagedoor/plugin-access-node';

/** A provider that behaves as those of others do: slow, down for a while, and told things twice. */
export class FakeProvider implements AccessProvider {
  readonly id = 'fake';
  /** What it lets in now. */
  readonly open = new Set<number>();
  /** What it was told, in order. */
  readonly calls: string[] = [];
  /** What it was given about each grant, last. */
  readonly given = new Map<number, ProvidedGrant>();
  isDown = false;
  delayMs = 0;
  /** It does what it is told, and fails to say so. */
  losesAnswers = false;

  async activate(grant: ProvidedGrant, signal: AbortSignal): Promise<void> {
    await this.#act(`activate ${grant.id}`, grant, signal, () =>
      this.open.add(grant.id),
    );
  }

  async revoke(grant: ProvidedGrant, signal: AbortSignal): Promise<void> {
    await this.#act(`revoke ${grant.id}`, grant, signal, () =>
      this.open.delete(grant.id),
    );
  }

  async #act(
    call: string,
    grant: ProvidedGrant,
    signal: AbortSignal,
    act: () => void,
  ): Promise<void> {
    this.calls.push(call);
    this.given.set(grant.id, grant);
    if (this.delayMs > 0) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, this.delayMs);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(new Error('given up'));
        });
      });
    }
    if (this.isDown) {
      throw new Error('The jump server is down');
    }
    act();
    if (this.losesAnswers) {
      throw new Error('The connection broke');
    }
  }
}
