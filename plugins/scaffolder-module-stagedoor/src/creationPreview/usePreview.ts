import { useApi } from '@backstage/frontend-plugin-api';
import { Preview, previewRequestSchema } from '@stagedoor/service-creation';
import { useCallback } from 'react';
import { serviceCreationApiRef } from '../api/serviceCreationApiRef';
import { useDebounced } from '../api/useDebounced';
import { Load, useLoad } from '../api/useLoad';

const pauseMs = 500;

/** The preview of a template for the values of its form, renewed when they have stood still for a moment. */
export function usePreview(templateRef: string, values: object): Load<Preview> {
  const api = useApi(serviceCreationApiRef);
  // Forms make new objects on every change; only their content says whether something is different.
  const content = useDebounced(JSON.stringify(values), pauseMs);
  return useLoad(
    useCallback(
      signal =>
        api.preview(
          previewRequestSchema.parse({
            templateRef,
            values: JSON.parse(content),
          }),
          { signal },
        ),
      [api, templateRef, content],
    ),
  );
}
