// Whatever the window: no page scrolls sideways.
import { opened } from "../../support/editor.ts";
import { ADA, DANA, type Person, signIn } from "../../support/people.ts";
import { postingNamed } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const WIDTHS = [320, 390, 768, 820, 900, 1024, 1280];

/** The page that is open fits into every window. */
async function fits(page: Page, address: string) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${address} at ${width}`).toBeLessThanOrEqual(0);
  }
}

const OF_ADA = ["/", "/postings", "/library", "/people", "/policies", "/audit", "/account"];
const OF_DANA = ["/", "/postings/new", "/postings/import", "/postings/templates", "/careers"];

for (const [person, addresses] of [[ADA, OF_ADA], [DANA, OF_DANA]] as [Person, string[]][]) {
  test(`no page of ${person.name} scrolls sideways @scripts-on`, async ({ page }) => {
    await signIn(page, person);
    for (const address of addresses) {
      await page.goto(address);
      await fits(page, address);
    }
  });
}

for (const title of ["Backend Developer", "Senior Python Backend Developer"]) {
  test(`no page of ${title} scrolls sideways, and its steps are in sight @scripts-on`, async ({ page }) => {
    await signIn(page, DANA);
    const posting = await postingNamed(page, title);
    await page.goto(posting);
    await opened(page, true);
    await fits(page, posting);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expect(page.locator("summary", { hasText: "More about this posting" }), `${width}`).toBeInViewport({ ratio: 1 });
      await expect(page.locator(".bell"), `${width}`).toBeInViewport({ ratio: 1 });
    }
    for (const part of ["?plain=1", "/history", "/threads", "/asked"]) {
      await page.goto(`${posting}${part}`);
      await fits(page, `${title}${part}`);
    }
  });
}

test("a moment with a long name fits a phone @scripts-on", async ({ page }) => {
  await signIn(page, DANA);
  const posting = await postingNamed(page, "PHP Backend Developer");
  for (const name of ["First", "Before the call with everybody who has ever said something about this posting"]) {
    await page.goto(`${posting}/history`);
    await page.locator("summary", { hasText: "Name this moment" }).click();
    await page.getByLabel("Name of the checkpoint").fill(name);
    await page.getByRole("button", { name: "Name it" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Checkpoint “${name}”`);
  }
  await fits(page, "the moment");
});
