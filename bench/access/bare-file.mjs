import fs from 'node:fs';
import http from 'node:http';

/** The least that a server of a file can be: it is sent as it is read. No sign-in, no permissions, no checks. */
const server = http.createServer((_, response) => {
  fs.createReadStream(process.env.BARE_FILE).pipe(response);
});
server.listen(0, '127.0.0.1', () =>
  process.send({ port: server.address().port }),
);
process.once('disconnect', () => process.exit(0));
