import { RecordedStep } from './RunSteps';

/** So often a step may be lost with the worker that has begun it. */
const mostLost = 5;
/** Ends a step that shuts down the platform which carries it out, again and again. */
const mostBegun = 50;

/** Whether a step is not begun once more. Attempts of workers that were told to stop say nothing against it. */
export function isGivenUp(step: RecordedStep): boolean {
  return (
    step.attempt - step.handedOver >= mostLost || step.attempt >= mostBegun
  );
}
