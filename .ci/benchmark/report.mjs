// What is printed: the machine, and tables in Markdown for docs/performance.md.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { relative } from "node:path";

/** Where and of what the figures are. */
export function machine(root, program) {
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const commit = git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain") ? " with changes" : "");
  const distribution = readFileSync("/etc/os-release", "utf8").match(/^PRETTY_NAME="(.*)"$/m)?.[1] ?? process.platform;
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `- ${relative(root, program)} of ${commit}, ${new Date().toISOString().slice(0, 10)}`,
    `- ${cpus().length} × ${cpus()[0]?.model.trim()}, ${gib} GiB, ${distribution}, Node ${process.versions.node}`,
    `- load of the machine before: ${loadavg()[0].toFixed(2)}`,
    "",
  ].join("\n");
}

/** A table: `columns` maps each heading to what it shows of a row; all but the first are numbers. */
export function table(columns, rows) {
  if (rows.length === 0) return "";
  const headings = Object.keys(columns);
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = headings.map((_, index) => (index === 0 ? "---" : "---:"));
  const body = rows.map((row) => line(headings.map((heading) => columns[heading](row))));
  return [line(headings), line(rule), ...body, ""].join("\n");
}
