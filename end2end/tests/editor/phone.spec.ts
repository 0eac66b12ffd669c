// The editor in the hand: 390 × 844, by touch.
import { lines, opened, saved, section, words } from "../../support/editor.ts";
import { BEN, DANA, signIn } from "../../support/people.ts";
import { copyOf } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone one types, moves a line, takes one from the library and sees who is here @scripts-on", async ({ page, as }) => {
  await page.setViewportSize({ width: 1280, height: 844 });
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", "In the hand");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(posting);
  await opened(page, true);
  const ben = await as(BEN, posting);
  await opened(ben, true);
  await expect(page.locator(".desk-bar .avatar")).toBeVisible();
  await ben.getByLabel("Job title").focus();
  await expect(page.locator(".sheet-head .line-people")).toHaveText("Ben");
  await expect(page.locator(".sheet-head .line-people > span")).toBeInViewport();

  // Nothing is wider than the hand, and what one works on is not under the bar at the thumb.
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  const duties = section(page, "What you will do");
  const [first = "", second = "", ...rest] = await words(duties);
  await lines(duties).first().tap();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" By thumb.");
  await saved(page);
  const bar = await page.locator(".thumb-bar").boundingBox();
  const down = duties.locator(".line").first().getByRole("button", { name: "Move line down" });
  await duties.locator(".line").first().evaluate((line) => line.scrollIntoView({ block: "nearest" }));
  const button = await down.boundingBox();
  if (!bar || !button) throw new Error("the bar or the button is not there");
  expect(button.y + button.height).toBeLessThanOrEqual(bar.y);
  expect(Math.min(button.width, button.height)).toBeGreaterThanOrEqual(24);
  await down.tap();
  await expect.poll(() => words(duties)).toEqual([second, `${first} By thumb.`, ...rest]);

  const before = (await words(page)).length;
  await page.getByRole("button", { name: "Library", exact: true }).tap();
  await page.getByRole("searchbox", { name: "Search the library" }).fill("kubernetes");
  await page.locator(".shelf-item").first().getByRole("button", { name: /^Add / }).tap();
  await page.getByRole("button", { name: "Close: Library" }).tap();
  await expect(lines(page)).toHaveCount(before + 1);
  await saved(page);
  await expect.poll(async () => (await words(ben)).length).toBe(before + 1);
  expect(await overflow()).toBeLessThanOrEqual(0);
  const last = lines(page).last();
  await last.evaluate((line) => line.scrollIntoView({ block: "nearest" }));
  await last.tap();
  const field = await last.boundingBox();
  if (!field) throw new Error("the last line is not there");
  expect(field.y + field.height).toBeLessThanOrEqual(bar.y);
});
