import { useEffect, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';

/** The person who is signed in, as the shell and the home page show them. */
export interface SignedInPerson {
  displayName: string;
  /** The first word of the display name, for greetings. */
  firstName: string;
  picture?: string;
  userEntityRef: string;
  /** The person's own reference and those of their teams. */
  ownershipEntityRefs: string[];
}

export function useSignedInPerson(): SignedInPerson | undefined {
  const identityApi = useApi(identityApiRef);
  const [person, setPerson] = useState<SignedInPerson>();

  useEffect(() => {
    let mounted = true;
    void Promise.all([
      identityApi.getBackstageIdentity(),
      identityApi.getProfileInfo(),
    ]).then(([identity, profile]) => {
      if (mounted) {
        const displayName =
          profile.displayName ?? nameOf(identity.userEntityRef);
        setPerson({
          displayName,
          firstName: displayName.split(' ')[0],
          picture: profile.picture,
          userEntityRef: identity.userEntityRef,
          ownershipEntityRefs: identity.ownershipEntityRefs,
        });
      }
    });
    return () => {
      mounted = false;
    };
  }, [identityApi]);

  return person;
}

function nameOf(userEntityRef: string): string {
  return parseEntityRef(userEntityRef)
    .name.split(/[._-]/)
    .filter(Boolean)
    .map(word => word[0].toUpperCase() + word.slice(1))
    .join(' ');
}
