import { Radio } from '@backstage/ui';
import { DestinationOption } from '@stagedoor/service-creation';
import styles from './Destination.module.css';

/** One destination to choose. One that cannot be used says why. */
export function DestinationCard(props: {
  value: string;
  option: DestinationOption;
}) {
  const { value, option } = props;
  return (
    <Radio value={value} isDisabled={!option.usable} className={styles.card}>
      <span className={styles.text}>
        <span className={styles.title}>{option.title}</span>
        <span className={styles.description}>
          {option.usable ? option.description : option.reason}
        </span>
      </span>
    </Radio>
  );
}
