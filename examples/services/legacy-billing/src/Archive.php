<?php

declare(strict_types=1);

namespace Nordlicht\Billing;

use JsonException;
use PDO;
use RuntimeException;

/** Invoices from before 2022. Nothing is ever written. */
final class Archive
{
    /** @param array<string, Invoice> $invoices */
    private function __construct(private readonly array $invoices)
    {
    }

    /** Reads the database when one is named, and the samples when none is. */
    public static function open(): self
    {
        $dsn = getenv('BILLING_DSN');
        if ($dsn === false || $dsn === '') {
            return self::fromFile(dirname(__DIR__) . '/samples.json');
        }
        $database = new PDO($dsn, getenv('BILLING_USER') ?: null, getenv('BILLING_PASSWORD') ?: null);
        $rows = $database->query('SELECT number, organiser, sales FROM invoices ORDER BY number', PDO::FETCH_ASSOC);
        if ($rows === false) {
            throw new RuntimeException('The invoices cannot be read');
        }
        return self::fromRows(array_map(
            static fn (array $row): array => ['sales' => (int) $row['sales']] + $row,
            $rows->fetchAll(),
        ));
    }

    public static function fromFile(string $path): self
    {
        $content = file_get_contents($path);
        if ($content === false) {
            throw new RuntimeException("$path cannot be read");
        }
        try {
            return self::fromRows(json_decode($content, true, 8, JSON_THROW_ON_ERROR));
        } catch (JsonException $error) {
            throw new RuntimeException("$path is not JSON: {$error->getMessage()}", 0, $error);
        }
    }

    /** @param list<array<string, mixed>> $rows */
    public static function fromRows(array $rows): self
    {
        $invoices = [];
        foreach ($rows as $row) {
            $invoice = Invoice::fromRow($row);
            $invoices[$invoice->number] = $invoice;
        }
        return new self($invoices);
    }

    public function find(string $number): ?Invoice
    {
        return $this->invoices[$number] ?? null;
    }

    /** @return list<Invoice> */
    public function ofYear(int $year): array
    {
        return array_values(array_filter(
            $this->invoices,
            static fn (Invoice $invoice): bool => str_starts_with($invoice->number, "R-$year-"),
        ));
    }
}
