import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Select, TextAreaField } from '@backstage/ui';
import type { SavedKey } from '@stagedoor/plugin-access-common';
import { useState } from 'react';
import { accessTranslationRef } from '../translation';
import { ForgetKey } from './ForgetKey';
import { isPrivateKey, readPublicKey } from './readPublicKey';
import styles from './grant.module.css';

/** The key that a certificate is for: a saved one, or one that is pasted. */
export type ChosenKey =
  { savedKey: number } | { publicKey: string; saveAs?: string };

const pasteOne = 'paste';

/** Chooses a saved key or takes a pasted one. A private key is taken out of the field at once and never sent. */
export function KeyChoice(props: {
  keys: readonly SavedKey[];
  onChange: (key: ChosenKey | undefined) => void;
  /** A saved key was removed. */
  onForget: () => void;
}) {
  const { keys, onChange, onForget } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const first = keys.at(0);
  const [source, setSource] = useState(first ? String(first.id) : pasteOne);
  const [pasted, setPasted] = useState('');
  const [isKept, setKept] = useState(true);
  const [problem, setProblem] = useState<string>();

  const take = (text: string, keep: boolean) => {
    if (isPrivateKey(text)) {
      setPasted('');
      setProblem(t('certificate.wrong.private'));
      onChange(undefined);
      return;
    }
    setPasted(text);
    const key = readPublicKey(text);
    const isPublic = key.kind === 'public';
    setProblem(
      text.trim() === '' || isPublic
        ? undefined
        : t(`certificate.wrong.${key.kind}`),
    );
    onChange(
      isPublic
        ? {
            publicKey: key.line,
            saveAs: keep
              ? key.name.slice(0, 100) || t('certificate.unnamed')
              : undefined,
          }
        : undefined,
    );
  };
  const choose = (next: string) => {
    setSource(next);
    if (next === pasteOne) {
      take(pasted, isKept);
    } else {
      onChange({ savedKey: Number(next) });
    }
  };

  const chosen = keys.find(({ id }) => String(id) === source);

  return (
    <div className={styles.key}>
      {first ? (
        <Select
          label={t('certificate.key')}
          options={[
            ...keys.map(({ id, name, type, fingerprint }) => ({
              id: String(id),
              label: `${name} (${type.replace(/^ssh-/, '')} …${fingerprint.slice(-4)})`,
            })),
            { id: pasteOne, label: t('certificate.another') },
          ]}
          selectedKey={source}
          onSelectionChange={key => choose(String(key))}
        />
      ) : null}
      {chosen ? (
        <ForgetKey
          savedKey={chosen}
          onDone={() => {
            const next = keys.find(({ id }) => id !== chosen.id);
            choose(next ? String(next.id) : pasteOne);
            onForget();
          }}
        />
      ) : null}
      {source === pasteOne ? (
        <>
          <TextAreaField
            label={t('certificate.publicKey')}
            description={t('certificate.publicKeyMeaning')}
            isRequired
            placeholder="ssh-ed25519 AAAA…"
            rows={2}
            value={pasted}
            onChange={text => take(text, isKept)}
          />
          {problem ? (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          ) : null}
          <Checkbox
            isSelected={isKept}
            onChange={keep => {
              setKept(keep);
              take(pasted, keep);
            }}
          >
            {t('certificate.keep')}
          </Checkbox>
        </>
      ) : null}
    </div>
  );
}
