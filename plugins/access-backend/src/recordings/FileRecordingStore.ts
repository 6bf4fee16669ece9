import { FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OpenRecording, RecordingStore } from './RecordingStore';

/** Keeps recordings as files that nobody but the platform's account can read. */
export class FileRecordingStore implements RecordingStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async create(place: string, header: Buffer): Promise<void> {
    const path = join(this.#directory, place);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await using(await open(path, 'wx', 0o600), async file => {
      await file.writeFile(header);
      await file.sync();
    });
    // The name of a new file is a matter of its folder.
    await using(await open(dirname(path), 'r'), folder => folder.sync());
  }

  async append(place: string, position: number, bytes: Buffer): Promise<void> {
    await using(await open(join(this.#directory, place), 'r+'), async file => {
      const { size } = await file.stat();
      if (size < position) {
        throw new Error(
          `The recording ${place} has lost its end: ${size} of ${position} bytes are left`,
        );
      }
      if (size > position) {
        // A platform that ended in between had written this and promised nothing.
        await file.truncate(position);
      }
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await file.write(
          bytes,
          written,
          bytes.length - written,
          position + written,
        );
        written += bytesWritten;
      }
      await file.sync();
    });
  }

  async open(place: string): Promise<OpenRecording | undefined> {
    let file: FileHandle;
    try {
      file = await open(join(this.#directory, place), 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    return {
      async read(position, length) {
        const bytes = Buffer.allocUnsafe(length);
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await file.read(
            bytes,
            filled,
            length - filled,
            position + filled,
          );
          if (bytesRead === 0) {
            break;
          }
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      },
      close: () => file.close(),
    };
  }
}

async function using(
  file: FileHandle,
  work: (file: FileHandle) => Promise<void>,
): Promise<void> {
  try {
    await work(file);
  } finally {
    await file.close();
  }
}
