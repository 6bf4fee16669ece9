import { createAnswers } from '@stagedoor/ui-parts/testing';

/** Serves one route of the backend of access. */
export const answerRoute = createAnswers('access');
