import {
  GeneratorRunOptions,
  TechdocsGenerator,
} from '@backstage/plugin-techdocs-node';
import { assertMkdocsInstalled } from './assertMkdocsInstalled';
import { assertShownTheme } from './assertShownTheme';

/** The stock generator, which first makes sure that there is an mkdocs to run, and that what it builds can be shown. */
export class LocalMkdocsGenerator extends TechdocsGenerator {
  async run(options: GeneratorRunOptions): Promise<void> {
    await assertMkdocsInstalled();
    await assertShownTheme(options.inputDir);
    await super.run(options);
  }
}
