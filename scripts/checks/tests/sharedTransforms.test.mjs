import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../launcher/paths.mjs';

const require = createRequire(import.meta.url);

/**
 * Newer versions of what makes the key put the whole configuration of the project into it: all packages would transform
 * all dependencies for themselves, which takes minutes. A resolution in package.json keeps them out.
 */
test('packages share what Jest has transformed of their dependencies', () => {
  const { createTransformer } = require('@swc/jest');
  const transformer = createTransformer({ jsc: {} });
  const keyFor = name => {
    const rootDir = path.join(root, name, 'src');
    return transformer.getCacheKey(
      'export const a = 1;',
      path.join(root, 'node_modules/a/index.js'),
      {
        config: { rootDir, displayName: name },
        configString: JSON.stringify({ rootDir, displayName: name }),
        instrument: false,
        supportsStaticESM: false,
      },
    );
  };
  assert.equal(keyFor('plugins/access'), keyFor('packages/app'));
});
