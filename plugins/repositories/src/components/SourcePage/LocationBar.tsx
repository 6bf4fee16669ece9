import { useApi } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Link,
  Menu,
  MenuItem,
  MenuTrigger,
  Button,
} from '@backstage/ui';
import type { RepositoryLocation } from '@stagedoor/plugin-repositories-common';
import { RiGitBranchLine } from '@remixicon/react';
import { useAsync } from 'react-use';
import { repositoriesApiRef } from '../../api/repositoriesApiRef';
import { useSourcePath } from '../../hooks/useSourcePath';
import styles from './SourcePage.module.css';

/** Where one is: the branch, tag or commit, and the folders on the way. Each part leads there. */
export function LocationBar(props: {
  location: RepositoryLocation & { view: 'tree' | 'blob' };
}) {
  const { location } = props;
  const { name, ref, path, view } = location;
  const api = useApi(repositoriesApiRef);
  const pathTo = useSourcePath();
  const { value: refs } = useAsync(() => api.listRefs(name), [api, name]);
  const parts = path.split('/').filter(Boolean);
  return (
    <div className={styles.row}>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiGitBranchLine />}
          aria-label={`Branch, tag or commit: ${ref}`}
        >
          {/^[0-9a-f]{40,}$/.test(ref) ? ref.slice(0, 7) : ref}
        </Button>
        <Menu>
          {(refs?.items ?? []).map(item => (
            <MenuItem
              key={`${item.kind} ${item.name}`}
              href={pathTo(view, { name, ref: item.name, path })}
            >
              {item.kind === 'tag' ? `${item.name} (tag)` : item.name}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      <nav aria-label="Folders" className={styles.crumbs}>
        <ol className={styles.crumbs}>
          <li>
            <Link href={pathTo('tree', { name, ref, path: '' })}>{name}</Link>
          </li>
          {parts.map((part, index) => {
            const here = parts.slice(0, index + 1).join('/');
            return (
              <li key={here}>
                {index === parts.length - 1 ? (
                  <span aria-current="page">{part}</span>
                ) : (
                  <Link href={pathTo('tree', { name, ref, path: here })}>
                    {part}
                  </Link>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      {parts.length > 0 && (
        <ButtonLink
          size="small"
          variant="secondary"
          href={pathTo('tree', {
            name,
            ref,
            path: parts.slice(0, -1).join('/'),
          })}
        >
          Up
        </ButtonLink>
      )}
    </div>
  );
}
