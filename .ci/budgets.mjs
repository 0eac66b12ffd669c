#!/usr/bin/env node
// Holds what a browser downloads against its budget (brotli). The public pages carry no script at all: a story tests that.
import { readFileSync, statSync } from "node:fs";

const KIB = 1024;
const budgets = { pages: 60 * KIB, editor: 260 * KIB };
const list = JSON.parse(readFileSync("target/site/assets.json", "utf8"));

let within = true;
for (const [bundle, budget] of Object.entries(budgets)) {
  const files = [`${bundle}.wasm`, `${bundle}.js`, "boot.js", "head.js"].map((name) => `target/site/assets/${list[name]}.br`);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const verdict = bytes <= budget ? "ok" : "TOO MUCH";
  console.log(`${bundle.padEnd(8)} ${(bytes / KIB).toFixed(1).padStart(7)} of ${(budget / KIB).toFixed(0).padStart(4)} KiB  ${verdict}`);
  within &&= bytes <= budget;
}
process.exitCode = within ? 0 : 1;
