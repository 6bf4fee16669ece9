import { canonicalRef } from '@stagedoor/catalog-people';
import { z } from 'zod';

/**
 * A user or a group of the catalog, in its one spelling.
 *
 * @param words - what may stand there instead, such as `owner`
 * @public
 */
export function personOrGroupSchema(...words: string[]) {
  return z.string().transform((text, context) => {
    if (words.includes(text)) {
      return text;
    }
    if (/^(user|group):/i.test(text)) {
      try {
        return canonicalRef(text, '');
      } catch {
        // The one message below says it all.
      }
    }
    const others = words.map(word => `, or '${word}'`).join('');
    context.addIssue({
      code: 'custom',
      message: `'${text}' must be a user or a group${others}; write for example group:default/sre`,
    });
    return z.NEVER;
  });
}
