import { Dialog, DialogBody, DialogHeader, Switch } from '@backstage/ui';
import type { Shortcut } from './shortcuts';
import styles from './ShortcutList.module.css';

interface ShortcutListProps {
  shortcuts: readonly Shortcut[];
  enabled: boolean;
  onEnabledChange: (enabled: boolean) => void;
  onClose: () => void;
}

/** The dialog that lists every shortcut and lets a person turn them off. */
export const ShortcutList = (props: ShortcutListProps) => {
  const { shortcuts, enabled, onEnabledChange, onClose } = props;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={440}>
      <DialogHeader>Keyboard shortcuts</DialogHeader>
      <DialogBody>
        <dl className={styles.list}>
          {shortcuts.map(shortcut => (
            <div key={shortcut.keys.join(' ')} className={styles.row}>
              <dt>{shortcut.title}</dt>
              <dd>
                {shortcut.keys.map(key => (
                  <kbd key={key} className={styles.key}>
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <Switch
          label="Shortcuts are on in this browser"
          isSelected={enabled}
          onChange={onEnabledChange}
        />
      </DialogBody>
    </Dialog>
  );
};
