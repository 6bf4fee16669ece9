import { isError } from '@backstage/errors';
import { Alert, Button } from '@backstage/ui';

/** Says what could not be read and why, and tries again when asked. */
export function Problem(props: {
  /** What was being read, as the sentence begins: "The repository". */
  subject: string;
  error: unknown;
  onRetry: () => void;
}) {
  const { subject, error, onRetry } = props;
  return (
    <Alert
      status="danger"
      title={`${subject} cannot be shown`}
      description={explain(error)}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          Try again
        </Button>
      }
    />
  );
}

function explain(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  const cause = isError(error.cause) ? error.cause : error;
  return cause.name === 'NotFoundError'
    ? 'There is nothing at this address, or you may not read it.'
    : cause.message;
}
