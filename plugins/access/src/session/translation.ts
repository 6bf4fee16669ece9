import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of the live terminal. */
export const watchTranslationRef = createTranslationRef({
  id: 'plugin.access.watch',
  messages: {
    watch: 'Watch live',
    terminal: 'Live terminal on {{host}}',
    connecting: 'Connecting',
    live: 'Live',
    waiting: 'Interrupted',
    over: 'Over',
    fromBeginning: 'From the beginning',
    replay: 'Replay it',
    rest: 'This is the beginning; the rest is on its way.',
    restFailed: 'This is only the beginning; the rest could not be loaded:',
    noPlayer: 'The player could not be loaded:',
    meaning: {
      connecting: 'The terminal appears in a moment.',
      live: 'This is what the terminal shows now.',
      waiting: 'The connection broke. It is tried again:',
      over: 'Nothing follows any more.',
    },
  },
});
