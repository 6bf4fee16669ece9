import {
  AccessExtensionPoint,
  AccessProvider,
  BastionAuthority,
} from '@stagedoor/plugin-access-node';

/** Who enforces access here, as modules have said. */
export class AccessProviders implements AccessExtensionPoint {
  readonly byId = new Map<string, AccessProvider>();
  #authority?: BastionAuthority;

  /** Absent where no module brings a bastion. */
  get authority(): BastionAuthority | undefined {
    return this.#authority;
  }

  addProvider(provider: AccessProvider): void {
    if (this.byId.has(provider.id)) {
      throw new Error(`There are two access providers '${provider.id}'`);
    }
    this.byId.set(provider.id, provider);
  }

  setBastionAuthority(authority: BastionAuthority): void {
    if (this.#authority) {
      throw new Error('There are two authorities for bastions');
    }
    this.#authority = authority;
  }
}
