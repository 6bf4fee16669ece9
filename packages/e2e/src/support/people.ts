import { APIRequestContext, expect, Page } from '@playwright/test';

/** People of the example organisation whom the tests act as, by what they may do. */
export const people = {
  ana: { ref: 'user:default/ana.ruiz', name: 'Ana Ruiz' },
  ben: { ref: 'user:default/ben.okafor', name: 'Ben Okafor' },
  chen: { ref: 'user:default/chen.wei', name: 'Chen Wei' },
  dara: { ref: 'user:default/dara.singh', name: 'Dara Singh' },
  eva: { ref: 'user:default/eva.lindqvist', name: 'Eva Lindqvist' },
  finn: { ref: 'user:default/finn.moreau', name: 'Finn Moreau' },
} as const;

export type Person = (typeof people)[keyof typeof people];

/** Opens a page as a person: through the sign-in page, as a new user would. */
export async function signIn(page: Page, person: Person, path = '/') {
  await page.goto(path);
  await page.getByRole('button', { name: person.name }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/** A token of a person for the REST API, got as the README says. */
export async function getToken(
  request: APIRequestContext,
  person: Person,
): Promise<string> {
  const answer = await request.get('/api/auth/persona/refresh', {
    headers: { 'x-stagedoor-persona': person.ref },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return (await answer.json()).backstageIdentity.token;
}

/** Headers with which a request is this person's. */
export async function as(request: APIRequestContext, person: Person) {
  return {
    headers: { authorization: `Bearer ${await getToken(request, person)}` },
  };
}
