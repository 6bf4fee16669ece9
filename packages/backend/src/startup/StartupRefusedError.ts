import { CustomErrorBase } from '@backstage/errors';
import { Finding, formatFinding } from './Finding';

/** The configuration is not safe to run with; nothing has been started. */
export class StartupRefusedError extends CustomErrorBase {
  name = 'StartupRefusedError' as const;

  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(formatFinding).join('\n'));
    this.findings = findings;
  }
}
