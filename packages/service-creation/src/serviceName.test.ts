import {
  findServiceNameProblem,
  serviceNameSchema,
  suggestServiceName,
} from './serviceName';

describe('findServiceNameProblem', () => {
  it.each(['a', 'payments-api', 'v2', 'a1-b2-c3', 'a'.repeat(53)])(
    'accepts %s',
    name => {
      expect(findServiceNameProblem(name)).toBeUndefined();
    },
  );

  it.each([
    ['', /needs a name/],
    ['a'.repeat(54), /At most 53 characters; this has 54/],
    ['Payments', /lower case/],
    ['pay ments', /letters, digits and dashes/],
    ['pay.ments', /letters, digits and dashes/],
    ['pay\nments', /letters, digits and dashes/],
    ['../etc', /letters, digits and dashes/],
    ['--upload-pack=x', /letters, digits and dashes/],
    ['1st', /Starts with a letter/],
    ['-x', /Starts with a letter/],
    ['x-', /end with a dash/],
    ['a--b', /One dash/],
  ])('refuses %j and says why', (name, reason) => {
    expect(findServiceNameProblem(name)).toMatch(reason);
    expect(serviceNameSchema.safeParse(name).success).toBe(false);
  });
});

describe('suggestServiceName', () => {
  it.each([
    ['Payments API (v2)', 'payments-api-v2'],
    ['  Größe & Maß ', 'grosse-mass'],
    ['Crème brûlée', 'creme-brulee'],
    ['2nd ticket shop', 'nd-ticket-shop'],
    ['payments_api', 'payments-api'],
    [
      `${'word '.repeat(20)}`,
      'word-word-word-word-word-word-word-word-word-word-wor',
    ],
  ])('makes a name of %j', (text, name) => {
    expect(suggestServiceName(text)).toBe(name);
    expect(findServiceNameProblem(name)).toBeUndefined();
  });

  it.each(['', '123', '日本', '!!!'])('makes nothing of %j', text => {
    expect(suggestServiceName(text)).toBeUndefined();
  });
});
