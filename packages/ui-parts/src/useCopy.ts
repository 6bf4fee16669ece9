import { useCallback, useEffect, useState } from 'react';

const confirmationMs = 2_000;

/** Copies texts; for a moment after one it says so. */
export function useCopy(): [isCopied: boolean, copy: (text: string) => void] {
  const [copies, setCopies] = useState(0);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setCopied(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [copies]);
  const copy = useCallback(async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setCopies(count => count + 1);
    } catch {
      // Browsers have a clipboard for pages on https alone: the text can still be marked and copied.
      setCopied(false);
    }
  }, []);
  return [isCopied, copy];
}
