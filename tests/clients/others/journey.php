<?php
// A program on the PHP client: everything a reader does, against the API whose address it is given,
// and against one that answers as a later version may.
require '/usr/share/php/GuzzleHttp/autoload.php';

use OpenAPI\Client\Api\ProjectsApi;
use OpenAPI\Client\Api\RecordsApi;
use OpenAPI\Client\Api\TranchesApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;

spl_autoload_register(function (string $name): void {
    $path = str_replace(['OpenAPI\\Client\\', '\\'], ['', '/'], $name);
    if (is_file("client/lib/$path.php")) {
        require "client/lib/$path.php";
    }
});
set_error_handler(function (int $kind, string $said): bool {
    throw new Exception($said); // a warning or a notice is an error too
});

function expect(bool $holds, string $what): void
{
    if (!$holds) {
        throw new Exception("not so: $what");
    }
}

function at(string $address): Configuration
{
    return (new Configuration())->setHost($address);
}

function problem(Closure $asked): array
{
    try {
        $asked();
    } catch (ApiException $error) {
        return [$error->getCode(), json_decode($error->getResponseBody())->code];
    }
    throw new Exception('not so: there is a problem');
}

[, $server, $later] = $argv;
$projects = new ProjectsApi(config: at($server));
$tranches = new TranchesApi(config: at($server));

// A list, with a filter; an amount beyond 32 bits; what is not stated.
$listed = $tranches->listTranches(agreement_id: ['us-japan-investment'], limit: 5);
$first = $listed->getItems()[0];
expect($listed->getPage()->getTotal() === 1, 'there is one tranche');
expect($first->getAmount() === 36_000_000_000, 'its amount is a number');
expect($first->getAmountMin() === null, 'its range is null');

// Several values of one filter, and an empty list, which is no filter.
$count = fn (array $sector): int =>
    $projects->listProjects(sector: $sector, limit: 1)->getPage()->getTotal();
[$all, $energy, $both] = [$count([]), $count(['energy']), $count(['energy', 'critical_minerals'])];
expect(0 < $energy && $energy < $both && $both < $all, 'more sectors have more projects');

// A walk over pages.
$walked = [];
$cursor = null;
do {
    $page = $projects->listProjects(limit: 7, sort: 'name', cursor: $cursor);
    foreach ($page->getItems() as $one) {
        $walked[] = $one->getId();
    }
    $cursor = $page->getPage()->getNextCursor();
} while ($cursor !== null);
expect(count($walked) === $all, 'the pages hold every project');
expect(count(array_unique($walked)) === $all, 'the pages hold each project once');

// One record, and what belongs to it; a day.
$large = $projects->getProject('korea-zinc-refinery')->getItem();
expect($large->getAmount() === 10_000_000_000_000, 'ten trillion is a number');
expect($large->getKnownFrom()->format('Y') >= '2025', 'a day is a date');
$claims = (new RecordsApi(config: at($server)))->listClaimsOf('tranches', $first->getId());
expect($claims->getPage()->getTotal() === $first->getClaimCount(), 'it has the claims it counts');

// A record that is not there, and a value that cannot be.
$absent = problem(fn () => $tranches->getTranche('no-such-tranche'));
expect($absent === [404, 'not_found'], 'an absent record is a problem');
$unknown = problem(fn () => $projects->listProjects(sort: 'nothing'));
expect($unknown === [422, 'invalid_request'], 'so is an unknown sort');

// An earlier day, an earlier release.
$earlier = $projects->listProjects(as_of: '2025-11-30');
expect($earlier->getPage()->getTotal() < $all, 'fewer projects were known');
$release = $projects->listProjects(release: '2026-11-21')->getMeta()->getRelease();
expect($release === '2026-11-21', 'an earlier release is served');

// A code and a key that nobody knew.
$future = (new ProjectsApi(config: at($later)))->getProject('korea-zinc-refinery')->getItem();
expect($future->getStatus() === 'mothballed', 'what nobody knew is read');
echo "{$listed->getPage()->getTotal()} tranche: {$first->getName()}\n";
