/** Markup that needs no further escaping. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Escapes every value that is not markup already. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  const format = (value: unknown): string => {
    if (value instanceof Html) return value.text;
    if (Array.isArray(value)) return value.map(format).join('');
    return String(value).replace(
      /[&<>"']/g,
      character => `&#${character.charCodeAt(0)};`,
    );
  };
  return new Html(String.raw({ raw: parts }, ...values.map(format)));
}
