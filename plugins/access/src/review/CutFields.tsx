import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Select } from '@backstage/ui';
import type { AccessRequest } from '@stagedoor/plugin-access-common';
import { describeMinutes } from '../shared/describeMinutes';
import { accessTranslationRef } from '../translation';
import { offerShorter, type Cut } from './Cut';
import styles from './review.module.css';

/** Approves less than was asked for: fewer hosts, less time. Never more. More time is for all hosts of the access. */
export function CutFields(props: {
  request: AccessRequest;
  cut: Cut;
  onChange: (cut: Cut) => void;
}) {
  const { request, cut, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const kept = request.hosts.length - cut.dropped.length;
  return (
    <div className={styles.cut}>
      <div className={styles.minutes}>
        <Select
          label={t('review.for')}
          options={offerShorter(request.minutes).map(minutes => ({
            id: String(minutes),
            label: describeMinutes(minutes),
          }))}
          selectedKey={String(cut.minutes ?? request.minutes)}
          onSelectionChange={key => onChange({ ...cut, minutes: Number(key) })}
        />
      </div>
      {request.hosts.length > 1 && request.extends === undefined ? (
        <fieldset className={styles.hosts}>
          <legend>{t('review.hosts')}</legend>
          {request.hosts.map(({ ref, name }) => {
            const isKept = !cut.dropped.includes(ref);
            return (
              <Checkbox
                key={ref}
                isSelected={isKept}
                isDisabled={isKept && kept === 1}
                onChange={isWanted =>
                  onChange({
                    ...cut,
                    dropped: isWanted
                      ? cut.dropped.filter(other => other !== ref)
                      : [...cut.dropped, ref],
                  })
                }
              >
                {name}
              </Checkbox>
            );
          })}
        </fieldset>
      ) : null}
    </div>
  );
}
