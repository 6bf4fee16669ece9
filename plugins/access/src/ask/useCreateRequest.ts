import type {
  AccessRequest,
  AccessWish,
} from '@stagedoor/plugin-access-common';
import { useCallback } from 'react';
import { useAccessCall } from '../api/useAccessCommand';

/** Makes a request of a wish. */
export function useCreateRequest(): (
  wish: AccessWish,
  once: string,
) => Promise<AccessRequest> {
  const create = useAccessCall('createRequest');
  return useCallback(
    (wish, once) => create({ params: {}, body: wish }, once),
    [create],
  );
}
