<?php
// Receives notifications of Paymax Checkout: NOTIFY_SECRET=whsec_… php -S 127.0.0.1:3001 receiver.php
declare(strict_types=1);

function verified(string $body, string $id, string $timestamp, string $signatures): bool
{
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) return false;
    foreach (explode(',', (string) getenv('NOTIFY_SECRET')) as $secret) {
        $key = (string) base64_decode(substr(trim($secret), strlen('whsec_')), true);
        if ($key === '') throw new RuntimeException('Set NOTIFY_SECRET.');
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
        foreach (explode(' ', $signatures) as $signature) {
            if (hash_equals($expected, $signature)) return true;
        }
    }
    return false;
}

$header = fn (string $name): string => $_SERVER["HTTP_WEBHOOK_$name"] ?? '';
$body = file_get_contents('php://input'); // The bytes as they came: they are what is signed.
if (!verified($body, $header('ID'), $header('TIMESTAMP'), $header('SIGNATURE'))) {
    http_response_code(401);
    exit;
}
['sequence' => $sequence, 'data' => $order] = json_decode($body, true, 512, JSON_THROW_ON_ERROR);

// In a shop this is one transaction of its database, in which the id is unique.
$file = fopen(getenv('STATE') ?: 'taken.json', 'c+');
flock($file, LOCK_EX);
$taken = json_decode(stream_get_contents($file), true) ?? ['seen' => [], 'sequence' => []];
$isNew = !isset($taken['seen'][$header('ID')]);
$taken['seen'][$header('ID')] = true;
if ($isNew && $sequence > ($taken['sequence'][$order['orderNo']] ?? 0)) {
    $taken['sequence'][$order['orderNo']] = $sequence; // A smaller one, later, is old news.
    error_log("taken: {$order['orderNo']} {$order['status']}");
}
rewind($file);
fwrite($file, json_encode($taken)); // It only grows.
http_response_code(204);
