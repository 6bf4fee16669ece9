import { splitPath } from '../links/buildAddress';
import { parseLabels } from './labels';

describe('values that are long', () => {
  it.each([
    ['labels', () => parseLabels(`app=${' '.repeat(5_000)}"`)],
    ['a path', () => splitPath(`a${'/'.repeat(5_000)}a`)],
  ])('are refused as %s before they are taken apart', (_, read) => {
    expect(read).toThrow(/longer than 4000 characters/);
  });
});
