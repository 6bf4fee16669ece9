import { useLocation, useNavigate } from 'react-router-dom';

// The one place of the shell that knows the router library.

/** The path of the page that is open, within the app. */
export function useCurrentPath(): string {
  return useLocation().pathname;
}

/** Goes to a path of the app without loading the page anew. */
export function useNavigateTo(): (path: string) => void {
  return useNavigate();
}
