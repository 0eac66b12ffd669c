// A guest: invited by a link, sees one posting, comments, suggests, decides where the policy asks guests, and is out when told so.
import { copyOf, decideButton, fillBallot, invite, openLink, openPlain, sent, stage, told, writeFacts } from "../../support/posting.ts";
import { accessible } from "../../support/axe.ts";
import { ADA, DANA, HUGO, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const MODEL = "PHP Backend Developer";

const firstLine = (page: Page) => page.locator(".diff-line").first();

test("a guest comments and suggests, the team accepts, and the guest decides where the policy asks guests", async ({ page, as, scripts }) => {
  test.slow(); // several people
  const ada = await as(ADA, "/policies/new");
  await ada.getByLabel("Name", { exact: true }).fill("With an outsider");
  await ada.getByLabel("Countries").fill("Norway");
  const [first, second] = [ada.locator("#policy-steps details").nth(0), ada.locator("#policy-steps details").nth(1)];
  await first.getByLabel("Name of the step").fill("Outside look");
  await first.getByLabel("Pay and benefits").check();
  await first.getByLabel("Narrative").check();
  await first.getByLabel("Guests of the posting").check();
  await second.locator("summary").click();
  await second.getByLabel("Name of the step").fill("Words");
  await second.getByLabel("Duties").check();
  await second.getByLabel("HR approvers").check();
  await ada.getByRole("button", { name: "Make the policy" }).click();
  await expect(ada.getByRole("link", { name: "With an outsider" })).toBeVisible();

  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer for a client");
  await writeFacts(page, posting, { "jobLocation.0.addressCountry": "Norway" });
  await page.goto(`${posting}/asked`);
  await expect(page.getByText("“Outside look” waits for a guest.").first()).toBeVisible();
  const link = await invite(page, posting, "Gina Fox");
  if (scripts) await accessible(page);
  const toDecide = await invite(page, posting, "Gus Roth");

  const gina = await as(null, link);
  await expect(gina.getByRole("heading", { name: "Hello Gina Fox" })).toBeVisible();
  if (scripts) await accessible(gina);
  // Looking again changes nothing.
  await gina.reload();
  await openLink(gina);
  await expect(gina.getByRole("heading", { name: "Developer for a client", level: 1 })).toBeVisible();
  await expect(gina.getByText("The draft as it is now")).toBeVisible();
  await expect(gina.getByRole("navigation")).toHaveCount(0);
  if (scripts) await accessible(gina);

  // Forwarded, it opens nothing.
  const friend = await as(null, link);
  await expect(friend.getByText("This link was opened already, in another browser")).toBeVisible();
  // Nor does it for whoever sent it.
  await page.goto(toDecide);
  await expect(page.getByText("This link is for a guest, and you are signed in")).toBeVisible();

  const words = (await firstLine(gina).locator(".diff-text").innerText()).trim();
  await firstLine(gina).getByRole("link", { name: "Discuss this line" }).click();
  const form = gina.getByRole("region", { name: "Say something" });
  await form.getByRole("textbox", { name: "Comment" }).fill("Do you mean that?");
  expect(await sent(gina, form.getByRole("button", { name: "Comment", exact: true }))).toBe(303);
  await firstLine(gina).getByRole("link", { name: "Discuss this line" }).click();
  const fold = gina.locator("details.fold", { hasText: "Suggest other words" });
  await fold.locator("summary").click();
  await fold.getByLabel("Words").fill(`${words} Always.`);
  expect(await sent(gina, fold.getByRole("button", { name: "Suggest it" }))).toBe(303);
  await expect(gina.locator(".suggestion ins")).toHaveText("Always.");

  await openPlain(page, posting);
  await page.getByRole("link", { name: /^Threads/ }).click();
  const said = page.locator(".thread", { hasText: "Do you mean that?" });
  await expect(said.getByText("Guest", { exact: true })).toBeVisible();
  await said.getByRole("link", { name: "Reply" }).click();
  await page.getByRole("textbox", { name: "Reply" }).fill("Yes, @Gina Fox.");
  expect(await sent(page, page.getByRole("button", { name: "Reply", exact: true }))).toBe(303);
  expect(await sent(page, page.getByRole("button", { name: "Accept", exact: true }))).toBe(303);
  await expect(firstLine(page)).toContainText(`${words} Always.`);

  // Whose words were taken decides on that part no more; the other guest does.
  await page.goto(`${posting}/asked`);
  await page.getByRole("button", { name: "Submit for review" }).last().click();
  await expect(stage(page)).toHaveText("In review");
  await gina.reload();
  await expect(gina.getByText("Yes, @Gina Fox.")).toBeVisible();
  await expect(gina.getByText("You edited Narrative since the last approval")).toBeVisible();
  await expect(decideButton(gina)).toHaveCount(0);

  const hugo = await as(HUGO);
  await fillBallot(hugo, posting, "Approve");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("In review");
  const gus = await as(null, toDecide);
  await openLink(gus);
  if (scripts) await accessible(gus);
  await gus.getByRole("radio", { name: /^Approve/ }).check();
  await gus.getByRole("textbox", { name: "Comment" }).fill("Fair.");
  expect(await sent(gus, decideButton(gus))).toBe(303);
  await expect(gus.getByText("Your decision was kept.")).toBeVisible();
  await expect(stage(gus)).toHaveText("Approved");
  expect((await told(page, posting)).slice(-2)).toEqual([
    "Gus Roth (guest, invited by Dana Okafor) approved “Outside look” of revision 1",
    "Gus Roth (guest, invited by Dana Okafor) gave revision 1 the last approval needed",
  ]);
});

test("a guest whom no policy asks has no ballot, and is out when the link is taken back", async ({ page, as }) => {
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer to be looked at");
  const link = await invite(page, posting, "Greta Lund");
  const greta = await as(null, link);
  await openLink(greta);
  await page.goto(`${posting}/asked`);
  await page.getByRole("button", { name: "Submit for review" }).last().click();
  await expect(stage(page)).toHaveText("In review");
  await greta.reload();
  await expect(greta.getByText(/^Revision 1, submitted/)).toBeVisible();
  await expect(greta.getByRole("heading", { name: "Decide" })).toHaveCount(0);

  await page.goto(`${posting}/guests`);
  await expect(page.getByText(/^opened .*, works until/)).toBeVisible();
  expect(await sent(page, page.getByRole("button", { name: "Take back the link of Greta Lund" }))).toBe(303);
  await greta.reload();
  await expect(greta.getByRole("heading", { name: "Nothing opens here" })).toBeVisible();
  await expect(greta.getByText("This link was taken back.")).toBeVisible();

  // A new link lets her in again, as the same guest.
  expect(await sent(page, page.getByRole("button", { name: "New link for Greta Lund" }))).toBe(303);
  const renewed = new URL(await page.getByLabel("Guest link").inputValue());
  await greta.goto(renewed.pathname + renewed.search);
  await openLink(greta);
  await expect(greta.getByText("You are a guest of Dana Okafor")).toBeVisible();
});
