import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** @public */
export const homeTranslationRef = createTranslationRef({
  id: 'plugin.releases.home',
  messages: {
    waiting: 'Releases that wait for you',
    running: 'Runs now',
    runningLoading: 'Loading what runs now',
    runningNone: 'No release is running.',
    allReleases: 'All releases',
    title: 'My services',
    all: 'All in the catalog',
    loading: 'Loading your services',
    subject: 'Your services',
    versions: 'What runs where could not be loaded:',
    retry: 'Try again',
    name: 'Service',
    none: 'Nothing in the catalog is owned by you or by a team of yours. What you create from a template is yours from the first minute.',
    notReleased: 'Not released from here',
    problem: 'The pipeline cannot be used',
    elsewhere: 'not released there',
    mixed: 'several versions',
    unknown: 'unknown',
    unknownMeaning: 'Contact with a host was lost while it was being changed.',
    nothing: 'nothing yet',
    moving: '#{{id}} runs',
    more_one: 'and {{count}} more in the catalog',
    more_other: 'and {{count}} more in the catalog',
  },
});
