// Others that answer the same: a bare Node server with the list's bytes (nothing can be less work there), and the careers
// pages as a FastAPI application on the same database.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, start } from "./process.mjs";

const HERE = import.meta.dirname;

/** The bare server, with these bytes. */
export async function constant(bytes, folder) {
  const [port, file] = [await freePort(), join(folder, "constant.html")];
  writeFileSync(file, bytes);
  return start(process.execPath, [join(HERE, "constant.mjs"), String(port), file], `http://127.0.0.1:${port}`, "/", folder);
}

/** The FastAPI application; undefined, with the reason printed, where it can't be installed. */
export async function fastapi(root, folder, file) {
  const [port, environment] = [await freePort(), join(root, "target/bench-peer")];
  try {
    install(environment);
  } catch (error) {
    console.log(`FastAPI was not measured: ${String(error.stderr || error.message).trim().split("\n").pop()}\n`);
    return undefined;
  }
  const program = join(environment, "bin/python");
  return start(program, [join(HERE, "peer/careers.py"), String(port), file], `http://127.0.0.1:${port}`, "/careers", folder);
}

function install(environment) {
  const run = (command, ...args) => execFileSync(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  if (!existsSync(join(environment, "bin/python"))) run("python3", "-m", "venv", environment);
  run(join(environment, "bin/pip"), "install", "--quiet", "--requirement", join(HERE, "peer/requirements.txt"));
}

const BEGINNING = 30; // what we put behind a line ("preferred, advanced") the peer leaves out

/** Fails unless `theirs` has every address and line of `ours`: a comparison of different work means nothing. */
export function demandSameWords(name, ours, theirs) {
  const known = plain(theirs);
  const addresses = [...ours.matchAll(/href="(\/careers\/[a-z0-9-]+)"/g)].map((match) => match[1]);
  const main = ours.slice(ours.indexOf("<main"), ours.indexOf("</main>"));
  const sentences = [...main.matchAll(/<(?:li|h2|b)(?:\s[^>]*)?>([^<]+)</g)].map((match) => plain(match[1]).trim().slice(0, BEGINNING));
  const missing = [...addresses, ...sentences].filter((words) => !known.includes(words));
  if (addresses.length + sentences.length < 10) throw new Error(`${name}: there is too little on the page to compare`);
  if (missing.length > 0) throw new Error(`${name}: the peer does not say “${missing[0]}”`);
}

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#34;": '"', "&#x27;": "'" };
const plain = (html) => html.replace(/&[#a-z0-9]+;/g, (entity) => ENTITIES[entity] ?? entity);
