import { CustomErrorBase } from '@backstage/errors';

/** From here on a recording is missing or was changed. */
export class TornRecording extends CustomErrorBase {
  /** Seconds up to which it is whole. */
  readonly seconds: number;

  constructor(message: string, seconds: number) {
    super(message);
    this.name = 'TornRecording';
    this.seconds = seconds;
  }
}
