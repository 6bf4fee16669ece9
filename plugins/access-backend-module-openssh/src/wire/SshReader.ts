/** Reads the data types of SSH (RFC 4251, section 5). Never reads past the end. */
export class SshReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  byte(): number {
    return this.take(1).readUInt8();
  }

  uint32(): number {
    return this.take(4).readUInt32BE();
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64BE();
  }

  string(): Buffer {
    return this.take(this.uint32());
  }

  text(): string {
    return this.string().toString('latin1');
  }

  /** A positive number in its one spelling: no more leading zeros than the sign needs. */
  positiveNumber(): Buffer {
    const bytes = this.string();
    const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    const isPadded = bytes[0] === 0;
    if (
      digits.length === 0 ||
      digits[0] === 0 ||
      isPadded !== digits[0] > 127
    ) {
      throw new RangeError('not a positive number');
    }
    return digits;
  }

  /** As many bytes as they are. */
  take(length: number): Buffer {
    const end = this.#offset + length;
    if (end > this.#bytes.length) {
      throw new RangeError('ends too early');
    }
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  /** Everything that has not been read. */
  rest(): Buffer {
    return this.take(this.#bytes.length - this.#offset);
  }
}
