#!/usr/bin/env node
// Holds what a browser downloads against its budget (brotli). The public pages carry no script at all: a story tests that.
//
// The goals are the design's; the limits are what we have reached, so that no change makes it worse unseen. A limit that
// is undercut by more than the slack has to be lowered: the gain is kept.
import { readFileSync, statSync } from "node:fs";

const KIB = 1024;
const SLACK = 8;
const budgets = { pages: { goal: 60, limit: 41 }, editor: { goal: 260, limit: 260 } };
const list = JSON.parse(readFileSync("target/site/assets.json", "utf8"));

let within = true;
for (const [bundle, { goal, limit }] of Object.entries(budgets)) {
  const files = [`${bundle}.wasm`, `${bundle}.js`, "boot.js", "head.js"].map((name) => `target/site/assets/${list[name]}.br`);
  const size = files.reduce((sum, file) => sum + statSync(file).size, 0) / KIB;
  const verdict = size > limit ? "TOO MUCH" : size < limit - SLACK ? `lower the limit to ${Math.ceil(size) + 2}` : "ok";
  console.log(`${bundle.padEnd(8)} ${size.toFixed(1).padStart(7)} KiB, limit ${limit}, goal ${goal}: ${verdict}`);
  within &&= verdict === "ok";
}
process.exitCode = within ? 0 : 1;
