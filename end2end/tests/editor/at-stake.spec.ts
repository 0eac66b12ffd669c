// What writing puts at stake: whose approval a change would void, and what the changes have voided, while one types.
import { accessible } from "../../support/axe.ts";
import { opened, saved } from "../../support/editor.ts";
import { BEN, DANA, HUGO, signIn } from "../../support/people.ts";
import { approve, copyOf, openPlain, submit, typeFacts, writeFacts } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

type As = (person: typeof HUGO) => Promise<Page>;

async function approved(page: Page, as: As, title: string): Promise<string> {
  await signIn(page, DANA);
  const posting = await copyOf(page, "PHP Backend Developer", title);
  await writeFacts(page, posting, { "baseSalary.maxValue": "95000" });
  await submit(page, posting, "");
  await approve(await as(HUGO), posting);
  return posting;
}

const told = (page: Page) => page.locator(".workbench > .at-stake");
const pay = (page: Page) => page.locator('[id="fact-baseSalary.maxValue"]');
const BEFORE = /A change to pay and benefits would void the approval by Hugo Meyer/;
const AFTER = /The changes void the approval of pay and benefits by Hugo Meyer/;

test("whoever changes pay is told whose approval that voids, and so is everybody else; undoing it takes it back @scripts-on", async ({
  page,
  as,
}) => {
  test.slow(); // three people
  const posting = await approved(page, as, "Approved and written on");
  await page.goto(posting);
  await opened(page, true);
  await expect(told(page)).toHaveText(/^Approved: everything by Hugo Meyer\./);
  await expect(told(page)).toHaveRole("status");
  const ben = await as(BEN);
  await ben.goto(posting);
  await opened(ben, true);

  await pay(page).focus();
  await expect(told(page)).toHaveText(BEFORE);
  await expect(told(ben)).toHaveText(/^Approved: everything/);
  // The sheet stays where it is, whatever is told.
  const place = () => page.locator("#sheet").evaluate((sheet) => [sheet.getBoundingClientRect().top, document.documentElement.scrollHeight]);
  const before = await place();
  await pay(page).fill("99000");
  await saved(page);
  await expect(told(page)).toHaveText(AFTER);
  await expect(told(ben)).toHaveText(AFTER);
  expect(await place()).toEqual(before);
  await page.keyboard.press("Control+z");
  await saved(page);
  await expect(told(page)).toHaveText(BEFORE);
  await expect(told(ben)).toHaveText(/^Approved: everything/);
  await accessible(page);
});

test("on a phone the drawer of the facts says it, too @scripts-on", async ({ page, as }) => {
  test.slow(); // two people and a review
  const posting = await approved(page, as, "Approved in the hand");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(posting);
  await opened(page, true);
  await page.getByRole("button", { name: "Facts and checks" }).click();
  await pay(page).fill("99000");
  const inDrawer = page.locator("#side .at-stake");
  await expect(inDrawer).toHaveText(AFTER);
  await expect(inDrawer).toBeInViewport();
});

test("the plain form says beside each part what a change would void, and after saving what it did", async ({ page, as }) => {
  test.slow(); // two people and a review
  const posting = await approved(page, as, "Approved and written on plainly");
  await openPlain(page, posting);
  await expect(told(page)).toBeEmpty();
  const was = await page.locator("#fact-industry").inputValue();
  await typeFacts(page, posting, { industry: "Energy" });
  await expect(page.getByText(BEFORE).first()).toBeVisible();
  await expect(told(page)).toHaveText(/^The changes void the approval of identity by Hugo Meyer/);
  await typeFacts(page, posting, { "baseSalary.maxValue": "99000" });
  await expect(told(page)).toHaveText(/of identity, pay and benefits by Hugo Meyer/);
  await expect(page.getByText(BEFORE)).toHaveCount(0);
  await typeFacts(page, posting, { "baseSalary.maxValue": "95000", industry: was });
  await expect(told(page)).toBeEmpty();
  await expect(page.getByText(BEFORE).first()).toBeVisible();
});
