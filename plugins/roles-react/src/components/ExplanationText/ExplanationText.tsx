import { Text } from '@backstage/ui';
import { Explanation } from '@stagedoor/plugin-roles-common';
import styles from './ExplanationText.module.css';

/**
 * The sentences of an explanation: why, and what to do about it.
 *
 * @public
 */
export function ExplanationText(props: { explanation: Explanation }) {
  const { because, howToGet } = props.explanation;
  return (
    <div className={styles.root}>
      <Text as="p">{because}</Text>
      {howToGet && (
        <Text as="p" color="secondary">
          {howToGet}
        </Text>
      )}
    </div>
  );
}
