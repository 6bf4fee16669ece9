import {
  ReleaseEngine,
  ReleaseEnginesExtensionPoint,
} from '@stagedoor/plugin-releases-node';

/** The engines that modules have added. */
export class ReleaseEngines implements ReleaseEnginesExtensionPoint {
  readonly byId = new Map<string, ReleaseEngine>();

  addEngine(engine: ReleaseEngine): void {
    if (this.byId.has(engine.id)) {
      throw new Error(
        `There are two release engines with the id '${engine.id}'; add only one of their modules`,
      );
    }
    this.byId.set(engine.id, engine);
  }
}
