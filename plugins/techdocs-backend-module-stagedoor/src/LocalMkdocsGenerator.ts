import {
  GeneratorRunOptions,
  TechdocsGenerator,
} from '@backstage/plugin-techdocs-node';
import { assertMkdocsInstalled } from './assertMkdocsInstalled';

/** The stock generator, which first makes sure that there is an mkdocs to run. */
export class LocalMkdocsGenerator extends TechdocsGenerator {
  async run(options: GeneratorRunOptions): Promise<void> {
    await assertMkdocsInstalled();
    await super.run(options);
  }
}
