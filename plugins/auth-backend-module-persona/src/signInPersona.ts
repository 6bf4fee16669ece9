import { NotFoundError, isError } from '@backstage/errors';
import { SignInResolver } from '@backstage/plugin-auth-node';
import { Persona } from './readPersonaConfig';

/** Signs the chosen person in as their catalog user, with the ownership that the catalog knows. */
export const signInPersona: SignInResolver<Persona> = async (
  { result: person },
  ctx,
) => {
  try {
    return await ctx.signInWithCatalogUser({ entityRef: person.user });
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      // Right after the first start the catalog has not read the people yet.
      throw new NotFoundError(
        `${person.title} (${person.user}) is not in the catalog; if the platform has just started, the catalog may still be loading`,
      );
    }
    throw error;
  }
};
