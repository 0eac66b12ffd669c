// The database of the demo company is made once, before all stories; each spec file that wants one works on a copy.
import { rmSync } from "node:fs";
import { start, stop } from "./server.ts";

export default async function makeDemo() {
  const made = await start("demo");
  await stop(made);
  process.env.STORY_DEMO = made.folder;
  return () => rmSync(made.folder, { recursive: true, force: true });
}
