<?php

declare(strict_types=1);

namespace Nordlicht\Billing;

use InvalidArgumentException;

/** What an organiser owes us for one event. Amounts are in cents. */
final class Invoice
{
    private const COMMISSION_PERCENT = 8;

    private function __construct(
        public readonly string $number,
        public readonly string $organiser,
        public readonly int $sales,
    ) {
    }

    /** @param array<string, mixed> $row */
    public static function fromRow(array $row): self
    {
        $number = $row['number'] ?? null;
        $organiser = $row['organiser'] ?? null;
        $sales = $row['sales'] ?? null;
        if (!is_string($number) || preg_match('/^R-\d{4}-\d{5}$/D', $number) !== 1) {
            throw new InvalidArgumentException('The number of an invoice is like R-2021-00042');
        }
        if (!is_string($organiser) || $organiser === '' || !is_int($sales) || $sales < 0) {
            throw new InvalidArgumentException("Invoice $number is not complete");
        }
        return new self($number, $organiser, $sales);
    }

    public function commission(): int
    {
        return intdiv($this->sales * self::COMMISSION_PERCENT + 50, 100);
    }

    /** @return array<string, int|string> */
    public function toArray(): array
    {
        return [
            'number' => $this->number,
            'organiser' => $this->organiser,
            'sales' => $this->sales,
            'commission' => $this->commission(),
        ];
    }
}
