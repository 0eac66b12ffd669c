// The same draft by plain forms: nothing typed is lost, and nobody's words are written over.
import { count, lines, opened, section, words } from "../../support/editor.ts";
import { BEN, DANA, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";
import { accessible } from "../../support/axe.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

/** A draft of one's own in the plain form; without scripts the browser goes there by itself. */
async function draft(page: Page, scripts: boolean): Promise<string> {
  await signIn(page, DANA, "/postings/new");
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  if (scripts) await page.goto(`${new URL(page.url()).pathname}?plain=1`);
  await page.waitForLoadState();
  return page.url();
}

test("a line is reworded, marked, moved, removed and put back", async ({ page, scripts }) => {
  await draft(page, scripts);
  const duties = section(page, "What you will do");
  const [first, second] = await words(duties);
  const line = duties.locator(".line").first();
  await line.locator(".line-text").last().fill("In my own words.");
  await line.getByLabel("Asked for").selectOption("required");
  await line.getByLabel("Level").selectOption("expert");
  await line.getByRole("button", { name: "Move line down" }).click();
  await expect(lines(duties).nth(1)).toHaveValue("In my own words.");
  await expect(lines(duties).first()).toHaveValue(second);
  const moved = duties.locator(".line").nth(1);
  await expect(moved.getByLabel("Asked for")).toHaveValue("required");
  await expect(moved.getByLabel("Level")).toHaveValue("expert");
  await moved.getByRole("button", { name: "Library’s wording" }).click();
  await expect(lines(duties).nth(1)).toHaveValue(first);
  const before = await count(page);
  await duties.locator(".line").nth(1).getByRole("button", { name: "Remove line" }).click();
  await expect(lines(page)).toHaveCount(before - 1);
  await page.getByRole("button", { name: "Put it back" }).click();
  await expect(lines(page)).toHaveCount(before);
});

test("sections are renamed, moved, removed, put back and added", async ({ page, scripts }) => {
  await draft(page, scripts);
  const headings = page.locator(".section h2");
  const before = await headings.count();
  const duties = section(page, "What you will do");
  await duties.locator("summary", { hasText: "Rename" }).click();
  await duties.getByLabel("Heading").fill("Your days");
  await duties.getByRole("button", { name: "Move up" }).click();
  await expect(page.locator(".section h2").first()).toHaveText("Your days");
  const days = section(page, "Your days");
  await days.locator("summary", { hasText: "Rename" }).click();
  await days.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(section(page, "Your days")).toHaveCount(0);
  await page.getByRole("button", { name: "Put it back" }).click();
  await expect(section(page, "Your days")).toHaveCount(1);
  await expect(headings).toHaveCount(before);
  await page.getByRole("combobox", { name: "Another section" }).selectOption("learning");
  await page.getByRole("button", { name: "Add section" }).click();
  await expect(headings).toHaveCount(before + 1);
});

test("different words that two people changed are both kept, the same words are put before the person", async ({ page, browser, scripts }) => {
  const address = await draft(page, scripts);
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: scripts });
  const ben = await context.newPage();
  await signIn(ben, BEN);
  await ben.goto(address);
  const line = (of: Page) => section(of, "What you will do").locator(".line").first();
  const save = (of: Page) => line(of).getByRole("button", { name: "Save", exact: true }).click();
  const original = await line(page).locator(".line-text").inputValue();

  await line(ben).locator(".line-text").fill(`Ben begins: ${original}`);
  await save(ben);
  await line(page).locator(".line-text").fill(`${original} Dana ends.`);
  await save(page);
  const both = `Ben begins: ${original} Dana ends.`;
  await expect(line(page).locator(".line-text")).toHaveValue(both);

  await ben.goto(address);
  await line(ben).locator(".line-text").fill("Ben's words.");
  await save(ben);
  await line(page).locator(".line-text").fill("Dana's words.");
  await save(page);
  await expect(line(page).getByRole("alert")).toContainText("Ben's words.");
  await expect(line(page).locator(".line-text")).toHaveValue("Dana's words.");
  await save(page);
  await expect(line(page).locator(".line-text")).toHaveValue("Dana's words.");
  await expect(line(page).getByRole("alert")).toHaveCount(0);
  await context.close();
});

test("only the facts that were changed are written", async ({ page, browser, scripts }) => {
  const address = await draft(page, scripts);
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: scripts });
  const ben = await context.newPage();
  await signIn(ben, BEN);
  await ben.goto(address);
  await ben.locator('[id="fact-baseSalary.minValue"]').fill("81000");
  await ben.getByRole("button", { name: "Save facts" }).click();
  await page.locator('[id="fact-baseSalary.maxValue"]').fill("not a number");
  await page.getByLabel("The link leads straight").check();
  await page.getByRole("button", { name: "Save facts" }).click();
  await expect(page.locator('[id="fact-baseSalary.minValue"]')).toHaveValue("81000");
  await expect(page.locator('[id="fact-baseSalary.maxValue"]')).toHaveValue("not a number");
  await expect(page.getByLabel("The link leads straight")).toBeChecked();
  await expect(page.locator(".finding", { hasText: /number/ }).first()).toBeVisible();
  await page.getByLabel("The link leads straight").uncheck();
  await page.getByRole("button", { name: "Save facts" }).click();
  await expect(page.getByLabel("The link leads straight")).not.toBeChecked();
  await context.close();
});

test("without scripts the editor's address leads to the plain form @scripts-off", async ({ page, scripts }) => {
  const address = await draft(page, scripts);
  await page.goto(address.replace("?plain=1", ""));
  await opened(page, false);
});

test("the plain form is accessible in every look @scripts-on", async ({ page, scripts }) => {
  test.slow(); // axe looks at some thousand elements, three times
  await draft(page, scripts);
  await accessible(page);
});
