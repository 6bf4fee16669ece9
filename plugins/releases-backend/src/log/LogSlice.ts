/** Lines one after the other, as they are stored. */
export interface LogSlice {
  first: number;
  last: number;
  /** One JSON document per line of text. */
  documents: string;
}

/** Leaves out the lines up to a number. There has to be one after it. */
export function sliceAfter(slice: LogSlice, after: number): LogSlice {
  let at = 0;
  for (let line = slice.first; line <= after; line++) {
    at = slice.documents.indexOf('\n', at) + 1;
  }
  return at === 0
    ? slice
    : {
        first: after + 1,
        last: slice.last,
        documents: slice.documents.slice(at),
      };
}

/** Writes lines as the JSON of a page of the log, without reading them. */
export function toPageJson(slice: LogSlice, end: boolean): string {
  const lines = slice.documents.replaceAll('\n', ',');
  return `{"lines":[${lines}],"cursor":${slice.last},"end":${end},"last":${slice.last}}`;
}
