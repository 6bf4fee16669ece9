/** Everything the service can be told from outside, read once at start. */
export interface Config {
  serviceName: string;
  version: string;
  environment: string;
  host: string;
  port: number;
  logLevel: LogLevel;
  /** How long to stay reachable, but not ready, before no new connection is accepted. */
  shutdownDelayMs: number;
  /** How long requests in flight may take to finish after that. */
  shutdownTimeoutMs: number;
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Thrown with every problem at once, so that a wrong deployment is mended in one go. */
export class ConfigError extends Error {
  override name = 'ConfigError';

  constructor(problems: string[]) {
    super(`Wrong configuration:\n${problems.map(p => `  - ${p}`).join('\n')}`);
  }
}

/** Reads the configuration from environment variables; docs/configuration.md lists them. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];

  const readInteger = (
    key: string,
    range: { default: number; min: number; max: number },
  ): number => {
    const text = env[key]?.trim();
    if (!text) return range.default;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(value >= range.min && value <= range.max)) {
      problems.push(
        `${key} must be a whole number from ${range.min} to ${range.max}, not "${text}"`,
      );
      return range.default;
    }
    return value;
  };

  const readLogLevel = (): LogLevel => {
    const text = env.LOG_LEVEL?.trim() || 'info';
    const level = logLevels.find(known => known === text);
    if (!level) {
      problems.push(
        `LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}"`,
      );
    }
    return level ?? 'info';
  };

  const config: Config = {
    serviceName: '${{ values.name }}',
    version: env.SERVICE_VERSION?.trim() || 'unknown',
    environment: env.ENVIRONMENT?.trim() || 'dev',
    host: env.HOST?.trim() || '0.0.0.0',
    port: readInteger('PORT', { default: ${{ values.port }}, min: 0, max: 65_535 }),
    logLevel: readLogLevel(),
    shutdownDelayMs: readInteger('SHUTDOWN_DELAY_MS', {
      default: 0,
      min: 0,
      max: 60_000,
    }),
    shutdownTimeoutMs: readInteger('SHUTDOWN_TIMEOUT_MS', {
      default: 10_000,
      min: 0,
      max: 300_000,
    }),
  };

  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
