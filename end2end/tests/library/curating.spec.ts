import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { accessible } from "../../support/axe.ts";
import { ADA, DANA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

/** The export of this kind, as bytes. */
async function exported(page: Page, words: string) {
  await page.goto("/library/curate/import");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: words, exact: true }).click()]);
  return readFile(await download.path());
}

/** Chooses a file and waits until it was looked at. */
async function brought(page: Page, name: string, buffer: Buffer) {
  await page.goto("/library/curate/import");
  await page.getByLabel("File", { exact: true }).setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("It is being checked")).toHaveCount(0, { timeout: 20_000 });
}

test("Ada brings a file with errors, sees what it would do, and imports the rest", async ({ page, scripts }) => {
  test.slow();
  const name = `Fruit ${scripts ? "live" : "plain"}`;
  await signIn(page, ADA, "/library");
  await page.getByRole("link", { name: "Import and export" }).click();
  if (scripts) await accessible(page);
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("alert")).toContainText("ends in .csv, .json or .xlsx");

  const csv = `kind,name,body\nbenefit,${name},We offer fruit.\nbenifit,Nuts,We offer nuts.\n`;
  await brought(page, "fruit.csv", Buffer.from(csv));
  await expect(page.getByRole("status")).toContainText("One row can't be taken");
  await expect(page.getByRole("row").filter({ hasText: "Nuts" })).toContainText("“benifit” is no kind");
  if (scripts) await accessible(page);
  await page.getByRole("button", { name: "Import one item" }).click();
  await expect(page.getByRole("status")).toContainText("It was imported, but for one row.", { timeout: 20_000 });
  await page.getByRole("link", { name: name.toLowerCase().replace(" ", "-") }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Imported from fruit.csv")).toBeVisible();
});

test("an export brought back changes nothing", async ({ page }) => {
  test.slow();
  await signIn(page, ADA, "/library");
  for (const words of ["CSV", "Excel", "JSON"]) {
    const bytes = await exported(page, words);
    await brought(page, `library.${words === "Excel" ? "xlsx" : words.toLowerCase()}`, bytes);
    await expect(page.getByRole("status")).toContainText("Nothing in this file is new");
  }
});

test("Ada goes from the library's health to what mends it", async ({ page, scripts }) => {
  test.slow();
  await signIn(page, ADA, "/library");
  await page.getByRole("link", { name: "Health", exact: true }).click();
  if (scripts) await accessible(page);
  await page.getByRole("link", { name: /^Without a source/ }).click();
  const row = page.getByRole("main").getByRole("listitem").filter({ has: page.getByRole("link", { name: /^Edit/ }) }).first();
  const name = await row.getByRole("heading").innerText();
  await row.getByRole("link", { name: /^Edit/ }).click();
  await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  await page.getByLabel("Sources").fill("Our handbook: Chapter 1");
  await page.getByLabel("References").fill("sfia PROG https://sfia-online.org/en/sfia-9/skills/programming-software-development");
  await page.getByLabel("Reason for the change").fill("Say where it comes from.");
  await page.getByRole("button", { name: /^Publish as version/ }).click();
  await expect(page.getByRole("definition").filter({ hasText: "Our handbook: Chapter 1" })).toBeVisible();
  await expect(page.getByRole("link", { name: "PROG" })).toBeVisible();
  await page.goto("/library/curate/health?list=unsourced");
  await expect(page.getByRole("heading", { level: 3, name, exact: true })).toHaveCount(0);
});

test("Ada tags the items that she chose, and takes it back", async ({ page, scripts }) => {
  test.slow();
  const tag = scripts ? "live-week" : "plain-week";
  await signIn(page, ADA, "/library?kind=benefit&order=name");
  // Nothing ticked is nothing chosen, and not the whole library.
  await page.getByRole("button", { name: "Change the chosen" }).click();
  await expect(page.getByRole("alert")).toContainText("Tick at least one item.");
  await page.goBack();
  const boxes = page.getByRole("checkbox", { name: /^Choose/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("button", { name: "Change the chosen" }).click();
  await expect(page.getByText("2 items that you chose.")).toBeVisible();
  await page.getByLabel("Add a tag").fill(tag);
  await page.getByRole("button", { name: /^Preview ?: Add a tag$/ }).click();
  await expect(page.getByText("2 of 2 items change.")).toBeVisible();
  if (scripts) await accessible(page);
  await page.getByLabel("Reason").fill("To find them this week.");
  await page.getByRole("button", { name: "Change 2 items" }).click();
  await expect(page.getByRole("status")).toContainText("2 items were changed.");
  await page.goto(`/library?tag=${tag}`);
  await expect(page.getByText("2 items", { exact: false }).first()).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("status")).toContainText("It was taken back");
  await page.goto(`/library?tag=${tag}`);
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeVisible();
});

test("Dana is offered none of that", async ({ page }) => {
  await signIn(page, DANA, "/library");
  await expect(page.getByRole("link", { name: "Import and export" })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  for (const address of ["import", "health", "edit"]) {
    expect((await page.goto(`/library/curate/${address}`))?.status(), address).toBe(403);
  }
});
