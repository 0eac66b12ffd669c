// The same items and queries, searched by MiniSearch as its documentation sets up a forgiving search.
// `node search.mjs FILE` prints what it took, as JSON.
import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";

const { items, queries } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const started = performance.now();
const index = new MiniSearch({ fields: ["name", "synonyms", "tags", "kind", "body"] });
index.addAll(items);
const built = performance.now() - started;

const times = [];
let hits = 0;
for (const { typed, meant } of queries) {
  const before = performance.now();
  const found = index.search(typed, { prefix: true, fuzzy: 0.2, boost: { name: 2 } });
  times.push(performance.now() - before);
  if (found.slice(0, 10).some(({ id }) => id === meant)) hits += 1;
}
times.sort((one, other) => one - other);
const at = (share) => times[Math.floor(times.length * share)];
console.log(JSON.stringify({ built, p50: at(0.5), p95: at(0.95), hits: hits / queries.length }));
