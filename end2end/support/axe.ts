// Accessibility, asked of axe-core: nothing serious or critical, whatever the theme and the size of the screen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What another theme can break. */
const COLOURS: RunOptions = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

const LOOKS = [
  { name: "light", colorScheme: "light", width: 1280, rules: {} },
  { name: "dark", colorScheme: "dark", width: 1280, rules: COLOURS },
  { name: "phone", colorScheme: "light", width: 390, rules: {} },
] as const;

/** The page as it is now holds in every look. */
export async function accessible(page: Page) {
  const size = page.viewportSize();
  const problems: string[] = [];
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width: look.width, height: 900 });
    await drawn(page, look.colorScheme);
    problems.push(...(await violations(page, look.rules)).map((problem) => `${look.name}: ${problem}`));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) problems.push(`${look.name}: the page is ${overflow}px wider than the window`);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (size) await page.setViewportSize(size);
  expect(problems, page.url()).toEqual([]);
}

/** What is wrong, and where. What is right is thousands of elements, which need not leave the browser. */
async function violations(page: Page, rules: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const { violations } = await axe.run({ ...rules, resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }, rules);
}

/** The browser says that it changed its looks before it has drawn them: axe would see the colours of both. */
async function drawn(page: Page, scheme: "light" | "dark") {
  await page.waitForFunction((scheme) => {
    const probe = document.createElement("i");
    probe.style.color = "light-dark(rgb(1, 1, 1), rgb(2, 2, 2))";
    document.documentElement.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    const isChanging = document.getAnimations().some((animation) => animation.playState === "running");
    return colour === (scheme === "light" ? "rgb(1, 1, 1)" : "rgb(2, 2, 2)") && !isChanging;
  }, scheme);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
