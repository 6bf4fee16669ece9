const mostPanels = 10;

/**
 * Splits at a separator that stands outside of quotes and brackets, so that PromQL may hold commas and pipes.
 */
function splitOutside(text: string, separator: ',' | '|'): string[] {
  const pieces = [''];
  let quote = '';
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (!quote && depth === 0 && c === separator) {
      pieces.push('');
      continue;
    }
    if (quote) {
      if (c === '\\' && quote !== '`') {
        pieces[pieces.length - 1] += c;
        i++;
      } else if (c === quote) {
        quote = '';
      }
    } else if (/["'`]/.test(c)) {
      quote = c;
    } else if (/[([{]/.test(c)) {
      depth++;
    } else if (/[)\]}]/.test(c)) {
      depth--;
    }
    pieces[pieces.length - 1] += text[i] ?? '';
  }
  return pieces;
}

/**
 * Expressions from `prometheus.io/rule`: `expression|dimension, expression`. The dimension names the legend in the
 * Prometheus plugin and means nothing to Prometheus, so it is left out.
 */
export function parseRules(annotation: string): string[] {
  return splitOutside(annotation, ',')
    .map(rule => splitOutside(rule, '|')[0].trim())
    .filter(Boolean)
    .slice(0, mostPanels);
}
