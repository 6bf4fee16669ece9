import {
  accessSignalChannel,
  type AccessSignal,
} from '@stagedoor/plugin-access-common';
import { useChannelVersion } from '@stagedoor/ui-parts';

/** A number that grows whenever requests, grants or sessions may have changed. */
export function useAccessSignal(options: { silence?: number } = {}): number {
  return useChannelVersion<AccessSignal>(accessSignalChannel, options);
}
