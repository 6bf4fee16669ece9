import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { NamedText, shortenReferences } from './NamedText';

const sentence =
  'Cancelled by user:default/ana.ruiz, who belongs to group:default/payments.';

describe('NamedText', () => {
  it('calls people and things what the catalog calls them, and leads to them', async () => {
    renderInTestApp(
      <p aria-label="outcome">
        <NamedText text={sentence} />
      </p>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(await screen.findByLabelText('outcome')).toHaveTextContent(
      'Cancelled by ana.ruiz, who belongs to payments.',
    );
    expect(screen.getByRole('link', { name: 'ana.ruiz' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ana.ruiz',
    );
  });

  it.each([
    'prod-1:8080/healthz answered with 502',
    'GET http://user:secret@host/path',
    'spec.owner: group',
  ])('leaves alone what is no reference: %s', async text => {
    renderInTestApp(
      <p aria-label="outcome">
        <NamedText text={text} />
      </p>,
    );
    expect(await screen.findByLabelText('outcome')).toHaveTextContent(text);
  });
});

it('shortens references where no name can be looked up', () => {
  expect(shortenReferences(sentence)).toBe(
    'Cancelled by ana.ruiz, who belongs to payments.',
  );
});
