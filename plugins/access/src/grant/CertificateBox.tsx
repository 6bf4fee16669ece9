import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccessOutput, SavedKey } from '@stagedoor/plugin-access-common';
import {
  ActionButton,
  createIdempotencyKey,
  ErrorNote,
  Loading,
  useCommand,
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
      onForget={keys.reload}
      onIssued={onIssued}
    />
  );
}

function KnownKeys(props: {
  grant: number;
  keys: readonly SavedKey[];
  onForget: () => void;
  onIssued: () => void;
}) {
  const { grant, keys, onForget, onIssued } = props;
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
      onIssued();
    },
  );
  return (
    <div className={styles.certificate}>
      <KeyChoice keys={keys} onChange={setKey} onForget={onForget} />
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
      {issued ? (
        <>
          <p className={styles.quiet}>
            {t('certificate.valid')} <TimeLeft until={issued.details.validTo} />
            . {t('certificate.where')}
          </p>
          <CopyLine
            text={`echo '${issued.certificate.trim()}' > ${issued.connection.certificateFile}`}
            label={t('certificate.save')}
            copy={t('certificate.copy')}
          />
        </>
      ) : null}
    </div>
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
