import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccessOutput, SavedKey } from '@stagedoor/plugin-access-common';
import {
  ActionButton,
  createIdempotencyKey,
  ErrorNote,
  Loading,
  useCommand,
  useNow,
} from '@stagedoor/ui-parts';
import { useCallback, useState } from 'react';
import { useAccess } from '../api/useAccess';
import { useAccessCall } from '../api/useAccessCommand';
import { CopyLine } from '../shared/CopyLine';
import { TimeLeft } from '../shared/TimeLeft';
import { accessTranslationRef } from '../translation';
import { KeyChoice, type ChosenKey } from './KeyChoice';
import styles from './grant.module.css';

/** Gets a certificate for a key of the holder, and says where to put it. */
export function CertificateBox(props: { grant: number; onIssued: () => void }) {
  const { grant, onIssued } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const keys = useAccess('listKeys', { params: {} });
  if (keys.value === undefined && keys.error === undefined) {
    return <Loading label={t('certificate.keysLoading')} lines={1} />;
  }
  // Without the saved keys one can still paste a key.
  return (
    <KnownKeys
      grant={grant}
      keys={keys.value?.items ?? []}
      onChange={keys.reload}
      onIssued={onIssued}
    />
  );
}

function KnownKeys(props: {
  grant: number;
  keys: readonly SavedKey[];
  /** One was saved or forgotten. */
  onChange: () => void;
  onIssued: () => void;
}) {
  const { grant, keys, onChange, onIssued } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const first = keys.at(0);
  const [key, setKey] = useState<ChosenKey | undefined>(
    first && { savedKey: first.id },
  );
  const [issued, setIssued] = useState<AccessOutput<'issueCertificate'>>();
  const issue = useAccessCall('issueCertificate');
  const command = useCommand(
    useCallback(
      // Every press is a certificate of its own: the one before may have run out.
      (chosen: ChosenKey) =>
        issue({ params: { id: grant }, body: chosen }, createIdempotencyKey()),
      [issue, grant],
    ),
    certificate => {
      setIssued(certificate);
      onChange();
      onIssued();
    },
  );
  return (
    <div className={styles.certificate}>
      <KeyChoice keys={keys} onChange={setKey} onForget={onChange} />
      <ActionButton
        variant="primary"
        allowed={
          key
            ? { allowed: true }
            : { allowed: false, reason: t('certificate.noKey') }
        }
        isPending={command.isRunning}
        onPress={() => key && command.execute(key)}
      >
        {t('certificate.get')}
      </ActionButton>
      <ErrorNote error={command.error} />
      {issued ? <Issued issued={issued} /> : null}
    </div>
  );
}

/** A certificate with what to do with it, as long as it is good for anything. */
function Issued(props: { issued: AccessOutput<'issueCertificate'> }) {
  const { certificate, connection, details } = props.issued;
  const { t } = useTranslationRef(accessTranslationRef);
  const now = useNow(1_000);
  if (now.getTime() >= Date.parse(details.validTo)) {
    return <p className={styles.quiet}>{t('certificate.over')}</p>;
  }
  return (
    <>
      <p className={styles.quiet}>
        {t('certificate.valid')} <TimeLeft until={details.validTo} />.{' '}
        {t('certificate.where')}
      </p>
      <CopyLine
        text={`echo '${certificate.trim()}' > ${connection.certificateFile}`}
        label={t('certificate.save')}
        copy={t('certificate.copy')}
      />
    </>
  );
}

/** How to log in, ready to paste. */
export function ConnectionBox(props: {
  connection: AccessOutput<'issueCertificate'>['connection'];
}) {
  const { commands, sshConfig, bastion } = props.connection;
  const { t } = useTranslationRef(accessTranslationRef);
  return (
    <div className={styles.certificate}>
      {commands.map(({ host, command }) => (
        <CopyLine
          key={host}
          text={command}
          isWhole
          label={t('connection.command', { host })}
          copy={t('connection.copy', { host })}
        />
      ))}
      <p className={styles.quiet}>{t('connection.hints')}</p>
      <details>
        <summary>{t('connection.knownHosts')}</summary>
        <CopyLine
          text={`echo '${bastion.knownHosts.trim()}' >> ~/.ssh/known_hosts`}
          isWhole
          label={t('connection.trust')}
          copy={t('connection.copyTrust')}
        />
      </details>
      <details>
        <summary>{t('connection.config')}</summary>
        <CopyLine
          text={sshConfig}
          isWhole
          label={t('connection.config')}
          copy={t('connection.copyConfig')}
        />
      </details>
    </div>
  );
}
