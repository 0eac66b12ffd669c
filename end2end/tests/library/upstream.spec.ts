// A newer wording reaches the drafts that use it as an offer, and changes none before somebody decides.
import type { Locator, Page } from "@playwright/test";
import { accessible } from "../../support/axe.ts";
import { addFromLibrary, opened, saved, words } from "../../support/editor.ts";
import { ADA, BEN, DANA, type Person, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

type Visit = (person: Person | null, address?: string) => Promise<Page>;

/** A published item of Ada's; the address of its page. */
async function newItem(ada: Page, name: string, body: string): Promise<string> {
  await ada.goto("/library/new");
  await ada.getByLabel("What it is").selectOption({ label: "Responsibility" });
  await ada.getByLabel("Name", { exact: true }).fill(name);
  await ada.getByLabel("Line, as a posting shows it").fill(body);
  await ada.getByRole("button", { name: "Keep as draft" }).click();
  await ada.getByRole("button", { name: "Publish version 1" }).click();
  await expect(ada.getByRole("button", { name: "Publish as version 2" })).toBeVisible();
  return new URL(ada.url()).pathname;
}

/** Ada publishes better words. */
async function publish(ada: Page, item: string, body: string, reason: string) {
  await ada.goto(item);
  await ada.getByLabel("Line, as a posting shows it").fill(body);
  await ada.getByLabel("Reason for the change").first().fill(reason);
  await ada.getByRole("button", { name: /Publish as version/ }).click();
  await expect(ada.getByText(body).first()).toBeVisible();
}

/** A draft of Dana's with a line of this item; its address. */
async function draftWith(dana: Page, scripts: boolean, name: string): Promise<string> {
  await dana.goto("/postings/new");
  await dana.getByRole("button", { name: "Create draft" }).click();
  await opened(dana, scripts);
  const draft = new URL(dana.url()).pathname;
  await addFromLibrary(dana, scripts, name);
  return draft;
}

/** The line with these words, as it stands among the others. */
async function lineSaying(page: Page, text: string): Promise<Locator> {
  return page.locator("li.line").nth((await words(page)).indexOf(text));
}

/** The line says something else than the library. */
async function reword(dana: Page, scripts: boolean, draft: string, from: string, to: string) {
  await dana.goto(scripts ? draft : `${draft}?plain=1`);
  await opened(dana, scripts);
  const line = await lineSaying(dana, from);
  await line.locator(".line-text").fill(to);
  if (scripts) await saved(dana);
  else await line.getByRole("button", { name: "Save" }).click();
}

/** What the lines of the draft say, as the plain form shows them. */
async function said(page: Page, draft: string): Promise<string[]> {
  await page.goto(`${draft}?plain=1`);
  return page.locator("textarea.line-text").evaluateAll((all) => all.map((area) => (area as HTMLTextAreaElement).value));
}

async function cast(page: Page, as: Visit) {
  await signIn(page, DANA);
  return { ada: await as(ADA), dana: page };
}

test("a new version waits in Dana's inbox, and stands in her draft once she takes it", async ({ page, as, scripts }) => {
  test.slow();
  const { ada, dana } = await cast(page, as);
  const name = `Night watches ${scripts ? "live" : "plain"}`;
  const item = await newItem(ada, name, "Stand by at night, one week in six.");
  const draft = await draftWith(dana, scripts, name);
  await ada.goto(item);
  await expect(ada.getByText(/offered to 1 line in 1 posting \(Platform 1\)/).first()).toBeVisible();
  await publish(ada, item, "Stand by at night, one week in eight.", "The team has grown.");
  await expect(ada.getByText("1 line uses it. 1 waits for a decision on the newer one.")).toBeVisible();
  expect(await said(dana, draft)).toContain("Stand by at night, one week in six.");

  await dana.goto("/");
  await dana.getByRole("region", { name: "Waiting for you" }).getByRole("link", { name: "Library updates" }).click();
  const update = dana.getByRole("listitem", { name: `Update of ${name}` });
  await expect(update.locator("del")).toHaveText(/six/);
  await expect(update.locator("ins")).toHaveText(/eight/);
  await expect(update).toContainText("The team has grown.");
  if (scripts) await accessible(dana);

  // An editor that is open shows what is taken at once.
  const ben = await as(BEN, draft);
  await opened(ben, scripts);
  const line = await lineSaying(ben, "Stand by at night, one week in six.");
  await line.locator(".line-text").focus();
  await expect(line.getByRole("link", { name: `${name}, version 1 of 2 by Ada Lind` })).toHaveAttribute("href", item);
  await update.getByRole("button", { name: "Take", exact: true }).click();
  await expect(update).toHaveCount(0);
  await expect(dana.getByText("1 line took the library's words.")).toBeVisible();
  if (scripts) {
    await expect(async () => {
      const lines = await ben.locator("textarea.line-text").evaluateAll((all) => all.map((area) => (area as HTMLTextAreaElement).value));
      expect(lines).toContain("Stand by at night, one week in eight.");
    }).toPass();
    await expect(line.getByRole("link", { name: `${name}, version 2 by Ada Lind` })).toBeVisible();
  }
  expect(await said(dana, draft)).toContain("Stand by at night, one week in eight.");
  await dana.goto(`${draft}/history`);
  await expect(dana.getByText(`took an update of “${name}”`)).toBeVisible();
  await ada.goto(item);
  await expect(ada.getByText("1 line uses it.", { exact: true })).toBeVisible();
});

test("Dana keeps her own words, and is asked again only when the library changes again", async ({ page, as, scripts }) => {
  test.slow();
  const { ada, dana } = await cast(page, as);
  const name = `Release notes ${scripts ? "live" : "plain"}`;
  const item = await newItem(ada, name, "Write release notes.");
  const draft = await draftWith(dana, scripts, name);
  await reword(dana, scripts, draft, "Write release notes.", "Write release notes that people enjoy.");
  await publish(ada, item, "Write short release notes.", "Nobody reads long ones.");
  await dana.goto(`${draft}/updates`);
  const update = dana.getByRole("listitem", { name: `Update of ${name}` });
  await expect(update.getByRole("heading", { name: "Yours" })).toBeVisible();
  if (scripts) await accessible(dana);
  await update.getByRole("button", { name: "Keep mine" }).click();
  const aside = dana.getByRole("region", { name: "Put aside" });
  await expect(aside.getByRole("listitem", { name: `Update of ${name}` })).toContainText("Kept as it is");
  expect(await said(dana, draft)).toContain("Write release notes that people enjoy.");
  await ada.goto(item);
  await expect(ada.getByText("1 line uses it, 1 reworded. 1 kept.")).toBeVisible();

  await publish(ada, item, "Write release notes of ten lines.", "A number helps.");
  await dana.goto(`${draft}/updates`);
  await expect(dana.getByText("One line waits for a decision.")).toBeVisible();
  await update.getByText("Later").click();
  await update.getByLabel("Ask again on").fill("2020-01-01");
  await update.getByRole("button", { name: "Put off" }).click();
  await expect(dana.getByText("Choose a day after today.").first()).toBeVisible();
  await update.getByLabel("Ask again on").fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
  await update.getByRole("button", { name: "Put off" }).click();
  await expect(aside).toContainText("Put off until");
});

test("Dana and the library changed the same words: she merges them to a third text", async ({ page, as, scripts }) => {
  test.slow();
  const { ada, dana } = await cast(page, as);
  const name = `Data models ${scripts ? "live" : "plain"}`;
  const item = await newItem(ada, name, "Draw data models.");
  const draft = await draftWith(dana, scripts, name);
  await reword(dana, scripts, draft, "Draw data models.", "Discuss data models.");
  await publish(ada, item, "Maintain data models.", "A drawing is not enough.");
  await dana.goto(`${draft}/updates`);
  const update = dana.getByRole("listitem", { name: `Update of ${name}` });
  await update.getByText("Merge").click();
  const text = update.getByLabel("What the line should say");
  await expect(text).toHaveValue("Discuss data models.");
  await expect(update.getByText("You and the library changed the same words.")).toBeVisible();

  // Ben rewords it meanwhile: nothing is lost, what she typed is kept.
  const ben = await as(BEN);
  await reword(ben, scripts, draft, "Discuss data models.", "Discuss all data models.");
  await text.fill("Discuss and maintain data models.");
  await update.getByRole("button", { name: "Use this text" }).click();
  await expect(dana.getByText("Somebody reworded this line meanwhile.").first()).toBeVisible();
  await expect(text).toHaveValue("Discuss and maintain data models.");
  await update.getByRole("button", { name: "Use this text" }).click();
  await expect(update).toHaveCount(0);
  expect(await said(dana, draft)).toContain("Discuss and maintain data models.");
});

test("Ada deprecates an item in favour of another one, and Dana takes the replacement with all that is ticked", async ({ page, as, scripts }) => {
  test.slow();
  const { ada, dana } = await cast(page, as);
  const suffix = scripts ? "live" : "plain";
  const [fax, mail] = [`Fax machines ${suffix}`, `Mail servers ${suffix}`];
  const old = await newItem(ada, fax, `Look after our fax machines, ${suffix}.`);
  await newItem(ada, mail, `Look after our mail servers, ${suffix}.`);
  const draft = await draftWith(dana, scripts, fax);
  await dana.goto(scripts ? draft : `${draft}?plain=1`);
  await opened(dana, scripts);
  await addFromLibrary(dana, scripts, fax);

  await ada.goto(old);
  await ada.getByLabel("Use instead").selectOption({ label: mail });
  await ada.getByLabel("Last day").fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
  await ada.getByLabel("Reason", { exact: true }).fill("Nobody has one any more.");
  await ada.getByRole("button", { name: "Deprecate" }).click();
  await expect(ada.getByText(/deprecated and no longer offered\. After .* it is archived\./)).toBeVisible();
  await expect(ada.getByText("2 lines use it. 2 wait for a decision on the newer one.")).toBeVisible();

  await dana.goto(`${draft}/updates`);
  await expect(dana.getByText(`In place of “${fax}”`).first()).toBeVisible();
  await dana.getByRole("button", { name: "Take all that are ticked" }).click();
  await expect(dana.getByText("No line waits for a decision.")).toBeVisible();
  expect((await said(dana, draft)).filter((line) => line === `Look after our mail servers, ${suffix}.`)).toHaveLength(2);
});

test("Ada compares two versions, and restores the old one as a draft", async ({ page, scripts }) => {
  await signIn(page, ADA);
  const name = `Old words ${scripts ? "live" : "plain"}`;
  const item = await newItem(page, name, "Say it once.");
  await publish(page, item, "Say it twice.", "Once is not enough.");
  await page.getByLabel("From version").selectOption({ label: "Version 1" });
  await page.getByLabel("To version").selectOption({ label: "Version 2" });
  await page.getByRole("button", { name: "Compare" }).click();
  const compared = page.getByRole("region", { name: "Compare versions" });
  await expect(compared.locator("del")).toHaveText(/once/);
  await expect(compared.locator("ins")).toHaveText(/twice/);
  await page.getByRole("button", { name: "Restore version 1 as a draft" }).click();
  await expect(page.getByRole("heading", { name: "Version 3 is a draft" })).toBeVisible();
  await expect(page.getByLabel("Line, as a posting shows it")).toHaveValue("Say it once.");
});

test("the checks look at a wording as it is written", async ({ page, scripts }) => {
  await signIn(page, ADA, "/library/new");
  const long = "word ".repeat(61).trim();
  await page.getByLabel("What it is").selectOption({ label: "Responsibility" });
  await page.getByLabel("Name", { exact: true }).fill(`Long ${scripts ? "live" : "plain"}`);
  await page.getByLabel("Line, as a posting shows it").fill(long);
  if (!scripts) await page.getByRole("button", { name: "Keep as draft" }).click();
  await expect(page.getByText("This line has 61 words.")).toBeVisible();
  await page.getByLabel("Line, as a posting shows it").fill("Short.");
  if (scripts) await expect(page.getByText("This line has 61 words.")).toHaveCount(0);
});
