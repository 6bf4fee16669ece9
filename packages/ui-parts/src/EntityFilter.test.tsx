import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityFilter } from './EntityFilter';
import { FakeEntityNames } from './FakeEntityNames';

const paymentsApi = 'component:default/payments-api';

function open(value: string | undefined) {
  const onChange = jest.fn();
  renderInTestApp(
    <EntityFilter
      kind="component"
      label="Any component"
      value={value}
      onChange={onChange}
    />,
    {
      apis: [
        [catalogApiRef, catalogApiMock({ entities: [] })],
        [
          entityPresentationApiRef,
          new FakeEntityNames({ [paymentsApi]: 'Payments API' }),
        ],
      ],
    },
  );
  return onChange;
}

describe('EntityFilter', () => {
  it('shows what it is narrowed to by the name that the catalog has for it', async () => {
    open(paymentsApi);
    expect(
      await screen.findByRole('combobox', { name: 'Any component' }),
    ).toHaveValue('Payments API');
  });

  it('lets go of it once its text is gone', async () => {
    const onChange = open(paymentsApi);
    await userEvent.clear(await screen.findByRole('combobox'));
    expect(onChange).toHaveBeenLastCalledWith(undefined);
  });

  it('is empty where nothing is chosen', async () => {
    open(undefined);
    expect(await screen.findByRole('combobox')).toHaveValue('');
  });
});
