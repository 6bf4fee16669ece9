const path = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

/**
 * The rules of every package: Backstage's own, and the borders that hold this repository together. Pages are built with
 * @backstage/ui, and plugins navigate with route refs, which keeps them apart from the router.
 *
 * @param {string} directory - the package's folder
 */
module.exports = directory =>
  createConfig(directory, {
    rules: {
      '@backstage/no-mixed-plugin-imports': 'error',
      'max-lines': [
        'error',
        { max: 300, skipBlankLines: true, skipComments: true },
      ],
      // What a file is about comes first, what it uses below.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
      // A scrolling block of code has to be reachable with the keyboard, and what opens to be typed into takes the focus.
      ...(isFrontend(directory)
        ? {
            'jsx-a11y/no-autofocus': 'off',
            'jsx-a11y/no-noninteractive-tabindex': [
              'error',
              {
                tags: ['pre'],
                roles: ['tabpanel'],
                allowExpressionValues: true,
              },
            ],
          }
        : {}),
    },
    // A helper of several tests may expect on their behalf.
    testRules: { 'max-lines': 'off', 'jest/no-standalone-expect': 'off' },
    overrides: [
      // Tests run on Node.js, those of pages too.
      { files: ['**/*.test.*'], rules: { 'no-restricted-imports': 'off' } },
    ],
    restrictedImportPatterns: [
      '@material-ui/*',
      '@mui/*',
      ...(/[\\/]plugins[\\/]/.test(directory)
        ? ['react-router', 'react-router-dom']
        : []),
    ],
  });

function isFrontend(directory) {
  const { backstage } = require(path.join(directory, 'package.json'));
  return /^(frontend|web)/.test(backstage.role);
}
