import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import process from 'node:process';
import { runCalls } from '../lib/calls.mjs';

/**
 * The part of the platform that issues certificates, without HTTP, sign-in, permissions and catalog before it: reads the
 * grant, signs, writes down and audits. Tells what the store allows, when HTTP does not hold it up.
 * Run as a process of its own, with the sources of the platform compiled on the way, and ISSUING_SERVICE as JSON.
 */
const require = createRequire(import.meta.url);
const {
  DefaultAuditorService,
} = require('@backstage/backend-defaults/auditor');
const { WinstonLogger } = require('@backstage/backend-defaults/rootLogger');
const { default: createKnex } = require('knex');
const { format, transports } = require('winston');
const { audited, CommandLog } = require('@stagedoor/commands');
const backend = '../../plugins/access-backend/src';
const openssh = '../../plugins/access-backend-module-openssh/src';
const { CertificateDesk } = require(`${backend}/service/CertificateDesk.ts`);
const { CertificateStore } = require(`${backend}/store/CertificateStore.ts`);
const { GrantReader } = require(`${backend}/store/GrantReader.ts`);
const { OpenSshBastionAuthority } = require(
  `${openssh}/OpenSshBastionAuthority.ts`,
);
const { FileCertificateSigner } = require(
  `${openssh}/signers/FileCertificateSigner.ts`,
);

const { connection, folder, grants, holder, keys } = JSON.parse(
  process.env.ISSUING_SERVICE,
);
const database = 'backstage_plugin_access';
const knex = createKnex({
  client: 'pg',
  connection: { ...connection, database },
  pool: { min: 0, max: 10 },
});
const reader = new GrantReader(knex);
const auditor = createAuditor();
const desk = new CertificateDesk({
  auditor,
  authority: await createAuthority(),
  certificates: new CertificateStore(knex),
  commands: new CommandLog(knex, 'subject'),
  grants: reader,
});
let turn = 0;

process.on('message', async load => {
  process.send(await runCalls({ ...load, call: issue }));
});
process.once('disconnect', () => process.exit(0));
process.send('ready');

async function issue() {
  turn += 1;
  const grant = grants[turn % grants.length];
  const publicKey = keys[turn % keys.length];
  const asker = {
    ref: holder,
    inPerson: true,
    idempotencyKey: randomUUID(),
    mayHold: async () => ({ allowed: true }),
  };
  const describe = ({ details: { serial, keyId, fingerprint, validTo } }) => ({
    ...{ serial, keyId, fingerprint, validTo },
  });
  await audited(
    auditor,
    { eventId: 'access-certificate-issue', asker, meta: { grant }, describe },
    async () =>
      desk.issueForPerson(await reader.find(grant), { publicKey }, asker),
  );
}

/** Writes the log as the platform does, to the standard output. */
function createAuditor() {
  const logger = WinstonLogger.create({
    meta: { service: 'stagedoor' },
    level: 'info',
    format: format.json(),
    transports: [new transports.Console()],
  }).child({ isAuditEvent: true });
  return DefaultAuditorService.create(
    event => logger.info(`access.${event.eventId}`, event),
    {
      plugin: { getId: () => 'access' },
      auth: {
        getOwnServiceCredentials: async () => ({ principal: {} }),
        isPrincipal: () => false,
      },
    },
  );
}

async function createAuthority() {
  const authorities = {};
  for (const name of ['bastion-users', 'hosts-users', 'host-keys']) {
    const signer = await FileCertificateSigner.open(`${folder}/ca/${name}`);
    authorities[name] = { signer, trusted: [signer.publicKey] };
  }
  return new OpenSshBastionAuthority({
    authorities,
    bastions: [
      {
        name: 'bastion',
        address: '127.0.0.1:2222',
        user: 'jump',
        token: randomUUID(),
        sourceAddresses: ['127.0.0.1/32'],
      },
    ],
    now: () => new Date(),
  });
}
