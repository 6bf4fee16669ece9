/** Writes one JSON object a line, with field names that the log search knows. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Record<string, unknown>,
) => void;

export function createLog(
  service: string,
  write: (line: string) => void = line => process.stdout.write(line),
): Log {
  return (level, message, fields = {}) =>
    write(
      `${JSON.stringify({
        '@timestamp': new Date().toISOString(),
        'log.level': level,
        'service.name': service,
        'service.version': process.env.SERVICE_VERSION ?? 'unknown',
        'service.environment': process.env.ENVIRONMENT ?? 'dev',
        message,
        ...fields,
      })}\n`,
    );
}
