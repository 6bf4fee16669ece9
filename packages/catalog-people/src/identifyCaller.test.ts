import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { identifyCaller } from './identifyCaller';

const auth = mockServices.auth();

describe('whoever calls', () => {
  it('is a person in one spelling, however they signed in', () => {
    expect(
      identifyCaller(auth, mockCredentials.user('user:default/Ana.Ruiz')),
    ).toEqual({ ref: 'user:default/ana.ruiz', inPerson: true });
  });

  it('is not there in person when a program acts for them', () => {
    expect(
      identifyCaller(
        auth,
        mockCredentials.user('user:default/ana.ruiz', {
          actor: { subject: 'plugin:mcp-actions' },
        }),
      ),
    ).toEqual({ ref: 'user:default/ana.ruiz', inPerson: false });
  });

  it('is never taken for a person when it is a program', () => {
    expect(
      identifyCaller(auth, mockCredentials.service('user:default/ana.ruiz')),
    ).toEqual({ ref: 'service:user:default/ana.ruiz', inPerson: false });
  });

  it('has to sign in', () => {
    expect(() => identifyCaller(auth, mockCredentials.none())).toThrow(
      'Sign in first',
    );
  });
});
