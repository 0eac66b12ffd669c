import { accessible } from "../../support/axe.ts";
import { opened, words } from "../../support/editor.ts";
import { ADA, DANA, VERA, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { alive, expect, test } from "../../support/story.ts";

ownServer();

const PROPOSAL = /\/library\/proposals\/[0-9a-f-]{36}$/;
const LINE = "Bake rolls for the whole team on Fridays";

test("Dana proposes a line, Ada accepts it in other words, and the line takes it over", async ({ page, as, scripts }) => {
  // A posting with a line of her own, by way of a pasted text.
  const title = `Baker ${scripts ? "with" : "without"} scripts`;
  const own = `${LINE} ${scripts ? "at nine" : "at ten"}`;
  await signIn(page, DANA, "/postings/import");
  await page.getByLabel("Text of the posting").fill(`Job title: ${title}\n\nDuties\n- ${own}\n`);
  await page.getByRole("button", { name: "Read the text" }).click();
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  const draft = page.url();

  await page.locator("summary", { hasText: "More about this posting" }).click();
  await page.getByRole("link", { name: "Propose lines for the library" }).click();
  await page.getByRole("link", { name: `Propose “${own}”` }).click();
  await expect(page.getByLabel("Line, as a posting shows it")).toHaveValue(own);
  if (scripts) await accessible(page);
  await page.getByLabel("Name", { exact: true }).fill(`Rolls ${own.slice(-4).trim()}`);
  await page.getByLabel("Why the library should have it").fill("Every team asks for it.");
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(page).toHaveURL(PROPOSAL);
  const proposal = page.url();

  const ada = await as(ADA, "/library");
  await ada.getByRole("link", { name: /^Proposals/ }).click();
  if (scripts) await accessible(ada);
  await ada.getByRole("link", { name: `Rolls ${own.slice(-4).trim()}` }).click();
  await expect(ada.getByText("Every team asks for it.")).toBeVisible();
  if (scripts) await accessible(ada);
  const better = `Bake ${own.slice(-4).trim()} rolls for the team each Friday.`;
  await ada.getByLabel("Line, as a posting shows it").fill(better);
  await ada.getByRole("button", { name: "Publish as an item" }).click();
  await expect(ada.getByText(`${ADA.name} accepted it as`)).toBeVisible();

  await page.goto("/notifications");
  await expect(page.getByText(`${ADA.name} accepted “Rolls ${own.slice(-4).trim()}” for the library.`)).toBeVisible();
  await page.goto(proposal);
  await page.getByRole("button", { name: "Use the library’s line there" }).click();
  await expect(page.getByText("The library’s line stands there")).toBeVisible();
  await page.goto(draft);
  await opened(page, scripts);
  expect((await words(page)).map((words) => words.trim())).toEqual([better]);
});

test("a search without result leads to a proposal, which Ada declines with a reason", async ({ page, as, scripts }) => {
  const name = scripts ? "Zeppelins" : "Gliders";
  await signIn(page, DANA, `/library?q=${name.toLowerCase()}xyz`);
  await page.getByRole("button", { name: "Propose it for the library" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`${name.toLowerCase()}xyz`);
  await page.getByLabel("What it is").selectOption("Benefit");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Line, as a posting shows it").fill(`We fly ${name} on Sundays.`);
  await page.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(page).toHaveURL(PROPOSAL);
  await expect(page.getByText("It waits for a curator")).toBeVisible();
  const ada = await as(ADA, "/");
  await ada.getByRole("link", { name: "Proposals for the library" }).click();
  await ada.goto("/notifications");
  await ada.getByRole("button", { name: "A proposal for the library" }).first().click();
  await ada.getByRole("link", { name }).first().click();
  await ada.getByLabel("Why not").fill("We have no airfield.");
  await ada.getByRole("button", { name: "Decline" }).click();
  await expect(ada.getByText("We have no airfield.")).toBeVisible();
  await page.goto("/notifications");
  await page.getByRole("button", { name: "Your proposal" }).first().click();
  await page.getByRole("link", { name }).click();
  await expect(page.getByText(`${ADA.name} declined it`)).toBeVisible();
});

test("Ada is told what the library has already while she writes, or when she sends", async ({ page, scripts }) => {
  await signIn(page, ADA, "/library/new");
  await page.getByLabel("What it is").selectOption("Responsibility");
  await page.getByLabel("Name", { exact: true }).fill(`Fast queries ${scripts ? "one" : "two"}`);
  await page.getByLabel("Line, as a posting shows it").fill("Find slow queries, learn why they are slow, and make them fast.");
  if (scripts) {
    await alive(page);
    await page.getByLabel("Synonyms").fill("speed");
    await expect(page.getByRole("status").getByRole("link", { name: "Query tuning" })).toBeVisible();
  }
  await page.getByRole("button", { name: "Keep as draft" }).click();
  await expect(page.getByRole("status").getByRole("link", { name: "Query tuning" })).toBeVisible();
  await page.getByLabel("Create it anyway").check();
  await page.getByRole("button", { name: "Keep as draft" }).click();
  await expect(page).toHaveURL(/\/library\/fast-queries/);
});

test("who only reads is told why they can't propose", async ({ page }) => {
  await signIn(page, VERA, "/library");
  expect((await page.goto("/library/proposals"))?.status()).toBe(403);
});
