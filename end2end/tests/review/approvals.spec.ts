// Approvals by content: who is asked, what survives an edit, who may decide in whose place, and a queue cleared in one go.
import { copyOf, decideButton, fillBallot, openPlain, sent, stage, submit, submitHere, takeStep, writeFacts } from "../../support/posting.ts";
import { ADA, BEN, DANA, HUGO, signIn } from "../../support/people.ts";
import { ownServer } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const MODEL = "PHP Backend Developer";

async function submitted(page: Page, title: string): Promise<string> {
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, title);
  await writeFacts(page, posting, { "baseSalary.maxValue": "95000" });
  await page.goto(`${posting}/history`);
  await submitHere(page, "");
  await expect(stage(page)).toHaveText("In review");
  return posting;
}

const steps = (page: Page) => page.locator("li.step");

test("only what changed is asked again, and undoing the change brings the approval back", async ({ page, as }) => {
  test.slow(); // several people and rounds of review
  const posting = await submitted(page, "Developer approved twice");
  const hugo = await as(HUGO);
  await fillBallot(hugo, posting, "Approve");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("Approved");

  // The draft goes on beside what is approved.
  await writeFacts(page, posting, { "baseSalary.maxValue": "99000" });
  await openPlain(page, posting);
  await expect(page.getByText("What was submitted is approved as it was")).toBeVisible();
  await page.goto(`${posting}/asked`);
  await expect(steps(page).nth(0)).toContainText("Nothing that it covers has changed since.");
  await expect(steps(page).nth(1)).toContainText("pay and benefits changed since Hugo Meyer approved");
  await page.getByRole("button", { name: "Submit for review" }).last().click();
  await expect(stage(page)).toHaveText("In review");
  // A refusal to submit once more stands in the card that was sent, once.
  await page.goto(`${posting}/asked`);
  expect(await sent(page, page.locator("#main").getByRole("button", { name: "Submit the changes" }))).toBe(409);
  await expect(page.getByRole("alert")).toHaveCount(1);
  await expect(page.locator(".card").getByText("Nothing changed since you submitted it last")).toBeVisible();
  await hugo.goto(`${posting}/review`);
  await expect(steps(hugo).nth(0)).toContainText("Content: approved");
  await expect(steps(hugo).nth(1)).toContainText("To approve: pay and benefits.");
  await expect(hugo.getByText("One change since revision 1, which you looked at last.")).toBeVisible();

  await writeFacts(page, posting, { "baseSalary.maxValue": "95000" });
  await page.goto(`${posting}/history`);
  await submitHere(page, "As it was.");
  await expect(stage(page)).toHaveText("Approved");
});

test("a policy in two steps asks one after the other, and only those it names", async ({ page, as }) => {
  test.slow(); // several people and rounds of review
  const ada = await as(ADA, "/policies/new");
  await ada.getByLabel("Name", { exact: true }).fill("Ada first");
  await ada.getByLabel("Countries").fill("Iceland");
  const [first, second] = [ada.locator("#policy-steps details").nth(0), ada.locator("#policy-steps details").nth(1)];
  await first.getByLabel("Name of the step").fill("Pay");
  await first.getByLabel("Pay and benefits").check();
  await first.getByLabel("And these people").fill(ADA.email);
  await second.locator("summary").click();
  await second.getByLabel("Name of the step").fill("Words");
  await second.getByLabel("Duties").check();
  await second.getByLabel("And these people").fill("nobody@northwind.example");
  await ada.getByLabel("One after the other").check();
  expect(await sent(ada, ada.getByRole("button", { name: "Make the policy" }))).toBe(422);
  await expect(ada.getByText("Nobody active has the address nobody@northwind.example.").first()).toBeVisible();
  await expect(ada.getByLabel("Countries")).toHaveValue("Iceland");
  await second.getByLabel("And these people").fill(BEN.email);
  await ada.getByRole("button", { name: "Make the policy" }).click();
  await expect(ada.getByRole("link", { name: "Ada first" })).toBeVisible();

  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer in Iceland");
  await writeFacts(page, posting, { "jobLocation.0.addressCountry": "Iceland" });
  await page.goto(`${posting}/asked`);
  await expect(page.getByText("Under the policy “Ada first”.")).toBeVisible();
  await expect(steps(page).nth(1)).toContainText("Ben Carter can decide.");
  await page.getByRole("button", { name: "Submit for review" }).last().click();
  await expect(stage(page)).toHaveText("In review");

  const ben = await as(BEN, `${posting}/review`);
  await expect(steps(ben).nth(1)).toContainText("Words: comes later");
  await expect(ben.getByLabel("Words", { exact: true })).toHaveCount(0);
  await fillBallot(ada, posting, "Approve");
  await decideButton(ada).click();
  await fillBallot(ben, posting, "Approve");
  await decideButton(ben).click();
  await expect(stage(ben)).toHaveText("Approved");
});

test("Ben decides in Hugo's place while Hugo is away, and the record says so", async ({ page, as }) => {
  const posting = await submitted(page, "Developer for a deputy");
  const hugo = await as(HUGO, "/account");
  const today = new Date().toISOString().slice(0, 10);
  await hugo.getByLabel("Who stands in for you").selectOption({ label: BEN.name });
  await hugo.getByLabel("From").fill(today);
  await hugo.getByLabel("Until the end of").fill(today);
  await hugo.getByRole("button", { name: "Let them stand in" }).click();
  await expect(hugo.getByText("Ben Carter stands in for you")).toBeVisible();

  const ben = await as(BEN);
  await fillBallot(ben, posting, "Approve");
  await decideButton(ben).click();
  await expect(ben.getByText("Ben Carter for Hugo Meyer approved").first()).toBeVisible();
  await hugo.getByRole("button", { name: "End it" }).click();
  await expect(hugo.getByText("It has ended")).toBeVisible();
});

test("a queue is cleared in one go, and what was wrong with each is told", async ({ page, as }) => {
  const first = await submitted(page, "First of the batch");
  const second = await copyOf(page, MODEL, "Second of the batch");
  await page.goto(`${second}/history`);
  await submitHere(page, "");
  const hugo = await as(HUGO, "/");
  await hugo.getByLabel("Tick First of the batch").check();
  await hugo.getByLabel("Tick Second of the batch").check();
  await hugo.locator("summary", { hasText: "Decide on all that are ticked" }).click();
  await hugo.getByLabel("Request changes").check();
  expect(await sent(hugo, hugo.getByRole("button", { name: "Decide on the ticked ones" }))).toBe(422);
  await expect(hugo.getByText("“First of the batch”: Say what should change")).toBeVisible();
  await expect(hugo.getByLabel("Tick First of the batch")).toBeChecked();
  await expect(hugo.getByLabel("Tick Second of the batch")).toBeChecked();
  await hugo.getByLabel("Approve", { exact: true }).check();
  await hugo.getByRole("button", { name: "Decide on the ticked ones" }).click();
  await expect(hugo.getByText("Your 2 decisions were kept.")).toBeVisible();
  await hugo.goto(`${first}/review`);
  await expect(stage(hugo)).toHaveText("Approved");
});

test("an admin asks others who can decide, and is told what was wrong with the form where it stands", async ({ page, as }) => {
  const posting = await submitted(page, "Developer asked of others");
  const ada = await as(ADA, `${posting}/review`);
  await ada.locator("summary", { hasText: "Ask others to decide" }).click();
  const form = ada.locator("#reassign");
  await expect(form.getByLabel(BEN.name)).toBeVisible();
  await expect(form.getByLabel(DANA.name)).toHaveCount(0);
  await form.getByLabel("Reason").fill("Hugo is away.");
  expect(await sent(ada, form.getByRole("button", { name: "Ask them" }))).toBe(422);
  await expect(form.getByText("Choose who decides instead.").first()).toBeVisible();
  await expect(form.getByLabel("Reason")).toHaveValue("Hugo is away.");
  await form.getByLabel(BEN.name).check();
  await form.getByRole("button", { name: "Ask them" }).click();
  await expect(ada.getByRole("status").getByText("Asked. They are told")).toBeVisible();
  await expect(steps(ada).nth(0)).toContainText("waits for Ben Carter");
});

test("after the last step one reads where the posting stands, and what the public sees", async ({ page, as }) => {
  test.slow();
  const posting = await submitted(page, "Developer in public");
  const hugo = await as(HUGO);
  await fillBallot(hugo, posting, "Approve");
  await hugo.getByRole("button", { name: "Decide, then the next" }).click();
  await hugo.goto(`${posting}/review`);
  await hugo.getByRole("button", { name: "Publish" }).click();
  await expect(hugo.getByRole("status").getByText("Published. The careers page shows it")).toBeVisible();
  await hugo.getByRole("link", { name: "See the public page" }).click();
  await expect(hugo.getByRole("heading", { level: 1, name: "Developer in public" })).toBeVisible();

  // There is nothing to submit until somebody writes.
  await page.goto(`${posting}/review`);
  await expect(page.locator("summary", { hasText: "Submit changes" })).toHaveCount(0);
  await expect(page.locator(".next-steps").getByRole("link", { name: "Public page" }).first()).toBeVisible();
  await writeFacts(page, posting, { "baseSalary.maxValue": "99000" });
  await page.goto(`${posting}/review`);
  await expect(page.locator("summary", { hasText: "Submit changes" })).toBeVisible();

  await hugo.goto(`${posting}/review`);
  await takeStep(hugo, "Close", "Close it");
  await expect(hugo.locator(".banner").getByText("The posting is closed. Revision 1 was approved before.")).toBeVisible();
});

test("an approver whose words were taken decides on the parts that they left alone", async ({ page, as }) => {
  test.slow(); // several people, a suggestion and a review
  const ada = await as(ADA, "/policies/new");
  await ada.getByLabel("Name", { exact: true }).fill("Words apart from pay");
  await ada.getByLabel("Countries").fill("Norway");
  const [first, second] = [ada.locator("#policy-steps details").nth(0), ada.locator("#policy-steps details").nth(1)];
  await first.getByLabel("Name of the step").fill("Words");
  await first.getByLabel("Narrative").check();
  await first.getByLabel("And these people").fill(`${HUGO.email}, ${ADA.email}`);
  await second.locator("summary").click();
  await second.getByLabel("Name of the step").fill("Pay");
  await second.getByLabel("Pay and benefits").check();
  await second.getByLabel("And these people").fill(HUGO.email);
  expect(await sent(ada, ada.getByRole("button", { name: "Make the policy" }))).toBe(303);

  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, "Developer in Norway");
  await writeFacts(page, posting, { "jobLocation.0.addressCountry": "Norway" });
  const hugo = await as(HUGO, `${posting}/threads`);
  const line = hugo.locator(".diff-line").first();
  const words = (await line.locator(".diff-text").innerText()).trim();
  await line.getByRole("link", { name: "Discuss this line" }).click();
  const form = hugo.locator("details.fold", { hasText: "Suggest other words" });
  await form.locator("summary").click();
  await form.getByLabel("Words").fill(`${words} Always.`);
  expect(await sent(hugo, form.getByRole("button", { name: "Suggest it" }))).toBe(303);
  await page.goto(`${posting}/threads`);
  expect(await sent(page, page.getByRole("button", { name: "Accept", exact: true }))).toBe(303);
  await submit(page, posting, "With Hugo's word.");

  await fillBallot(hugo, posting, "Approve");
  await expect(steps(hugo).nth(0)).toContainText("Words: waits for Ada Lind");
  await expect(steps(hugo).nth(0)).not.toContainText("Hugo Meyer");
  await expect(hugo.getByText("You edited Narrative, so somebody else decides on “Words”.")).toBeVisible();
  expect(await sent(hugo, decideButton(hugo))).toBe(303);
  await expect(stage(hugo)).toHaveText("In review");
  await expect(steps(hugo).nth(1)).toContainText("Pay: approved");
  await fillBallot(ada, posting, "Approve");
  await decideButton(ada).click();
  await expect(stage(ada)).toHaveText("Approved");
});
