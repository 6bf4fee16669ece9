<?php

declare(strict_types=1);

use Nordlicht\Billing\Archive;
use Nordlicht\Billing\Router;

require __DIR__ . '/../src/Invoice.php';
require __DIR__ . '/../src/Archive.php';
require __DIR__ . '/../src/Router.php';

ini_set('display_errors', '0');

$path = parse_url($_SERVER['REQUEST_URI'] ?? '/', PHP_URL_PATH);
[$status, $type, $body] = (new Router(Archive::open()))->answer(
    $_SERVER['REQUEST_METHOD'] ?? 'GET',
    is_string($path) ? $path : '/',
);
http_response_code($status);
header("Content-Type: $type");
// So that whoever still calls us finds out where to go.
header('Deprecation: true');
header('Link: <https://handbook.nordlicht.example/billing-move>; rel="deprecation"');
echo $body;
