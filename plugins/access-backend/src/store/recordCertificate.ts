import { IssuedCertificate } from '@stagedoor/plugin-access-node';
import { Command } from '@stagedoor/commands';
import { Knex } from 'knex';
import { CertificateRow } from './GrantReader';

/**
 * Everything about a certificate for a person in one statement, and so in one commit: the grant is kept from ending, and
 * has to be good for as long as the certificate; the command counts as done; the certificate and the line of history are
 * there or nothing is.
 */
const statement = `
  WITH held AS MATERIALIZED (
    SELECT id, holder, state, ends_at FROM grants WHERE id = :grant FOR SHARE
  ), usable AS MATERIALIZED (
    -- Read after the lock: whoever waited for it sees the state and the clock of now.
    SELECT id, holder FROM held
    WHERE state = 'active' AND ends_at > clock_timestamp() AND ends_at >= CAST(:validTo AS timestamptz)
  ), taken AS (
    INSERT INTO commands (actor, key, command, request_hash, subject)
    SELECT :actor, :key, :command, :requestHash, :subject FROM usable
    WHERE CAST(:key AS text) IS NOT NULL
    ON CONFLICT (actor, key) DO NOTHING
    RETURNING key
  ), issued AS (
    INSERT INTO certificates (serial, kind, grant_id, key_id, fingerprint, issued_to, valid_to)
    SELECT :serial, 'bastion', id, :keyId, :fingerprint, holder, CAST(:validTo AS timestamptz) FROM usable
    WHERE CAST(:key AS text) IS NULL OR EXISTS (SELECT FROM taken)
    RETURNING *
  ), told AS (
    INSERT INTO events (grant_id, by_ref, event, text)
    SELECT grant_id, issued_to, 'certificate', :text FROM issued
  )
  SELECT * FROM issued`;

/**
 * Writes down a certificate that was made for a grant. Until then it is worth nothing, and must not leave.
 *
 * @returns undefined if it is not to be handed out: the grant is not good for it, or the command was done before
 */
export async function recordCertificate(
  knex: Knex,
  grant: number,
  issued: IssuedCertificate,
  command: Command,
): Promise<CertificateRow | undefined> {
  const { certificate, fingerprint, keyId, serial, validTo } = issued;
  const { rows } = await knex.raw<{ rows: CertificateRow[] }>(statement, {
    grant,
    actor: command.actor,
    key: command.key ?? null,
    command: command.name,
    requestHash: command.requestHash,
    subject: `${serial} ${certificate}`,
    serial: String(serial),
    keyId,
    fingerprint,
    validTo,
    text: `Got a certificate for the key ${fingerprint}`,
  });
  return rows[0];
}
