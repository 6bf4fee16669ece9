import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useCopyToClipboard } from 'react-use';
import styles from './CloneBox.module.css';

const CONFIRMATION_MS = 2_000;

/** The command that clones a repository, ready to be copied. */
export function CloneBox(props: { cloneUrl: string }) {
  const command = `git clone ${props.cloneUrl}`;
  const [copied, copy] = useCopyToClipboard();
  const [isFresh, setFresh] = useState(false);

  useEffect(() => {
    if (!isFresh) {
      return undefined;
    }
    const timer = setTimeout(() => setFresh(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [isFresh]);

  const isCopied = isFresh && !copied.error;
  return (
    <div>
      <div className={styles.box}>
        <pre
          className={styles.command}
          tabIndex={0}
          aria-label="Command to clone"
        >
          {command}
        </pre>
        <Button
          size="small"
          variant="secondary"
          aria-label={isCopied ? 'Copied' : 'Copy the command to clone'}
          iconStart={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
          onPress={() => {
            copy(command);
            setFresh(true);
          }}
        >
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p className={styles.hint}>
        Any user name; the password is a token of yours for this platform.
      </p>
    </div>
  );
}
