import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { z } from 'zod';

/** The reader in the browser keeps the style sheet of this theme alone, and waits for one before it shows anything. */
const shownTheme = 'material';

const mkdocsSchema = z.looseObject({
  theme: z.union([
    z.string(),
    z.looseObject({ name: z.string() }).transform(({ name }) => name),
  ]),
});

/** Throws, in words for whoever reads the page, where docs ask for a theme that would never appear. */
export async function assertShownTheme(inputDir: string): Promise<void> {
  for (const file of ['mkdocs.yaml', 'mkdocs.yml']) {
    const text = await readFile(join(inputDir, file), 'utf8').catch(() => '');
    // What is not right in any other way is for the build to say, which shows its log.
    const { data } = mkdocsSchema.safeParse(
      parse(text, { logLevel: 'silent' }),
    );
    if (data && data.theme !== shownTheme) {
      throw new InputError(
        `${file} asks for the theme '${data.theme}', and only '${shownTheme}' can be shown here. Name that one, or leave the theme out.`,
      );
    }
  }
}
