import { createAnswers } from '@stagedoor/ui-parts/testing';

/** Serves one route of the backend of releases. */
export const answerRoute = createAnswers('releases');
