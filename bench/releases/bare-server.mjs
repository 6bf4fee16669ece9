import express from 'express';
import pg from 'pg';

/**
 * The least that a server of a list can be: one query by the same order over the same table, and its rows as JSON. No
 * sign-in, no permissions, no checks. Run as a process of its own, with the connection in BARE_CONNECTION.
 */
const pool = new pg.Pool({
  ...JSON.parse(process.env.BARE_CONNECTION),
  max: 10,
});
const app = express();
app.get('/releases', async (request, response) => {
  const { cursor = 2_147_483_647, limit = 50 } = request.query;
  const { rows } = await pool.query(
    `SELECT id, component, environment, kind, commit, label, state, requested_by, requested_at, started_at, finished_at,
       outcome, cancel_requested_at
     FROM releases WHERE id < $1 ORDER BY id DESC LIMIT $2`,
    [cursor, limit],
  );
  response.json({ items: rows, nextCursor: String(rows.at(-1)?.id) });
});
const server = app.listen(0, '127.0.0.1', () =>
  process.send({ port: server.address().port }),
);
process.once('disconnect', () => process.exit(0));
