import { accessible } from "../../support/axe.ts";
import { lines, opened, section } from "../../support/editor.ts";
import { ADA, DANA, HUGO, signIn } from "../../support/people.ts";
import { line, openPlain, reword, sent, submitHere } from "../../support/posting.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

/** Adds a section with lines of one's own to the template whose forms are open. */
async function addSection(page: Page, kind: string, heading: string, texts: string[]) {
  await page.getByLabel("What it is for").selectOption(kind);
  await page.getByLabel("Heading", { exact: true }).last().fill(heading);
  expect(await sent(page, page.getByRole("button", { name: "Add section" }))).toBe(303);
  for (const text of texts) {
    const place = section(page, heading);
    await place.getByLabel(`New line in ${heading}`).fill(text);
    expect(await sent(page, place.getByRole("button", { name: "Add line" }))).toBe(303);
  }
}

async function lock(page: Page, heading: string) {
  const place = section(page, heading);
  await place.locator("summary", { hasText: "Rename, lock" }).click();
  await place.getByLabel(/^Locked/).check();
  expect(await sent(page, place.getByRole("button", { name: "Save section" }))).toBe(303);
}

test("Ada makes a template, Dana starts from it and can change all but what it locks", async ({ page, as, scripts }) => {
  test.slow();
  const name = `Atlas roles ${scripts ? "with" : "without"} scripts`;
  const ada = await as(ADA, "/postings/templates");
  await ada.getByRole("link", { name: "New template" }).click();
  if (scripts) await accessible(ada);
  await ada.getByLabel("Name", { exact: true }).fill(name);
  await ada.getByRole("button", { name: "Make template" }).click();
  await expect(ada.getByRole("heading", { level: 1 })).toHaveText(name);
  await addSection(ada, "What you will do", "Your work", ["You build {product} with {team}.", "You keep it running."]);
  await addSection(ada, "Good to know", "Legal", ["We treat everybody alike."]);
  await lock(ada, "Legal");

  // An unknown placeholder is told at its field, with what she typed.
  const work = section(ada, "Your work");
  await work.getByLabel("New line in Your work").fill("You earn {salary}.");
  expect(await sent(ada, work.getByRole("button", { name: "Add line" }))).toBe(422);
  await expect(work.getByText("There is no placeholder {salary}.").first()).toBeVisible();
  await expect(work.getByLabel("New line in Your work")).toHaveValue("You earn {salary}.");
  if (scripts) await accessible(ada);

  // From the library, found by the server.
  await ada.getByRole("searchbox", { name: "Search the library" }).fill("version control");
  await ada.getByRole("searchbox", { name: "Search the library" }).press("Enter");
  await ada.getByLabel("Section for Version control", { exact: true }).selectOption("Your work");
  expect(await sent(ada, ada.getByRole("button", { name: "Add Version control", exact: true }))).toBe(303);
  await expect(section(ada, "Your work").getByText("version 1 of the library")).toBeVisible();
  await ada.getByRole("button", { name: "Publish version 1" }).click();
  await expect(ada.getByText("Version 1. No draft started with it yet.")).toBeVisible();
  if (scripts) await accessible(ada);

  await signIn(page, DANA, "/postings/new");
  await page.getByLabel("One of your own templates").check();
  await page.getByLabel("Your own template", { exact: true }).selectOption(name);
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByText("The template asks for this.")).toBeVisible();
  if (scripts) await accessible(page);
  await expect(page.getByLabel("Product", { exact: true })).toHaveValue("");
  await page.getByRole("button", { name: "Create draft" }).click();
  await opened(page, scripts);
  const posting = new URL(page.url()).pathname;

  // What she left open stands there, and stops submitting.
  await page.goto(`${posting}/history`);
  await expect(page.getByText("Started with version 1 of the template")).toBeVisible();
  await submitHere(page, "");
  const refusal = page.getByRole("alert").filter({ hasText: "stand in the way" });
  await expect(refusal).toContainText("{product} still waits to be filled in.");
  await reword(page, posting, "{product}", "You build Atlas with the platform team.");
  await page.goto(`${posting}/history`);
  await submitHere(page, "");
  await expect(refusal).toBeVisible();
  await expect(refusal).not.toContainText("{product}");

  // The locked section has its words and no fields.
  await page.goto(posting).catch(() => undefined);
  await opened(page, scripts);
  const legal = section(page, "Legal");
  await expect(legal).toContainText(scripts ? "Its template locks this section." : "can unlock it");
  await expect(legal.getByRole("button")).toHaveCount(0);
  if (scripts) {
    await expect(lines(legal).first()).toHaveAttribute("readonly", "");
    await accessible(page);
  } else {
    await expect(legal.getByRole("textbox")).toHaveCount(0);
  }

  // Hugo unlocks it; then it is a section like all others.
  const hugo = await as(HUGO);
  await openPlain(hugo, posting);
  await hugo.getByRole("button", { name: "Unlock it" }).click();
  await expect(hugo.getByRole("button", { name: "Unlock it" })).toHaveCount(0);
  await page.goto(`${posting}?plain=1`);
  await reword(page, posting, "We treat everybody alike.", "We treat all alike.");
  await expect(line(page, "We treat all alike.")).toBeVisible();
});

test("the second of two curators keeps what she typed", async ({ page, as, scripts }) => {
  await signIn(page, ADA, "/postings/templates/new");
  await page.getByLabel("Name", { exact: true }).fill(`Shared ${scripts ? "with" : "without"} scripts`);
  await page.getByRole("button", { name: "Make template" }).click();
  await addSection(page, "About the role", "Us", []);
  const other = await as(ADA, new URL(page.url()).pathname);
  await section(other, "Us").getByLabel("New line in Us").fill("Hers.");
  expect(await sent(other, section(other, "Us").getByRole("button", { name: "Add line" }))).toBe(303);

  await section(page, "Us").getByLabel("New line in Us").fill("Mine.");
  expect(await sent(page, section(page, "Us").getByRole("button", { name: "Add line" }))).toBe(409);
  await expect(page.getByText("Somebody else edited this template meanwhile.").first()).toBeVisible();
  await expect(section(page, "Us").getByLabel("New line in Us")).toHaveValue("Mine.");
  expect(await sent(page, section(page, "Us").getByRole("button", { name: "Add line" }))).toBe(303);
  await expect(section(page, "Us").getByRole("listitem")).toHaveCount(2);
});

test("Ada archives a standard template, finds it again and brings it back", async ({ as, scripts }) => {
  const stack = scripts ? "ruby" : "php";
  const name = new RegExp(`^Senior.*${stack}.*healthcare`, "i");
  const list = `/postings/templates?seniority=senior&stack=${stack}&industry=healthcare`;
  const ada = await as(ADA, list);
  await ada.getByRole("link", { name: "Versions and use" }).click();
  expect(await sent(ada, ada.getByRole("button", { name: "Archive" }))).toBe(303);
  await ada.goto(list);
  await expect(ada.getByText("This template is archived. Choose another one. Or look at it and restore it.")).toBeVisible();
  const archived = ada.getByRole("region", { name: "Archived templates" });
  await expect(archived.getByRole("link", { name })).toBeVisible();
  if (scripts) await accessible(ada);
  const dana = await as(DANA, list);
  await expect(dana.getByText("This template is archived. Choose another one.")).toBeVisible();
  await expect(dana.getByRole("heading", { name: "Archived templates" })).toHaveCount(0);
  await archived.getByRole("link", { name }).click();
  expect(await sent(ada, ada.getByRole("button", { name: "Restore" }))).toBe(303);
  await ada.goto(list);
  await expect(ada.getByRole("heading", { name: "Archived templates" })).toHaveCount(0);
});
