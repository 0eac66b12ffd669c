// Two items that say the same become one, and Dana's draft is asked, not changed.
import type { Page } from "@playwright/test";
import { accessible } from "../../support/axe.ts";
import { addFromLibrary, opened } from "../../support/editor.ts";
import { ADA, DANA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

/** A published item of Ada's; the address of its page. */
async function newItem(ada: Page, name: string, body: string, synonyms: string): Promise<string> {
  await ada.goto("/library/new");
  await ada.getByLabel("What it is").selectOption({ label: "Responsibility" });
  await ada.getByLabel("Name", { exact: true }).fill(name);
  await ada.getByLabel("Line, as a posting shows it").fill(body);
  await ada.getByLabel("Synonyms").fill(synonyms);
  await ada.getByRole("button", { name: "Keep as draft" }).click();
  // The two are alike: that is what this story is about.
  const anyway = ada.getByLabel("Create it anyway");
  await expect(ada.getByRole("button", { name: "Publish version 1" }).or(anyway)).toBeVisible();
  if (await anyway.isVisible()) {
    await anyway.check();
    await ada.getByRole("button", { name: "Keep as draft" }).click();
  }
  await ada.getByRole("button", { name: "Publish version 1" }).click();
  await expect(ada.getByRole("button", { name: "Publish as version 2" })).toBeVisible();
  return new URL(ada.url()).pathname;
}

/** What the lines of the draft say, as the plain form shows them. */
async function said(page: Page, draft: string): Promise<string[]> {
  await page.goto(`${draft}?plain=1`);
  return page.locator("textarea.line-text").evaluateAll((all) => all.map((area) => (area as HTMLTextAreaElement).value));
}

test("Ada merges two items with a reason, Dana takes the one that stays, and Ada undoes the merge", async ({ page, as, scripts }) => {
  test.slow();
  const ada = await as(ADA);
  await signIn(page, DANA);
  const suffix = scripts ? "live" : "plain";
  const [pager, rota] = [`Pager duty ${suffix}`, `On-call rota ${suffix}`];
  const stays = await newItem(ada, rota, `Share the on-call rota of the team, ${suffix}.`, "");
  const gone = await newItem(ada, pager, `Share the pager duty of the team, ${suffix}.`, `beeper ${suffix}`);

  await page.goto("/postings/new");
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  const draft = new URL(page.url()).pathname;
  await addFromLibrary(page, scripts, pager);

  await ada.goto(gone);
  await ada.getByRole("link", { name: "Merge into another item…" }).click();
  if (scripts) await accessible(ada);
  await ada.getByLabel("Any other of the responsibilities").selectOption({ label: rota });
  await ada.getByRole("button", { name: "Preview" }).click();
  await expect(ada.getByRole("heading", { name: `Merge “${pager}” into “${rota}”?` })).toBeVisible();
  await expect(ada.getByText(`Synonyms: ${pager}, beeper ${suffix}`)).toBeVisible();
  await expect(ada.getByText(/offered to 1 line in 1 posting \(Platform 1\)/)).toBeVisible();
  if (scripts) await accessible(ada);
  await ada.getByLabel("Reason").fill("One name for one duty.");
  await ada.getByRole("button", { name: "Merge them" }).click();
  await expect(ada.getByText(`“${pager}” was merged into`)).toBeVisible();
  if (scripts) await accessible(ada);
  const merge = ada.url();

  // Its address and its names lead to the other one.
  await page.goto(gone);
  await expect(page).toHaveURL(new RegExp(`${stays}\\?merged=`));
  await expect(page.getByText(`“${pager}” was merged into this.`)).toBeVisible();
  await page.goto(`/library?q=${encodeURIComponent(`beeper ${suffix}`)}`);
  await expect(page.getByRole("link", { name: rota })).toBeVisible();
  await expect(page.getByRole("link", { name: pager, exact: true })).toHaveCount(0);

  // Her draft says what it said, until she decides.
  expect(await said(page, draft)).toContain(`Share the pager duty of the team, ${suffix}.`);
  await page.goto(`${draft}/updates`);
  const update = page.getByRole("listitem", { name: `Update of ${rota}` });
  await expect(update).toContainText(`In place of “${pager}”, which was merged into it`);
  await expect(update).toContainText("One name for one duty.");
  if (scripts) await accessible(page);
  await update.getByRole("button", { name: "Take", exact: true }).click();
  await expect(update).toHaveCount(0);
  expect(await said(page, draft)).toContain(`Share the on-call rota of the team, ${suffix}.`);

  await ada.goto(merge);
  await expect(ada.getByText("No draft uses it any more.")).toBeVisible();
  await ada.getByRole("button", { name: "Undo the merge" }).click();
  await expect(ada.getByText("It was undone on")).toBeVisible();
  await page.goto(gone);
  await expect(page).toHaveURL(new RegExp(`${gone}$`));
  await page.goto(stays);
  await expect(page.getByText("mean the same")).toHaveCount(0);
  expect(await said(page, draft)).toContain(`Share the on-call rota of the team, ${suffix}.`);
});
