// Accessibility, asked of axe-core: nothing serious or critical, whatever the theme and the size of the screen.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const LOOKS = [
  { name: "light", colorScheme: "light", width: 1280 },
  { name: "dark", colorScheme: "dark", width: 1280 },
  { name: "phone", colorScheme: "light", width: 390 },
] as const;

/** The page as it is now holds in every look. */
export async function accessible(page: Page) {
  const size = page.viewportSize();
  const problems: string[] = [];
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width: look.width, height: 900 });
    await drawn(page, look.colorScheme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      problems.push(`${look.name}: ${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) problems.push(`${look.name}: the page is ${overflow}px wider than the window`);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (size) await page.setViewportSize(size);
  expect(problems, page.url()).toEqual([]);
}

/** The browser says that it changed its looks before it has drawn them: axe would see the colours of both. */
async function drawn(page: Page, scheme: string) {
  await page.waitForFunction((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, scheme);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
