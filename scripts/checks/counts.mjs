import fs from 'node:fs';

/** A run that left no report has not run: that is a failure, never "nothing failed". */
const NO_REPORT = { passed: 0, failed: 1 };

/** @param {string} file - Jest's JSON report */
export function countJest(file) {
  const report = readReport(file);
  if (!report) {
    return NO_REPORT;
  }
  // A file that cannot be loaded has no tests of its own to fail.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed || (report.success ? 0 : 1),
  };
}

/**
 * @param {string} file - Jest's JSON report
 * @returns {string[]} the files in which something failed
 */
export function listFailedFiles(file) {
  return (readReport(file)?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => name);
}

/**
 * @param {string} file - Jest's JSON report
 * @param {string[]} names - of test files
 * @returns {number} how many tests in them passed
 */
export function countPassedIn(file, names) {
  return (readReport(file)?.testResults ?? [])
    .filter(({ name }) => names.includes(name))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length;
}

/** @param {string} file - Playwright's JSON report */
export function countPlaywright(file) {
  const report = readReport(file);
  if (!report?.stats) {
    return NO_REPORT;
  }
  const { expected, unexpected, flaky } = report.stats;
  return {
    // One that failed and passed when repeated on the same platform has shown its promise; the list says so.
    passed: expected + flaky,
    failed: unexpected + (report.errors?.length ?? 0),
    flaky,
  };
}

/** @param {string} output - TAP of Node's test runner */
export function countNodeTest(output) {
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? NaN);
  const passed = count('pass');
  const failed = count('fail') + count('cancelled');
  return Number.isNaN(passed + failed) ? NO_REPORT : { passed, failed };
}

/** @param {string} output - of the fault harness */
export function countFaults(output) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  return passed === undefined
    ? NO_REPORT
    : { passed: Number(passed), failed: Number(failed) };
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
