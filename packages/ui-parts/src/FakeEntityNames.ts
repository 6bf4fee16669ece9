import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  defaultEntityPresentation,
  type EntityPresentationApi,
} from '@backstage/plugin-catalog-react';

/** Knows what things are called that are not called by the name in their reference. */
export class FakeEntityNames implements EntityPresentationApi {
  readonly #names: Readonly<Record<string, string>>;

  /** @param names - by entity ref */
  constructor(names: Readonly<Record<string, string>>) {
    this.#names = names;
  }

  forEntity(entityOrRef: Entity | string) {
    const entityRef =
      typeof entityOrRef === 'string'
        ? entityOrRef
        : stringifyEntityRef(entityOrRef);
    const known = defaultEntityPresentation(entityOrRef);
    const snapshot = {
      ...known,
      entityRef,
      primaryTitle: this.#names[entityRef] ?? known.primaryTitle,
    };
    return { snapshot, promise: Promise.resolve(snapshot) };
  }
}
