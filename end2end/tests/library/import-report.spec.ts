import type { Page } from "@playwright/test";
import { accessible } from "../../support/axe.ts";
import { ADA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

/** Chooses a file and waits until it was looked at. */
async function brought(page: Page, name: string, text: string) {
  await page.goto("/library/curate/import");
  await page.getByLabel("File", { exact: true }).setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("It is being checked")).toHaveCount(0, { timeout: 20_000 });
}

test("Ada reads what is wrong with each row, and what a row would change", async ({ page, scripts }) => {
  test.slow();
  await signIn(page, ADA, "/library");
  await brought(page, "tags.csv", 'slug,tags\naccommodation,"rooms, move"\n');
  const changed = page.getByRole("row").filter({ has: page.getByRole("link", { name: "accommodation" }) });
  await expect(changed.getByRole("cell").last()).toHaveText("tags");

  const head = "slug,kind,name,body,level\n";
  const name = "A kettle that boils water for everybody on the whole floor";
  await brought(page, "mixed.csv", `${head}kettle,benefit,${name},We offer a kettle.,guru\n`);
  const wrong = page.getByRole("row").filter({ hasText: "kettle" });
  await expect(wrong).toContainText("level: “guru” is none of basic, working, advanced, expert.");
  if (scripts) await accessible(page);

  await brought(page, "wrong.json", '[{"slug":"soup","name":"Soup","level":5}]');
  await expect(page.getByRole("status")).toContainText("No row of this file can be taken");
  const soup = page.getByRole("row").filter({ hasText: "Soup" });
  await expect(soup).toContainText("soup");
  await expect(soup).toContainText("level: “5” is a number, not a text.");

  await brought(page, "head.csv", head);
  await expect(page.getByRole("status")).toContainText("This file has no rows");
  await page.goto("/library/curate/import");
  for (const [file, words] of [["wrong.json", "No row can be taken"], ["head.csv", "Has no rows"]] as const) {
    await expect(page.getByRole("row").filter({ hasText: file }).first()).toContainText(words);
  }
});
