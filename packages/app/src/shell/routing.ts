import { useCallback } from 'react';
import {
  useLocation,
  useNavigate,
  useResolvedPath,
  useSearchParams,
} from 'react-router-dom';

// The one place of the app that knows the router library.

/** The path of the page that is open, within the app. */
export function useCurrentPath(): string {
  return useLocation().pathname;
}

/** The path at which the page around the caller is mounted, without a slash at its end. */
export function useBasePath(): string {
  return useResolvedPath('.').pathname.replace(/\/$/, '');
}

/** Goes to a path of the app without loading the page anew. */
export function useNavigateTo(): (path: string) => void {
  return useNavigate();
}

/**
 * The parameters of the page's address, and how to change some of them; one set to undefined is taken
 * out. A change replaces the entry of the browser's history: typing should not fill it.
 */
export function useQueryParameters(): [
  URLSearchParams,
  (changes: Record<string, string | undefined>) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (changes: Record<string, string | undefined>) =>
      setParameters(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined) {
              next.delete(name);
            } else {
              next.set(name, value);
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return [parameters, change];
}
