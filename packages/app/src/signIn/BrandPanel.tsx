import { Mark } from '../shell/Mark';
import styles from './BrandPanel.module.css';

/** What this is, in one sentence, beside an open stage door. */
export const BrandPanel = ({ evaluation }: { evaluation: boolean }) => (
  <aside className={styles.panel} aria-label="About Stagedoor">
    <div className={styles.name}>
      <Mark size={32} />
      Stagedoor
    </div>
    <p className={styles.sentence}>
      Who owns it, what runs where, is it healthy, how do I release it, how do I
      get in: one place for every service you have.
    </p>
    {evaluation && (
      <p className={styles.note}>
        This is an evaluation with an example organisation. Nothing here is
        real, so try everything.
      </p>
    )}
    <svg className={styles.door} viewBox="0 0 320 320" aria-hidden="true">
      <linearGradient id="sign-in-light" x2="0" y2="1">
        <stop stopColor="var(--sd-brand)" stopOpacity="0.32" />
        <stop offset="1" stopColor="var(--sd-brand)" stopOpacity="0" />
      </linearGradient>
      <path fill="url(#sign-in-light)" d="M140 210 20 320h280L220 210z" />
      <path className={styles.frame} d="M120 210V96a60 60 0 0 1 120 0v114z" />
      <path className={styles.opening} d="M134 210V98a46 46 0 0 1 92 0v112z" />
      <path className={styles.leaf} d="M134 210V98c0-14 6-27 16-35v170z" />
      <circle className={styles.knob} cx="144" cy="160" r="3" />
    </svg>
  </aside>
);
