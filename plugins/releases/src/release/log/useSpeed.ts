import { useEffect, useRef, useState } from 'react';

const windowMs = 1000;
const fastLines = 5;

/** Whether lines come faster than anybody could listen to. */
export function useSpeed(newest: number): boolean {
  const [isFast, setFast] = useState(false);
  const latest = useRef(newest);
  latest.current = newest;
  useEffect(() => {
    let before = latest.current;
    const timer = setInterval(() => {
      setFast(latest.current - before > fastLines);
      before = latest.current;
    }, windowMs);
    return () => clearInterval(timer);
  }, []);
  return isFast;
}
