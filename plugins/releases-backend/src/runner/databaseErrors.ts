/** Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html that pass by themselves. */
const passing = [
  /^08/, // connection exceptions
  /^53/, // insufficient resources
  /^57P0/, // shut down, crashed, starting
  /^40(001|P01)$/, // serialization failure, deadlock
  /^25P03$/, // the transaction was ended because nothing was said in it
  /^25006$/, // a replica that is not yet the primary
  /^55P03$/, // lock not available
  /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/,
];

/** Says whether our database may take the same thing a little later. */
export function isPassingDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = 'code' in error ? String(error.code) : '';
  return (
    passing.some(pattern => pattern.test(code)) ||
    error.name === 'KnexTimeoutError' ||
    // What pg and knex say without a code when a connection ends under a query.
    /Connection terminated|Client has encountered a connection error|Unable to acquire a connection|timeout expired|Connection ended unexpectedly/.test(
      error.message,
    )
  );
}
