/** So often a step is begun, by one worker after the other, before it is given up. */
export const mostAttempts = 5;
