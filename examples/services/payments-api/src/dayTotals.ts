import type { JournalEntry } from './journal.ts';

/** What one day comes to, in one currency. */
export interface DayTotal {
  day: string;
  currency: string;
  captured: number;
  refunded: number;
}

export function sumByDay(entries: JournalEntry[]): DayTotal[] {
  const totals = new Map<string, DayTotal>();
  const currencies = new Map<string, string>();
  const add = (
    at: string,
    currency: string,
    field: 'captured' | 'refunded',
    amount: number,
  ) => {
    const day = at.slice(0, 10);
    const total = totals.get(day + currency) ?? {
      day,
      currency,
      captured: 0,
      refunded: 0,
    };
    total[field] += amount;
    totals.set(day + currency, total);
  };
  for (const entry of entries) {
    if (entry.type === 'payment') {
      const { id, status, amount, currency, createdAt } = entry.payment;
      currencies.set(id, currency);
      if (status === 'captured') add(createdAt, currency, 'captured', amount);
    } else {
      const { paymentId, amount, createdAt } = entry.refund;
      const currency = currencies.get(paymentId);
      if (!currency)
        throw new Error(`Refund of an unknown payment ${paymentId}`);
      add(createdAt, currency, 'refunded', amount);
    }
  }
  return [...totals.values()].sort((a, b) =>
    `${a.day}${a.currency}` < `${b.day}${b.currency}` ? -1 : 1,
  );
}
