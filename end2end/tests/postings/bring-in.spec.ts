import { accessible } from "../../support/axe.ts";
import { opened, words } from "../../support/editor.ts";
import { DANA, HUGO, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";

ownServer();

const OLD = `Senior Python Developer
Location: Berlin, Germany (hybrid)
Salary: €70,000 – €82,000 a year

What you will do
- Find the slow queries, learn why they are slow, and make them fast again.
- Review the changes of your teammates with great care
- Bake bread on Fridays

Requirements
- PostgreSQL

Perks
`;

test("Dana pastes an old posting, looks it through, and goes on in a draft", async ({ page, scripts }) => {
  await signIn(page, DANA, "/postings/new");
  await page.getByRole("link", { name: "Bring in a posting" }).click();
  await page.getByLabel("Text of the posting").fill(OLD);
  await page.getByRole("button", { name: "Read the text" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look it through");

  // Facts are offered with the words that they were read from.
  await expect(page.getByLabel("Job title")).toHaveValue("Senior Python Developer");
  await expect(page.getByLabel("Pay from")).toHaveValue("70000");
  await expect(page.getByLabel("Town")).toHaveValue("Berlin");
  await expect(page.getByText("From: “Salary: €70,000 – €82,000 a year”").first()).toBeVisible();

  // What says the same is taken, what is like it is kept as an override, what is new is one's own.
  const line = (words: string) => page.getByRole("group", { name: words });
  await expect(line("Find the slow queries").getByRole("radio", { name: /Take the library/ })).toBeChecked();
  await expect(line("Review the changes").getByRole("radio", { name: /override of “Code review”/ })).toBeChecked();
  await expect(line("Bake bread").getByRole("radio", { name: /line of its own/ })).toBeChecked();
  await line("PostgreSQL").getByRole("radio", { name: /Take the library/ }).first().check();

  // One key chooses.
  await line("Bake bread").getByRole("radio", { name: /line of its own/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(line("Bake bread").getByRole("radio", { name: "Leave it out" })).toBeChecked();
  await page.getByText("Left out of the draft’s sections").click();
  await expect(page.getByText("Perks A heading with nothing below it.")).toBeVisible();

  // A fact that can't be true loses nothing of what was chosen.
  const goesTo = page.getByRole("region", { name: "Requirements" }).getByLabel("Goes to");
  await goesTo.selectOption({ label: "Nice to have" });
  await page.getByLabel("Pay from").fill("lots");
  await page.getByLabel("Job title").fill("Python Developer");
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByLabel("Pay from")).toHaveAttribute("aria-invalid", "true");
  await expect(line("Bake bread").getByRole("radio", { name: "Leave it out" })).toBeChecked();
  await expect(line("PostgreSQL").getByRole("radio", { name: /Take the library/ }).first()).toBeChecked();
  await expect(goesTo.locator("option:checked")).toHaveText("Nice to have");
  await page.getByLabel("Pay from").fill("70000");
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  expect((await words(page)).map((words) => words.trim())).toEqual([
    "Find the slow queries, learn why they are slow, and make them fast again.",
    "Review the changes of your teammates with great care",
    "PostgreSQL: you use its types, indexes and transactions to keep data right and queries fast.",
  ]);
});

test("Dana uploads a web page, and is told what can't be read", async ({ page, scripts }) => {
  await signIn(page, DANA, "/postings/import");
  if (scripts) await accessible(page);
  const file = (name: string, content: string) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
  await page.getByLabel("File", { exact: true }).setInputFiles(file("photo.png", "PNG"));
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose a Word document");

  await page.getByLabel("File", { exact: true }).setInputFiles(file("old.html", "<h1>Java Developer</h1><h2>Duties</h2><ul><li>Own the sign-in service</li></ul><h2>Odds and ends</h2><p>We have a dog.</p>"));
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByText("“old.html”")).toBeVisible();
  await expect(page.getByRole("group", { name: "Own the sign-in service" })).toBeVisible();
  if (scripts) await accessible(page);

  // She sets right which section a strange heading means.
  await page.getByLabel("Goes to").last().selectOption("Benefits");
  const address = page.url();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page).toHaveURL(/\/postings\/[0-9a-f-]{36}(\?plain=1)?$/);
  await page.goto(address);
  await expect(page.getByText("A posting was made of this text.")).toBeVisible();
});

test("Hugo can't bring in a posting", async ({ page }) => {
  await signIn(page, HUGO, "/postings");
  expect((await page.goto("/postings/import"))?.status()).toBe(403);
});
