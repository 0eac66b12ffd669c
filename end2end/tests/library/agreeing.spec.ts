// Three teams word an item alike: curators find that as one proposal, and make it a version.
import type { Page } from "@playwright/test";
import { accessible } from "../../support/axe.ts";
import { addFromLibrary, opened, saved } from "../../support/editor.ts";
import { ADA, BEN, DANA, OLGA, signIn } from "../../support/people.ts";
import { ownServer, server } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

/** A draft with a line of the item that says it otherwise. */
async function rewords(page: Page, scripts: boolean, name: string, text: string, team?: string) {
  await page.goto("/postings/new");
  if (team) await page.getByLabel("Team").selectOption({ label: team });
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  await addFromLibrary(page, scripts, name);
  const areas = page.locator("textarea.line-text");
  const index = (await areas.evaluateAll((all) => all.map((area) => (area as HTMLTextAreaElement).value))).indexOf("Water the plants.");
  await areas.nth(index).fill(text);
  if (scripts) await saved(page);
  else await page.locator("li.line").nth(index).getByRole("button", { name: "Save" }).click();
  // No editor is open while the program starts again.
  await page.goto("/library");
}

test("what three teams word alike is one proposal, which Ada publishes as a new version", async ({ page, as, scripts }) => {
  test.slow();
  await signIn(page, ADA, "/people/teams");
  await page.getByLabel("Name", { exact: true }).fill("Data");
  await page.getByRole("button", { name: "Make the team" }).click();
  await page.goto("/people");
  await page.getByRole("link", { name: BEN.name }).click();
  await page.getByLabel("Role", { exact: true }).selectOption({ label: "Hiring manager" });
  await page.getByLabel("Team", { exact: true }).selectOption({ label: "Data" });
  await page.getByRole("button", { name: "Give the role" }).click();
  await expect(page.getByRole("heading", { name: "Hiring manager of Data" })).toBeVisible();

  await page.goto("/library/new");
  await page.getByLabel("What it is").selectOption({ label: "Responsibility" });
  await page.getByLabel("Name", { exact: true }).fill("Office plants");
  await page.getByLabel("Line, as a posting shows it").fill("Water the plants.");
  await page.getByRole("button", { name: "Keep as draft" }).click();
  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByRole("button", { name: "Publish as version 2" })).toBeVisible();
  const item = new URL(page.url()).pathname;

  const better = "Water the plants of the office twice a week, and talk to them.";
  await rewords(await as(DANA), scripts, "Office plants", better);
  await rewords(await as(OLGA), scripts, "Office plants", "Water the plants of the office twice a week and talk to them");
  await page.goto("/library/proposals");
  await expect(page.getByText("word “Office plants” alike")).toHaveCount(0);
  await rewords(await as(BEN), scripts, "Office plants", "Water all plants of the office twice a week, and talk to them.", "Data");
  await server.restart();

  // It is looked for in the background.
  await expect(async () => {
    await page.goto("/library/proposals");
    await expect(page.getByText("3 lines word “Office plants” alike")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("link", { name: "Office plants" }).click();
  await expect(page.locator(".banner")).toContainText("Several teams word");
  const origins = page.getByRole("region", { name: "Where it comes from" });
  for (const team of ["Platform", "Payments", "Data"]) await expect(origins.getByText(team, { exact: true })).toBeVisible();
  if (scripts) await accessible(page);
  await page.getByLabel("Line, as a posting shows it").fill(better);
  await page.getByRole("button", { name: "Publish as a new version" }).click();
  await expect(page.getByText(`${ADA.name} accepted it as`)).toBeVisible();

  await page.goto(item);
  await expect(page.getByText(better).first()).toBeVisible();
  await expect(page.getByText("Several teams word it like this.").first()).toBeVisible();
  // Dana's line says it already; she is asked, not overruled.
  const dana = await as(DANA, "/updates");
  await expect(dana.getByRole("listitem", { name: "Update of Office plants" })).toContainText(better);
});
