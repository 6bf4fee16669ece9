import type { ReactNode } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import styles from './entity.module.css';

interface AboutLink {
  id: string;
  filter?: (entity: Entity) => boolean;
  useProps: () => {
    label: string;
    href?: string;
    onClick?: (event: React.MouseEvent<HTMLAnchorElement>) => void;
    disabled?: boolean;
    icon?: ReactNode;
    title?: string;
  };
}

/** The ways from a thing to its source, its docs, and what other plugins add. */
export const AboutLinks = (props: { links: readonly AboutLink[] }) => {
  const { entity } = useEntity();
  const links = props.links.filter(link => link.filter?.(entity) ?? true);
  return links.length ? (
    <div className={styles.links}>
      {links.map(link => (
        <AboutLinkButton key={link.id} useProps={link.useProps} />
      ))}
    </div>
  ) : null;
};

const AboutLinkButton = (props: { useProps: AboutLink['useProps'] }) => {
  const { label, href, disabled, icon } = props.useProps();
  if (disabled || !href) {
    // A link that leads nowhere says nothing: what is missing is told by the tab it belongs to.
    return null;
  }
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      href={href}
      iconStart={<span className={styles.linkIcon}>{icon}</span>}
    >
      {label}
    </ButtonLink>
  );
};
