/** One entry of a package. */
export interface PackageEntry {
  /** Relative, with `/`. */
  path: string;
  kind: 'file' | 'folder' | 'link';
  /** Files only. */
  size: number;
  executable: boolean;
  /** Links only. */
  target?: string;
}

const blockBytes = 512;
const nameBytes = 100;
const types = { file: '0', folder: '5', link: '2' };
const maxOctalSize = 0o77777777777;

/**
 * Writes the headers of one entry in the format that GNU, BSD and BusyBox tar read alike. They depend on nothing but
 * the entry: owner is root, modes are 755 or 644, and the time is given.
 */
export function encodeTarHeader(entry: PackageEntry, time: number): Buffer {
  const path = entry.kind === 'folder' ? `${entry.path}/` : entry.path;
  return Buffer.concat([
    ...(entry.target === undefined ? [] : encodeLongName('K', entry.target)),
    ...encodeLongName('L', path),
    encodeBlock({
      name: path,
      mode: entry.kind === 'file' && !entry.executable ? 0o644 : 0o755,
      size: entry.kind === 'file' ? entry.size : 0,
      time,
      type: types[entry.kind],
      target: entry.target ?? '',
    }),
  ]);
}

/** How many bytes fill the last block of a file. */
export function countPadding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

/** What ends an archive. */
export const tarEnd = Buffer.alloc(2 * blockBytes);

/** A name that does not fit comes in an entry of its own before. */
function encodeLongName(type: 'K' | 'L', name: string): Buffer[] {
  const bytes = Buffer.from(`${name}\0`);
  if (bytes.length <= nameBytes) {
    return [];
  }
  return [
    encodeBlock({
      name: '././@LongLink',
      mode: 0o644,
      size: bytes.length,
      time: 0,
      type,
      target: '',
    }),
    bytes,
    Buffer.alloc(countPadding(bytes.length)),
  ];
}

function encodeBlock(header: {
  name: string;
  mode: number;
  size: number;
  time: number;
  type: string;
  target: string;
}): Buffer {
  const block = Buffer.alloc(blockBytes);
  Buffer.from(header.name).copy(block, 0, 0, nameBytes);
  block.write(octal(header.mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  if (header.size <= maxOctalSize) {
    block.write(octal(header.size, 12), 124);
  } else {
    block.writeUInt8(0x80, 124);
    block.writeBigUInt64BE(BigInt(header.size), 128);
  }
  block.write(octal(header.time, 12), 136);
  block.write(' '.repeat(8), 148);
  block.write(header.type, 156);
  Buffer.from(header.target).copy(block, 157, 0, nameBytes);
  block.write('ustar  \0', 257);
  block.write('root\0', 265);
  block.write('root\0', 297);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}
