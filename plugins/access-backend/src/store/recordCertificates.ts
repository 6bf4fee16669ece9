import { IssuedCertificate } from '@stagedoor/plugin-access-node';
import { Command } from '@stagedoor/commands';
import { Knex } from 'knex';
import { CertificateRow } from './GrantReader';

/** A certificate that was made for a grant, and the command by which somebody wants it. */
export interface MadeCertificate {
  grant: number;
  issued: IssuedCertificate;
  command: Command;
}

/**
 * Everything about certificates for people in one statement, and so in one commit. Of each of them: the grant is kept
 * from ending, and has to be good for as long as the certificate; the command counts as done; the certificate and the
 * line of history are there or nothing is. Grants and keys are taken in an order, so that nobody waits for each other.
 */
const statement = `
  WITH wanted AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(CAST(? AS jsonb)) AS w (
      "grant" integer, serial text, key_id text, fingerprint text, valid_to timestamptz, "text" text,
      actor text, key text, command text, request_hash text, subject text)
  ), held AS MATERIALIZED (
    SELECT id, holder, state, ends_at FROM grants
    WHERE id IN (SELECT "grant" FROM wanted) ORDER BY id FOR SHARE
  ), usable AS MATERIALIZED (
    -- Read after the lock: whoever waited for it sees the state and the clock of now.
    SELECT wanted.*, holder FROM wanted JOIN held ON held.id = wanted."grant"
    WHERE state = 'active' AND ends_at > clock_timestamp() AND ends_at >= valid_to
  ), taken AS (
    INSERT INTO commands (actor, key, command, request_hash, subject)
    SELECT actor, key, command, request_hash, subject FROM usable
    WHERE key IS NOT NULL ORDER BY actor, key
    ON CONFLICT (actor, key) DO NOTHING
    RETURNING subject
  ), issued AS (
    INSERT INTO certificates (serial, kind, grant_id, key_id, fingerprint, issued_to, valid_to)
    SELECT serial, 'bastion', "grant", key_id, fingerprint, holder, valid_to FROM usable
    -- Of two with the same key, the one that took it: what a command is about has the serial in it.
    WHERE key IS NULL OR subject IN (SELECT subject FROM taken)
    RETURNING *
  ), told AS (
    INSERT INTO events (grant_id, by_ref, event, text)
    SELECT grant_id, issued_to, 'certificate', "text" FROM issued JOIN wanted USING (serial)
  )
  SELECT * FROM issued`;

/**
 * Writes down certificates that were made. Until then each is worth nothing, and must not leave.
 *
 * @returns in their order, undefined for one that is not to be handed out: the grant is not good for it, or the command
 *   was done before
 */
export async function recordCertificates(
  knex: Knex,
  made: readonly MadeCertificate[],
): Promise<Array<CertificateRow | undefined>> {
  const { rows } = await knex.raw<{ rows: CertificateRow[] }>(statement, [
    JSON.stringify(made.map(toWanted)),
  ]);
  const written = new Map(rows.map(row => [row.serial, row]));
  return made.map(({ issued }) => written.get(String(issued.serial)));
}

function toWanted({ grant, issued, command }: MadeCertificate) {
  const { certificate, fingerprint, keyId, serial, validTo } = issued;
  return {
    grant,
    serial: String(serial),
    key_id: keyId,
    fingerprint,
    valid_to: validTo,
    text: `Got a certificate for the key ${fingerprint}`,
    actor: command.actor,
    key: command.key,
    command: command.name,
    request_hash: command.requestHash,
    subject: `${serial} ${certificate}`,
  };
}
