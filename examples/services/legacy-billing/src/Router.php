<?php

declare(strict_types=1);

namespace Nordlicht\Billing;

/** Answers a path with a status, a type and a body. */
final class Router
{
    public function __construct(private readonly Archive $archive)
    {
    }

    /** @return array{int, string, string} */
    public function answer(string $method, string $path): array
    {
        if ($method !== 'GET') {
            return self::json(405, ['error' => 'Invoices from before 2022 cannot be changed']);
        }
        if ($path === '/healthz' || $path === '/readyz') {
            return self::json(200, ['status' => 'ok']);
        }
        if ($path === '/metrics') {
            return [200, 'text/plain; version=0.0.4', "# TYPE billing_up gauge\nbilling_up 1\n"];
        }
        if (preg_match('~^/invoices/(\d{4})$~D', $path, $match) === 1) {
            $invoices = $this->archive->ofYear((int) $match[1]);
            return self::json(200, ['invoices' => array_map(static fn (Invoice $one) => $one->toArray(), $invoices)]);
        }
        if (preg_match('~^/invoices/(R-\d{4}-\d{5})$~D', $path, $match) === 1) {
            $invoice = $this->archive->find($match[1]);
            return $invoice === null
                ? self::json(404, ['error' => 'There is no such invoice'])
                : self::json(200, $invoice->toArray());
        }
        return self::json(404, ['error' => 'There is nothing here']);
    }

    /**
     * @param array<string, mixed> $body
     * @return array{int, string, string}
     */
    private static function json(int $status, array $body): array
    {
        return [$status, 'application/json', json_encode($body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE)];
    }
}
