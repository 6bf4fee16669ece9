/**
 * Keeps the bytes of recordings. Which of them belong to a recording is known to the database: what lies behind the last
 * byte that it knows was never promised to anybody.
 */
export interface RecordingStore {
  /**
   * Makes room for a recording and writes its first bytes.
   *
   * @param place - such as `2026/11/<id>.cast`
   * @throws if they are not on disk afterwards
   */
  create(place: string, header: Buffer): Promise<void>;
  /**
   * Writes bytes at a position that everything before it fills.
   *
   * @throws if they are not on disk afterwards
   */
  append(place: string, position: number, bytes: Buffer): Promise<void>;
  /** Opens a recording for reading; undefined if it is gone. */
  open(place: string): Promise<OpenRecording | undefined>;
}

/** A recording that is read. */
export interface OpenRecording {
  /** Reads as many bytes as there are, at most `length`. */
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Where the recording of a session lies. */
export function placeOf(session: { id: string; startedAt: Date }): string {
  const [year, month] = session.startedAt.toISOString().split('-');
  return `${year}/${month}/${session.id}.cast`;
}
