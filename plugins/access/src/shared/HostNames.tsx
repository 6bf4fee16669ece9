import type { PinnedHost } from '@stagedoor/plugin-access-common';
import { EntityName } from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import styles from './shared.module.css';

/** Hosts by name, with the way to their pages, and the environments that they are of. */
export function HostNames(props: {
  hosts: readonly PinnedHost[];
  isPlain?: boolean;
}) {
  const { hosts, isPlain } = props;
  const environments = [...new Set(hosts.map(host => host.environment))];
  return (
    <span className={styles.hosts}>
      {hosts.map((host, index) => (
        <Fragment key={host.ref}>
          {index > 0 ? ', ' : null}
          <EntityName entityRef={host.ref} isPlain={isPlain}>
            {host.name}
          </EntityName>
        </Fragment>
      ))}{' '}
      <small>{environments.join(', ')}</small>
    </span>
  );
}

/** Hosts in words, for names of buttons. */
export function nameHosts(hosts: readonly PinnedHost[]): string {
  return hosts.map(host => host.name).join(', ');
}
