<?php

declare(strict_types=1);

// Runs with nothing but PHP: php tests/run.php

use Nordlicht\Billing\Archive;
use Nordlicht\Billing\Router;

require __DIR__ . '/../src/Invoice.php';
require __DIR__ . '/../src/Archive.php';
require __DIR__ . '/../src/Router.php';

$checks = 0;

function check(mixed $expected, mixed $actual, string $what): void
{
    global $checks;
    $checks++;
    if ($expected !== $actual) {
        fwrite(STDERR, "$what: expected " . var_export($expected, true) . ', got ' . var_export($actual, true) . "\n");
        exit(1);
    }
}

$archive = Archive::fromFile(__DIR__ . '/../samples.json');
$router = new Router($archive);
$status = static fn (string $method, string $path): int => $router->answer($method, $path)[0];

check(72, $archive->find('R-2021-00042')?->commission(), 'half a cent is rounded up');
check(100000, $archive->find('R-2020-00001')?->commission(), 'eight per cent');
check(2, count($archive->ofYear(2021)), 'the invoices of a year');
check(200, $status('GET', '/invoices/R-2021-00042'), 'an invoice');
check(404, $status('GET', '/invoices/R-2021-99999'), 'an invoice that is not there');
check(404, $status('GET', "/invoices/R-2021-00042\n"), 'a line break is not part of a number');
check(404, $status('GET', '/invoices/../samples.json'), 'only invoices are shown');
check(405, $status('POST', '/invoices/R-2021-00042'), 'nothing is changed');
check(200, $status('GET', '/healthz'), 'it is alive');
try {
    Archive::fromRows([['number' => 'R-2021-00001', 'organiser' => 'X', 'sales' => '1']]);
    check(true, false, 'half an invoice is refused');
} catch (InvalidArgumentException $error) {
    check('Invoice R-2021-00001 is not complete', $error->getMessage(), 'half an invoice is refused');
}

echo "$checks checks passed\n";
