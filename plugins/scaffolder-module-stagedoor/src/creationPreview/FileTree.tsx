import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { List, ListRow } from '@backstage/ui';
import { PreviewFile } from '@stagedoor/service-creation';
import { RiFileTextLine, RiFolder3Line } from '@remixicon/react';
import { useMemo } from 'react';
import { serviceCreationTranslationRef } from '../translation';
import styles from './CreationPreview.module.css';
import { listTree } from './listTree';

/** The files as a tree; one of them is chosen. Arrow keys move through it. */
export function FileTree(props: {
  files: PreviewFile[];
  chosen?: string;
  onChoose: (path: string) => void;
}) {
  const { files, chosen, onChoose } = props;
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const rows = useMemo(() => listTree(files), [files]);
  return (
    <List
      aria-label={t('preview.files')}
      className={styles.tree}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={chosen ? [chosen] : []}
      disabledKeys={rows
        .filter(({ kind }) => kind === 'directory')
        .map(({ path }) => path)}
      onSelectionChange={keys => {
        const [key] = keys === 'all' ? [] : [...keys];
        if (key !== undefined) {
          onChoose(String(key));
        }
      }}
    >
      {rows.map(({ kind, path, name, depth }) => (
        <ListRow key={path} id={path} textValue={path} className={styles.row}>
          <span
            className={styles.rowContent}
            style={{ paddingInlineStart: `${depth * 1.125}rem` }}
          >
            {kind === 'directory' ? (
              <RiFolder3Line size={16} aria-hidden />
            ) : (
              <RiFileTextLine size={16} aria-hidden />
            )}
            {name}
          </span>
        </ListRow>
      ))}
    </List>
  );
}
