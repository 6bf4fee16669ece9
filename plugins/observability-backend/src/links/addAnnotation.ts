import { MissingLink } from '@stagedoor/plugin-observability-common';
import { AnnotationExample } from './LinkProposal';

/**
 * Spells out what to paste into catalog-info.yaml. JSON strings are YAML strings, whatever the example holds.
 */
export function describeAnnotation(
  options: AnnotationExample,
): MissingLink['addAnnotation'] {
  const { annotation, example } = options;
  return {
    annotation,
    example,
    yaml: [
      'metadata:',
      '  annotations:',
      `    ${annotation}: ${JSON.stringify(example)}`,
      '',
    ].join('\n'),
  };
}
