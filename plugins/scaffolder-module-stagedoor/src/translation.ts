import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** @public */
export const serviceCreationTranslationRef = createTranslationRef({
  id: 'scaffolder.stagedoor',
  messages: {
    retry: 'Try again',
    serviceName: {
      title: 'Name',
      description: 'Lower-case letters, digits and dashes.',
      checking: 'Checking the name…',
      free: '{{name}} is free.',
      takenBy: 'It belongs to',
      unknown:
        'Whether the name is free cannot be checked now ({{reason}}). It is checked again when the service is created.',
      suggest: 'Use {{name}}',
      tooShort: 'At least {{limit}} characters.',
      tooLong: 'At most {{limit}} characters.',
      pattern: 'This template does not allow this name.',
    },
    destination: {
      title: 'Where the source lives',
      loading: 'Loading destinations',
      failed: 'Which destinations can be used is not known',
      ownerGithub: 'Organisation or user',
      ownerGitlab: 'Group or user',
      ownerGithubHelp: 'Whose repository it will be on {{host}}.',
      ownerGitlabHelp:
        'The path of the group on {{host}}, such as company/payments.',
      ownerMissing: 'Say who will own the repository.',
      storeUnknown: 'Built-in store',
    },
    myTeam: {
      title: 'Owner',
      description:
        'The team that answers for it. Only your own teams can be chosen.',
      loading: 'Loading your teams',
      placeholder: 'Choose a team',
      noneTitle: 'You belong to no team',
      noneDescription:
        'A service is owned by a team, and you can create one only for a team of yours. Ask whoever keeps the teams of your organisation to add you, then sign in again.',
      failed: 'Your teams could not be loaded',
    },
    preview: {
      title: 'What will be created',
      loading: 'Rendering the preview…',
      updating: 'Updating the preview…',
      failed: 'There is no preview for these values',
      noTemplate:
        'The preview is shown when the template is opened from the Create page.',
      repository: 'Repository',
      entities: 'In the catalog',
      noEntities: 'Nothing will appear in the catalog.',
      problems: 'The catalog would refuse this',
      summary_one: '{{count}} file, {{size}}',
      summary_other: '{{count}} files, {{size}}',
      notShown: 'The first {{shown}} of {{total}} are shown.',
      files: 'Files',
      executable: 'executable',
      binary: 'A binary file; its content is not shown.',
      tooLarge: 'Too large to be shown here.',
      empty: 'An empty file.',
      ownedBy: 'owned by {{owner}}',
      nothing: 'The template makes no files.',
    },
  },
});
