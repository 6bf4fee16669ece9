import { withOrigin } from './withOrigin';

describe('withOrigin', () => {
  it('changes one origin of one channel alone', () => {
    const settings = {
      channels: [
        {
          id: 'Web',
          origins: [
            { id: 'plugin:releases', enabled: true, topics: [] },
            { id: 'plugin:access', enabled: true },
          ],
        },
        { id: 'Email', origins: [{ id: 'plugin:releases', enabled: true }] },
      ],
    };
    expect(withOrigin(settings, 'Web', 'plugin:releases', false)).toEqual({
      channels: [
        {
          id: 'Web',
          origins: [
            { id: 'plugin:releases', enabled: false, topics: [] },
            { id: 'plugin:access', enabled: true },
          ],
        },
        { id: 'Email', origins: [{ id: 'plugin:releases', enabled: true }] },
      ],
    });
    expect(settings.channels[0].origins[0].enabled).toBe(true);
  });
});
