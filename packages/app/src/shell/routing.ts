import { useLocation, useNavigate, useResolvedPath } from 'react-router-dom';

// The one place of the shell that knows the router library.

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
