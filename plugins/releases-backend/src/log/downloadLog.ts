import { LogLine } from '@stagedoor/plugin-releases-common';
import { sgrPattern } from './ControlFilter';
import { LogStore } from './LogStore';

/** Writes a log as plain text, part by part: what is stored when it begins, and what is added meanwhile. */
export async function* downloadLog(
  store: LogStore,
  release: number,
): AsyncGenerator<string> {
  let cursor = 0;
  let open: LogLine | undefined;
  for (;;) {
    const slice = await store.readSlice(release, cursor);
    if (!slice) {
      break;
    }
    let text = '';
    for (const document of slice.documents.split('\n')) {
      const line: LogLine = JSON.parse(document);
      text += join(open, line) + line.text.replace(sgrPattern, '');
      open = line;
    }
    cursor = slice.last;
    yield text;
  }
  if (open) {
    yield '\n';
  }
}

/** What stands between two lines: nothing if one continues the other. */
function join(before: LogLine | undefined, line: LogLine): string {
  const same =
    before?.continues &&
    before.step === line.step &&
    before.host === line.host &&
    before.stream === line.stream;
  if (same) {
    return '';
  }
  const mark = { note: '# ', command: '$ ', out: '', err: '! ' }[line.stream];
  return `${before ? '\n' : ''}${line.at} ${line.step} ${line.host ?? '-'} ${mark}`;
}
