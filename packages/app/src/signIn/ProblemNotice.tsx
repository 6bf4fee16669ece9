import { ReactNode, useEffect, useState } from 'react';
import { Alert } from '@backstage/ui';
import { SignInProblem } from './SignInProblem';

/** Silent for screen readers, which would otherwise read every second of it. */
const Countdown = ({ until }: { until: number }) => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.round((until - now) / 1000));
  return <span aria-hidden="true">Trying again in {seconds} s.</span>;
};

interface ProblemNoticeProps {
  problem: SignInProblem;
  /** When the attempt is made again by itself. */
  retryAt?: number;
  actions?: ReactNode;
}

/** Why the attempt failed, and what happens next. */
export const ProblemNotice = (props: ProblemNoticeProps) => {
  const { problem, retryAt, actions } = props;
  return (
    <Alert
      role="alert"
      icon
      status={problem.passing ? 'warning' : 'danger'}
      title={problem.title}
      description={
        <>
          {problem.detail}
          {retryAt !== undefined && (
            <>
              {' '}
              <Countdown until={retryAt} />
            </>
          )}
        </>
      }
      customActions={actions}
    />
  );
};
