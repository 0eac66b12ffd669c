// Deciding: a request needs its comment, nobody decides alone or too late, and what was written is never lost.
import { copyOf, decideButton, fillBallot, openPlain, sent, stage, submit, takeStep, told } from "../../support/posting.ts";
import { ADA, DANA, HUGO, signIn } from "../../support/people.ts";
import { opened } from "../../support/editor.ts";
import { ownServer, server } from "../../support/server.ts";
import { expect, test } from "../../support/story.ts";
import type { Page } from "@playwright/test";

ownServer();

const MODEL = "PHP Backend Developer";

/** Dana's copy of the model, submitted. */
async function submitted(page: Page, title: string): Promise<string> {
  await signIn(page, DANA);
  const posting = await copyOf(page, MODEL, title);
  await submit(page, posting, "Please read it.");
  return posting;
}

test("a request for changes without a comment is refused, and the ballot stays as it was filled", async ({ page, as }) => {
  const posting = await submitted(page, "Developer without a comment");
  const hugo = await as(HUGO, `${posting}/review`);
  await fillBallot(hugo, posting, "Request changes", "   ");
  await hugo.getByLabel("Pay and place").uncheck();
  expect(await sent(hugo, decideButton(hugo))).toBe(422);
  await expect(hugo.getByText("a request for changes needs a comment").first()).toBeVisible();
  await expect(hugo.getByLabel("Request changes")).toBeChecked();
  await expect(hugo.getByLabel("Content", { exact: false }).first()).toBeChecked();
  await expect(hugo.getByLabel("Pay and place")).not.toBeChecked();
  await expect(hugo.getByLabel("Comment")).toHaveAttribute("aria-invalid", "true");
  await expect(stage(hugo)).toHaveText("In review");

  await hugo.getByLabel("Comment").fill("Say who shares the rota.");
  await decideButton(hugo).click();
  await expect(stage(hugo)).toHaveText("Changes requested");
  await openPlain(page, posting);
  await expect(page.getByText("Hugo Meyer asked for changes: Say who shares the rota.")).toBeVisible();
});

test("a ballot after the withdrawal is refused and keeps its comment", async ({ page, as }) => {
  const posting = await submitted(page, "Developer taken back");
  const hugo = await as(HUGO, `${posting}/review`);
  await fillBallot(hugo, posting, "Request changes", "The rota is missing.\n<b>Twice</b> & again.");

  await openPlain(page, posting);
  await expect(page.getByText("What was submitted is in review as it was.")).toBeVisible();
  await takeStep(page, "Withdraw", "Withdraw it");
  await expect(stage(page)).toHaveText("Draft");
  await openPlain(page, posting);
  await expect(page.getByRole("button", { name: "Save facts" })).toBeVisible();

  expect(await sent(hugo, decideButton(hugo))).toBe(409);
  await expect(hugo.getByRole("heading", { name: "Your decision was not taken" })).toBeVisible();
  await expect(hugo.getByLabel("What you wrote")).toHaveValue("The rota is missing.\n<b>Twice</b> & again.");
  await expect(decideButton(hugo)).toHaveCount(0);
});

test("a ballot on a revision that was replaced meanwhile leads to the new one", async ({ page, as, scripts }) => {
  const posting = await submitted(page, "Developer submitted anew");
  const hugo = await as(HUGO, `${posting}/review`);
  await fillBallot(hugo, posting, "Approve", "Fine as it is.");
  await page.goto(`${posting}/history`);
  await takeStep(page, "Withdraw", "Withdraw it");
  await expect(stage(page)).toHaveText("Draft");
  await opened(page, scripts);
  await submit(page, posting, "Once more.");

  expect(await sent(hugo, decideButton(hugo))).toBe(409);
  await expect(stage(hugo)).toHaveText("In review");
  await hugo.goto(`${posting}/review`);
  await expect(hugo.getByText("Review of revision 2")).toBeVisible();
});

test("two browsers approve at once, and it is approved once", async ({ page, as }) => {
  const posting = await submitted(page, "Developer wanted twice");
  const browsers = [await as(HUGO, `${posting}/review`), await as(HUGO, `${posting}/review`)];
  for (const browser of browsers) await fillBallot(browser, posting, "Approve", "Good.");
  const statuses = await Promise.all(browsers.map((browser) => sent(browser, decideButton(browser))));
  expect(statuses.sort()).toEqual([303, 409]);
  const approvals = (await told(page, posting)).filter((entry) => entry.includes("the last approval needed"));
  expect(approvals).toEqual(["Hugo Meyer gave revision 1 the last approval needed"]);
});

test("whoever submits a posting does not decide on it, not even as an approver", async ({ page, as }) => {
  const posting = await submitted(page, "Developer of four eyes");
  await page.goto(`${posting}/review`);
  await expect(decideButton(page)).toHaveCount(0);
  await expect(page.getByText("Only an HR approver can do this.")).toBeVisible();

  const ada = await as(ADA, "/people");
  await ada.getByRole("link", { name: DANA.name }).click();
  await ada.getByLabel("Role", { exact: true }).selectOption({ label: "HR approver" });
  await ada.getByRole("button", { name: "Give the role" }).click();
  await expect(ada.locator("#main")).toContainText("HR approver");

  await page.goto(`${posting}/review`);
  await expect(page.getByText("You submitted this posting, so somebody else has to decide on it.").first()).toBeVisible();
  await expect(page.getByRole("radio")).toHaveCount(0);
  const revision = await hugosRevision(await as(HUGO, `${posting}/review`));
  const form = { posting: posting.split("/").at(-1) ?? "", revision, "step[]": "content", verdict: "approve", comment: "" };
  const forced = await page.request.post(`${posting}/review?do=decide`, { form, maxRedirects: 0, headers: { origin: server.url } });
  expect(forced.status()).toBe(403);
  await page.reload();
  await expect(stage(page)).toHaveText("In review");
});

async function hugosRevision(hugo: Page): Promise<string> {
  return hugo.locator('form.decide input[name="revision"]').inputValue();
}
